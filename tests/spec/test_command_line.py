"""The command line as other programs and people rely on it (contracts.md, "Command line")."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pikepdf
import pytest

from castforms.cli import main
from castforms.console import Console
from castforms.model.finding import Severity

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "resources" / "templates"
FORM = "cast-2020-five-areas"
SAMPLE = SHIPPED / FORM / "sample.json"


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, object]]:
        value = json.loads(self.out)
        assert isinstance(value, list)
        return value


class CommandLine:
    """Calls the program as `main.py` does, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        return Answer(code, *self._capsys.readouterr())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))  # no forms of whoever runs the tests
    return CommandLine(capsys)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "good.castform"))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """An entry with an error."""
    members = json.loads(SAMPLE.read_text("utf-8"))
    members["values"]["unit"] = ""
    (tmp_path / "faulty.castform").write_text(json.dumps(members), "utf-8")
    return tmp_path / "faulty.castform"


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    (tmp_path / "unreadable.castform").write_text("{", "utf-8")
    return tmp_path / "unreadable.castform"


def program(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment}, timeout=120)


# forms


def test_forms_lists_id_title_notice_number_and_deadline(run: CommandLine) -> None:
    listed = {form["id"]: form for form in run("forms", "--json").json}
    assert listed[FORM] == {
        "id": FORM,
        "title": "五个方面重点工作举措",
        "notice_number": "科协办函厅字〔2020〕12号",
        "deadline": "2020-02-11",
    }


def test_forms_shows_a_table_whose_columns_stand_below_one_another(run: CommandLine) -> None:
    head, *rows = run("forms").out.splitlines()
    column = len(head.encode("gbk")[: head.encode("gbk").index("名称".encode("gbk"))])
    assert all(row.encode("gbk", "replace")[column - 1 : column] == b" " for row in rows)
    assert all(row.encode("gbk", "replace")[column : column + 1] != b" " for row in rows)


def test_a_broken_form_of_the_user_is_told_and_stops_no_other(run: CommandLine, tmp_path: Path) -> None:
    broken = tmp_path / "user" / "castforms" / "templates" / "broken"
    broken.mkdir(parents=True)
    (broken / "template.toml").write_text("castforms = ", "utf-8")
    answer = run("forms", "--json")
    assert answer.code == 0
    assert FORM in {form["id"] for form in answer.json}
    assert str(broken / "template.toml") in answer.err


# new


def test_new_prints_an_entry_that_check_can_read(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "new.castform").write_text(run("new", FORM).out, "utf-8")
    assert run("check", tmp_path / "new.castform").code == 1


@pytest.mark.parametrize("form_id", sorted(folder.name for folder in SHIPPED.iterdir()))
def test_new_writes_the_same_entry_to_a_file(run: CommandLine, tmp_path: Path, form_id: str) -> None:
    answer = run("new", form_id, "--out", tmp_path / "new.castform")
    assert (answer.code, answer.out) == (0, "")
    assert (tmp_path / "new.castform").read_text("utf-8") == run("new", form_id).out


def test_new_letter_for_an_entry_is_filled_from_it(run: CommandLine, good: Path) -> None:
    letter = json.loads(run("new", "transmittal-letter", "--for", good).out)
    assert letter["form"] == "transmittal-letter"
    assert letter["values"]["signature"] == json.loads(good.read_text("utf-8"))["values"]["unit"]
    assert letter["values"]["attachments"]


def test_only_the_letter_is_made_for_an_entry(run: CommandLine, good: Path) -> None:
    answer = run("new", FORM, "--for", good)
    assert (answer.code, answer.out) == (2, "")
    assert "transmittal-letter" in answer.err


def test_new_overwrites_nothing(run: CommandLine, good: Path) -> None:
    before = good.read_bytes()
    assert run("new", FORM, "--out", good).code == 2
    assert good.read_bytes() == before


def test_new_refuses_an_unknown_form(run: CommandLine) -> None:
    answer = run("new", "none")
    assert (answer.code, answer.out) == (2, "")
    assert "none" in answer.err
    assert "castforms forms" in answer.err


# check


def test_check_of_an_entry_without_errors_leaves_with_0(run: CommandLine, good: Path) -> None:
    assert run("check", good).code == 0


def test_check_writes_severity_code_path_and_message_in_a_line(run: CommandLine, faulty: Path) -> None:
    answer = run("check", faulty)
    assert answer.code == 1
    assert re.search(r"^error required unit: \S+$", answer.out, re.MULTILINE)
    assert all(re.match(r"(error|warning|hint) [a-z-]+ \S*: \S", line) for line in answer.out.splitlines())


def test_check_tells_people_on_what_a_finding_rests(run: CommandLine, good: Path) -> None:
    members = json.loads(good.read_text("utf-8"))
    members["values"]["xiaokang"] = ["办好年会。"]
    good.write_text(json.dumps(members), "utf-8")
    lines = run("check", good).out.splitlines()
    (line,) = [line for line in lines if line.startswith("warning title-sentence-end xiaokang[0]: ")]
    assert line.endswith("（依据：请以标题句方式，言简意赅）")


def test_a_title_sentence_longer_than_a_line_is_hinted_at(run: CommandLine, good: Path) -> None:
    members = json.loads(good.read_text("utf-8"))
    members["values"]["xiaokang"] = ["办" * 30, "好" * 31]
    good.write_text(json.dumps(members), "utf-8")
    lines = run("check", good).out.splitlines()
    assert [line.split(":")[0] for line in lines if "over-limit" in line] == ["hint over-limit xiaokang[1]"]


def test_check_tells_other_programs_everything(run: CommandLine, faulty: Path) -> None:
    (report,) = run("check", faulty, "--json").json
    assert report["file"] == str(faulty)
    findings = report["findings"]
    assert isinstance(findings, list)
    assert all(set(finding) == {"code", "severity", "path", "message", "source"} for finding in findings)
    assert ("required", "error", "unit") in {(f["code"], f["severity"], f["path"]) for f in findings}


def test_check_goes_on_after_an_unreadable_file_and_the_worst_code_wins(
    run: CommandLine, good: Path, faulty: Path, unreadable: Path
) -> None:
    answer = run("check", unreadable, faulty, good, "--json")
    assert answer.code == 2
    assert [report["file"] for report in answer.json] == [str(unreadable), str(faulty), str(good)]
    assert str(unreadable) in answer.err


# export


def test_export_writes_the_pair_and_prints_both_paths(run: CommandLine, good: Path, tmp_path: Path) -> None:
    answer = run("export", good, "--out", tmp_path / "out")
    assert answer.code == 0
    assert sorted(answer.out.splitlines()) == sorted(str(path) for path in (tmp_path / "out").iterdir())
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".pdf"]


def test_export_tells_other_programs_what_was_written(run: CommandLine, good: Path, tmp_path: Path) -> None:
    (report,) = run("export", good, "--out", tmp_path / "out", "--json").json
    assert set(report) == {"file", "pdf", "word", "pages", "findings"}
    assert Path(str(report["pdf"])).read_bytes().startswith(b"%PDF-")
    assert Path(str(report["word"])).read_bytes().startswith(b"PK")
    with pikepdf.open(str(report["pdf"])) as pdf:
        assert report["pages"] == len(pdf.pages)


def test_exporting_again_adds_a_number_to_both_names(run: CommandLine, good: Path, tmp_path: Path) -> None:
    for _ in range(2):
        run("export", good, "--out", tmp_path / "out")
    stems = sorted(path.stem for path in (tmp_path / "out").iterdir())
    assert stems == [stems[0], stems[0], f"{stems[0]}-2", f"{stems[0]}-2"]


def test_export_refuses_an_entry_with_errors_and_goes_on(
    run: CommandLine, good: Path, faulty: Path, tmp_path: Path
) -> None:
    answer = run("export", faulty, good, "--out", tmp_path / "out", "--json")
    refused, written = answer.json
    assert answer.code == 1
    assert (refused["pdf"], refused["word"], refused["pages"]) == (None, None, 0)
    assert refused["findings"]
    assert Path(str(written["pdf"])).exists()


def test_export_tells_people_why_it_refused(run: CommandLine, faulty: Path, tmp_path: Path) -> None:
    answer = run("export", faulty, "--out", tmp_path / "out")
    assert answer.out == ""
    assert "error required unit" in answer.err


def test_a_draft_is_kept_only_by_what_cannot_be_printed(run: CommandLine, faulty: Path, tmp_path: Path) -> None:
    members = json.loads(faulty.read_text("utf-8"))
    members["values"]["handler"] = "张\U0003134b三"
    faulty.write_text(json.dumps(members), "utf-8")
    answer = run("export", faulty, "--draft", "--out", tmp_path / "out")
    assert answer.code == 1
    assert "error unprintable handler" in answer.err
    assert "error required" not in answer.err
    assert "其余 1 个错误不影响" in answer.err


def test_no_stand_in_font_is_told_where_nothing_was_written(run: CommandLine, faulty: Path, tmp_path: Path) -> None:
    assert "已代替" not in run("export", faulty, "--out", tmp_path / "out").err


def test_an_unreadable_entry_has_the_members_of_the_others_and_an_error(
    run: CommandLine, unreadable: Path, tmp_path: Path
) -> None:
    (exported,) = run("export", unreadable, "--out", tmp_path / "out", "--json").json
    (checked,) = run("check", unreadable, "--json").json
    assert str(unreadable) in str(exported.pop("error"))
    assert str(unreadable) in str(checked.pop("error"))
    file = str(unreadable)
    assert exported == {"file": file, "pdf": None, "word": None, "pages": 0, "findings": []}
    assert checked == {"file": file, "findings": []}


def test_a_draft_is_exported_with_its_errors(run: CommandLine, faulty: Path, tmp_path: Path) -> None:
    (report,) = run("export", faulty, "--draft", "--out", tmp_path / "out", "--json").json
    assert "未填单位" in str(report["pdf"])


@pytest.mark.parametrize(("only", "other"), [("pdf", "word"), ("word", "pdf")])
def test_only_one_of_the_files_is_written_where_asked(
    run: CommandLine, good: Path, tmp_path: Path, only: str, other: str
) -> None:
    (report,) = run("export", good, "--out", tmp_path / "out", "--only", only, "--json").json
    assert report[other] is None
    assert [str(path) for path in (tmp_path / "out").iterdir()] == [report[only]]


def test_export_reports_stand_in_fonts_once_for_all_entries(run: CommandLine, good: Path, tmp_path: Path) -> None:
    err = run("export", good, good, good, "--out", tmp_path / "out").err.splitlines()
    assert len(err) == len(set(err))


def test_export_into_something_that_is_no_folder_is_refused(run: CommandLine, good: Path) -> None:
    answer = run("export", good, "--out", good)
    assert answer.code == 2
    assert "不是文件夹" in answer.err


@pytest.mark.skipif(not shutil.which("mount") or os.name == "nt" or os.geteuid() != 0, reason="needs a small disk")
def test_a_full_disk_gets_neither_file(run: CommandLine, good: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        answer = run("export", good, "--out", disk)
        left = list(disk.iterdir())
    finally:
        subprocess.run(["umount", disk], check=True)
    assert (answer.code, left) == (2, [])
    assert "磁盘空间不足" in answer.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["forms"], ["forms", "--json"], ["new", FORM], ["check", SAMPLE], ["lint", "?"]])
def test_results_that_find_no_room_are_told_in_one_line(arguments: list[object], tmp_path: Path) -> None:
    broken = tmp_path / "form"
    broken.mkdir()
    (broken / "template.toml").write_text("", "utf-8")
    command = [sys.executable, str(ROOT / "main.py"), *(str(a) if a != "?" else str(broken) for a in arguments)]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, env=environment)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "无法写出结果：磁盘空间不足，请清理磁盘或换一个位置后重试"
    assert "内部出错" not in done.stderr.decode()
    assert "Exception" not in done.stderr.decode()


def test_ctrl_c_leaves_whole_pairs_and_nothing_else(good: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-u",
        str(ROOT / "main.py"),
        "export",
        *[str(good)] * 300,
        "--out",
        str(tmp_path / "out"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()  # the first pair stands
        process.send_signal(signal.SIGINT)
        err = process.stderr.read().decode()
        process.stdout.read()
    assert process.returncode == 130
    assert "Traceback" not in err
    files = list((tmp_path / "out").iterdir())
    assert {path.suffix for path in files} == {".pdf", ".docx"}
    assert {path.stem for path in files if path.suffix == ".pdf"} == {
        path.stem for path in files if path.suffix == ".docx"
    }


# lint


def test_lint_of_a_good_form_leaves_with_0(run: CommandLine) -> None:
    assert run("lint", SHIPPED / FORM).code == 0


def test_lint_names_file_and_key_of_a_fault_in_a_folder_anywhere(run: CommandLine, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / FORM, tmp_path / FORM)
    template = tmp_path / FORM / "template.toml"
    template.write_text(re.sub(r"(?m)^title = .*$", "title = 5", template.read_text("utf-8"), count=1), "utf-8")
    answer = run("lint", tmp_path / FORM)
    assert answer.code == 1
    assert str(template) in answer.out
    assert "title" in answer.out


def test_lint_of_no_form_folder_leaves_with_2_and_goes_on(run: CommandLine, tmp_path: Path) -> None:
    answer = run("lint", tmp_path, tmp_path / "none", SHIPPED / FORM)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 3


# whatever comes in


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["forms", "extra"],
        ["forms", "--jsn"],
        ["forms", "--json=yes"],
        ["new"],
        ["check"],
        ["export", "a.castform"],
        ["export", "a.castform", "--out"],
        ["export", "a.castform", "--out", "x", "--only", "odt"],
        ["check", "a.castform", "--profile"],
        ["lint"],
        [],
    ],
)
def test_a_wrong_call_is_answered_in_one_chinese_line(run: CommandLine, arguments: list[str]) -> None:
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert re.fullmatch(r"[^\n]*[一-鿿][^\n]*\n", answer.err)


@pytest.mark.parametrize("command", [[], ["forms"], ["new"], ["check"], ["export"], ["lint"]])
def test_help_is_chinese(run: CommandLine, command: list[str]) -> None:
    answer = run(*command, "--help")
    assert answer.code == 0
    assert answer.out.startswith("用法：")
    assert not re.search("usage|options|show this|positional", answer.out)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 1000,
        b"{" * 100_000,
        b"[[[" * 50_000,
        "单位".encode("gb18030"),
        b'{"castform": 99, "form": "x", "values": {}}',
        b'{"castform": 1, "form": "x\\n\\u001b[31m", "values": {}}',
        b'{"castform": 1, "form": "cast-2020-five-areas", "values": {"unit": NaN}}',
        b'{"castform": 1, "form": "cast-2020-five-areas", "values": {"a\\nb": "x"}}',
        b'{"castform": 1, "form": "cast-2020-five-areas", "values": {"unit": 1e999}}',
        b'{"castform": 1, "form": "../cast-2020-five-areas", "values": {}}',
        b"%PDF-1.7",
    ],
)
@pytest.mark.parametrize("command", ["check", "export"])
def test_a_bad_file_is_answered_in_one_line_that_names_it(
    run: CommandLine, tmp_path: Path, command: str, content: bytes
) -> None:
    (tmp_path / "bad.castform").write_bytes(content)
    arguments = [command, tmp_path / "bad.castform", *(["--out", tmp_path / "out"] if command == "export" else [])]
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert re.fullmatch(r"[^\n\x1b]*bad\.castform[^\n\x1b]*\n", answer.err)
    assert not (tmp_path / "out").exists()


def test_lone_surrogates_and_nul_neither_stop_a_check_nor_break_its_json(tmp_path: Path) -> None:
    values = r'{"unit": "\ud800学会\u0000", "handler": "\u202e"}'
    (tmp_path / "odd.castform").write_text(f'{{"castform": 1, "form": "{FORM}", "values": {values}}}', "utf-8")
    done = program("check", tmp_path / "odd.castform", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["findings"]


def test_what_a_file_is_called_cannot_steer_the_terminal(run: CommandLine, tmp_path: Path) -> None:
    answer = run("check", tmp_path / "a\n\x1b[31mb.castform")
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert "\x1b" not in answer.err


def test_output_is_utf_8_whatever_the_code_page() -> None:
    done = program("forms", "--json", PYTHONIOENCODING="gbk")
    assert any("五个方面" in form["title"] for form in json.loads(done.stdout.decode("utf-8")))


def test_no_command_needs_a_screen(good: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from castforms.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code or any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules))"
    )
    command = [sys.executable, "-c", script, "export", str(good), "--out", str(tmp_path / "out")]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0


def test_the_list_of_forms_waits_for_no_writer_and_no_font() -> None:
    script = (
        "import sys; from castforms.cli import main; main(['forms']); "
        "print(sorted({'reportlab', 'docx', 'lxml', 'fontTools', 'uharfbuzz', 'phonenumbers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True)
    assert done.stdout.splitlines()[-1] == b"[]"


def test_a_reader_that_has_seen_enough_gets_no_traceback(faulty: Path) -> None:
    command = [sys.executable, "-u", str(ROOT / "main.py"), "check", *[str(faulty)] * 200]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read().decode()
    assert "Traceback" not in err
    assert "Exception" not in err
    assert "程序内部出错" not in err


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_severity_has_a_colour_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, pipe = Terminal(), StringIO()
    for out in (terminal, pipe):
        Console(out, StringIO()).line("error required unit: 请补填", Severity.ERROR)
    assert terminal.getvalue() == "\x1b[31merror\x1b[0m required unit: 请补填\n"
    assert pipe.getvalue() == "error required unit: 请补填\n"


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    Console(terminal, StringIO()).line("error required unit: 请补填", Severity.ERROR)
    assert "\x1b" not in terminal.getvalue()


def test_progress_shows_on_a_terminal_and_leaves_no_trace() -> None:
    terminal, pipe = Terminal(), StringIO()
    for err in (terminal, pipe):
        console = Console(StringIO(), err)
        console.progress("[##--] 2/4")
        console.progress("")
    assert "2/4" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r" + " " * len("[##--] 2/4") + "\r")
    assert pipe.getvalue() == ""


def test_a_result_wipes_the_progress_away_first() -> None:
    terminal = Terminal()
    console = Console(terminal, terminal)
    console.progress("[##--] 2/4")
    console.line("out/表.pdf")
    assert terminal.getvalue().endswith("\rout/表.pdf\n")


def test_a_program_without_a_console_still_does_its_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["new", FORM, "--out", str(tmp_path / "a.castform")]) == 0
    assert (tmp_path / "a.castform").exists()


def test_a_form_from_a_folder_is_added_for_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    source = tmp_path / "new-form"
    shutil.copytree(SHIPPED / "cast-2020-five-areas", source)
    for file in source.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("cast-2020-five-areas", source.name), encoding="utf-8")
    assert main(["add", str(source)]) == 0
    assert "new-form" in capsys.readouterr().err
    assert main(["new", "new-form"]) == 0
    assert main(["add", str(source)]) == 2
    assert "已经有了" in capsys.readouterr().err
