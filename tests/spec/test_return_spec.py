"""`pack`, `mail` and `print` as other programs and people rely on them."""

import email
import json
from email import policy
from pathlib import Path

import pytest

from castforms.cli import main

SHIPPED = Path(__file__).parents[2] / "resources" / "templates"
FIVE = SHIPPED / "cast-2020-five-areas" / "sample.json"
PLAN = SHIPPED / "cast-2020-workers-day-plan" / "sample.json"
Capture = pytest.CaptureFixture[str]


def test_pack_writes_the_files_of_a_return_and_tells_every_point(tmp_path: Path, capsys: Capture) -> None:
    assert main(["pack", str(FIVE), "--out", str(tmp_path / "out"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"file", "ready", "files", "checks"}
    assert [Path(file).suffix for file in report["files"]] == [".pdf", ".docx"]
    assert all(Path(file).is_file() for file in report["files"])
    assert all(set(check) == {"code", "state", "message", "source"} for check in report["checks"])


def test_pack_writes_nothing_while_the_stamped_file_is_missing(tmp_path: Path, capsys: Capture) -> None:
    assert main(["pack", str(PLAN), "--out", str(tmp_path / "out"), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["ready"], report["files"]) == (False, [])
    assert not (tmp_path / "out").exists()


def test_pack_gives_one_zip_file_if_wished(tmp_path: Path) -> None:
    assert main(["pack", str(FIVE), "--out", str(tmp_path / "out"), "--zip"]) == 0
    assert [file.suffix for file in (tmp_path / "out").iterdir()] == [".zip"]


def test_a_packed_return_can_be_packed_again(tmp_path: Path) -> None:
    for _time in range(2):
        assert main(["pack", str(FIVE), "--out", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_mail_writes_a_draft_to_the_address_of_the_notice(tmp_path: Path, capsys: Capture) -> None:
    draft = tmp_path / "draft.eml"
    assert main(["mail", str(FIVE), "--out", str(draft), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    message = email.message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert message["To"] == "address@cast.org.cn" == ", ".join(report["to"])
    assert message["Subject"] == report["subject"]
    assert len(list(message.iter_attachments())) == 2  # type: ignore[attr-defined]


def test_mail_goes_where_it_is_told(tmp_path: Path, capsys: Capture) -> None:
    draft = tmp_path / "draft.eml"
    assert main(["mail", str(FIVE), "--out", str(draft), "--to", "a@b.cn；c@d.cn"]) == 0
    assert "recipient: 发送至指定的收件人：a@b.cn、c@d.cn" in capsys.readouterr().out
    assert email.message_from_bytes(draft.read_bytes(), policy=policy.default)["To"] == "a@b.cn, c@d.cn"


def test_mail_does_not_overwrite(tmp_path: Path) -> None:
    (tmp_path / "draft.eml").write_bytes(b"mine")
    assert main(["mail", str(FIVE), "--out", str(tmp_path / "draft.eml")]) == 2
    assert (tmp_path / "draft.eml").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["mail", FIVE, "--out", "x.txt"], "扩展名应为 .eml"),
        (["mail", FIVE, "--out", "x.eml", "--to", "张某某"], "不是电子邮箱地址"),
        (["pack", FIVE, "--out", "out", "--limit", "0"], "--limit"),
        (["pack", FIVE, "--out", "out", "--limit", "nan"], "--limit"),
        (["pack", FIVE, "--out", "out", "--word", "missing.docx"], "missing.docx"),
        (["pack", PLAN, "--out", "out", "--stamped", "missing.pdf"], "missing.pdf"),
        (["pack", FIVE, "--out", FIVE], "不是文件夹"),
        (["pack", FIVE, "--out", ""], "--out 后面缺少内容"),
        (["pack", FIVE, "--out", "out", "--limit", "x"], "--limit 的值“x”无效"),
        (["print"], "没有指定要打印什么"),
        (["print", FIVE, "--copies", "0"], "--copies"),
        (["print", "--blank", "nothing"], "nothing"),
    ],
)
def test_wrong_use_is_one_line_and_leaves_nothing(
    arguments: list[object], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([str(argument) for argument in arguments]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert not said.out
    assert said.err.count("\n") == 1
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_an_entry_with_errors_is_not_printed(tmp_path: Path, capsys: Capture) -> None:
    members = json.loads(FIVE.read_text("utf-8"))
    members["values"]["unit"] = ""
    (tmp_path / "a.castform").write_text(json.dumps(members), "utf-8")
    assert main(["print", str(tmp_path / "a.castform")]) == 1
    assert "没有打印" in capsys.readouterr().err


def test_the_blank_form_is_printed_though_nothing_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for name, answer in {
        "lpstat": "echo Office",
        "lp": f"/bin/cat > {tmp_path}/printed; echo request id is Office-1",
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["print", "--blank", "cast-2020-workers-day-plan", "--printer", "Office"]) == 0
    assert (tmp_path / "printed").read_bytes().startswith(b"%PDF")
    assert "Office-1" in capsys.readouterr().err
