"""Opinions on a draft as other programs rely on them: `new --from`, and the files that `export` gives out."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.cli import main
from castforms.intake.word_revisions import read_revisions
from tests.drafts import TABLE, edited, lines, points, word_file

FORM = "cast-draft-opinions"
TITLE = "某某工作要点（征求意见稿）"
DRAFTED = points(random.Random(11), 40)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def word_draft(tmp_path: Path) -> Path:
    file = tmp_path / "要点.docx"
    file.write_bytes(word_file(random.Random(12), DRAFTED, TITLE))
    return file


@pytest.fixture
def text_draft(tmp_path: Path) -> Path:
    file = tmp_path / "要点.txt"
    file.write_text("\n".join([TITLE, *DRAFTED]), encoding="utf-8")
    return file


def filled(run: Run, draft: Path) -> tuple[Path, list[dict[str, str]]]:
    """An entry of that draft with some points revised, and its points."""
    file = draft.with_suffix(".castform")
    assert run("new", FORM, "--from", draft, "--out", file)[0] == 0
    members = json.loads(file.read_text(encoding="utf-8"))
    rng = random.Random(13)
    for point in members["values"]["points"]:
        if rng.random() < 0.6:
            point["revised"], point["reason"] = edited(rng, point["original"]), "更准确"
    members["values"] |= {"unit": "中国某某学会", "report_date": "2020-02-10"}
    file.write_text(json.dumps(members), encoding="utf-8")
    return file, members["values"]["points"]


def test_new_from_a_draft_fills_title_and_points(run: Run, text_draft: Path) -> None:
    file, items = filled(run, text_draft)
    values = json.loads(file.read_text(encoding="utf-8"))["values"]
    assert values["title"] == TITLE
    assert [list(item) for item in items] == [["number", "original", "revised", "reason"]] * len(DRAFTED)
    assert [item["original"] for item in items] == DRAFTED


def test_a_draft_that_cannot_be_read_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    code, out, err = run("new", FORM, "--from", tmp_path / "旧.doc")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "另存为 .docx" in err


def test_a_form_that_asks_for_no_draft_refuses_one(run: Run, text_draft: Path) -> None:
    code, out, _err = run("new", "cast-2020-five-areas", "--from", text_draft)
    assert (code, out) == (2, "")


def test_beside_the_pair_come_the_marked_up_pdf_and_the_tracked_word_file(run: Run, text_draft: Path) -> None:
    file, _items = filled(run, text_draft)
    _code, out, _err = run("export", file, "--out", text_draft.parent / "out", "--json")
    [report] = json.loads(out)
    assert {Path(report[kind]).name for kind in ("pdf", "word")} == {
        "征求意见稿修改意见-中国某某学会.pdf",
        "征求意见稿修改意见-中国某某学会.docx",
    }
    assert {ending: Path(path).name for ending, path in report["extra"].items()} == {
        "-花脸稿.pdf": "征求意见稿修改意见-中国某某学会-花脸稿.pdf",
        "-修订稿.docx": "征求意见稿修改意见-中国某某学会-修订稿.docx",
    }


def test_files_of_one_kind_alone_bring_their_own_further_file(run: Run, text_draft: Path) -> None:
    file, _items = filled(run, text_draft)
    run("export", file, "--out", text_draft.parent / "out", "--only", "word")
    assert sorted(path.suffix for path in (text_draft.parent / "out").iterdir()) == [".docx", ".docx"]


@pytest.mark.parametrize("kind", ["word_draft", "text_draft"])
def test_the_tracked_file_says_both_drafts(kind: str, run: Run, request: pytest.FixtureRequest) -> None:
    draft: Path = request.getfixturevalue(kind)
    file, items = filled(run, draft)
    run("export", file, "--out", draft.parent / "out")
    [tracked] = (draft.parent / "out").glob("*修订稿.docx")
    readings = read_revisions(tracked.read_bytes())
    for reading, name in ((readings.rejected, "original"), (readings.accepted, "revised")):
        said = [line for item in items for line in lines(item[name])]
        assert [line for line in reading if line not in TABLE] == [TITLE, *said]


def test_a_word_draft_comes_back_in_its_own_package(run: Run, word_draft: Path) -> None:
    file, _items = filled(run, word_draft)
    run("export", file, "--out", word_draft.parent / "out")
    [tracked] = (word_draft.parent / "out").glob("*修订稿.docx")
    assert read_revisions(tracked.read_bytes()).rejected == read_revisions(word_draft.read_bytes()).accepted


def test_points_that_changed_places_went_there_and_came_here(run: Run, word_draft: Path) -> None:
    file, items = filled(run, word_draft)
    members = json.loads(file.read_text(encoding="utf-8"))
    points = members["values"]["points"]
    points[4], points[6] = points[6], points[4]
    file.write_text(json.dumps(members), encoding="utf-8")
    _code, _out, err = run("export", file, "--out", word_draft.parent / "out")
    assert "修订没有写进原来的 Word 文件" not in err
    [tracked] = (word_draft.parent / "out").glob("*修订稿.docx")
    readings = read_revisions(tracked.read_bytes())
    for reading, said in (
        (readings.rejected, [item["original"] for item in items]),
        (readings.accepted, [point["revised"] for point in points]),
    ):
        assert [line for line in reading if line not in TABLE][1:] == [line for text in said for line in lines(text)]


def test_on_another_machine_the_tracked_file_is_set_anew(run: Run, word_draft: Path, user_folder: Path) -> None:
    file, items = filled(run, word_draft)
    shutil.rmtree(user_folder)
    code, _out, err = run("export", file, "--out", word_draft.parent / "out")
    assert code == 0
    assert "不在这台电脑上" in err
    [tracked] = (word_draft.parent / "out").glob("*修订稿.docx")
    assert read_revisions(tracked.read_bytes()).accepted == (
        TITLE,
        *(line for item in items for line in lines(item["revised"])),
    )


@pytest.mark.parametrize("command", ["check", "export"])
def test_that_the_own_word_file_is_given_up_is_a_finding(
    command: str, run: Run, word_draft: Path, user_folder: Path
) -> None:
    file, _items = filled(run, word_draft)
    options = ("--out", word_draft.parent / "out") if command == "export" else ()

    def codes() -> set[str]:
        [report] = json.loads(run(command, file, *options, "--json")[1])
        return {finding["code"] for finding in report["findings"]}

    assert "draft-set-anew" not in codes()
    shutil.rmtree(user_folder)
    assert "draft-set-anew" in codes()


def test_a_reason_without_a_change_and_a_draft_without_any_are_told(run: Run, text_draft: Path) -> None:
    file = text_draft.with_suffix(".castform")
    run("new", FORM, "--from", text_draft, "--out", file)
    members = json.loads(file.read_text(encoding="utf-8"))
    members["values"] |= {"unit": "中国某某学会", "report_date": "2020-02-10"}
    points = members["values"]["points"]

    def warnings() -> list[tuple[str, str]]:
        file.write_text(json.dumps(members), encoding="utf-8")
        [report] = json.loads(run("check", file, "--json")[1])
        return [(f["code"], f["path"]) for f in report["findings"] if f["severity"] == "warning"]

    points[3]["reason"] = "不妥"
    assert warnings() == [("unrevised", "points"), ("constraint", "points[3].reason")]
    points[3]["revised"] += "并抓好落实。"
    assert warnings() == []


def test_the_same_entry_gives_the_same_bytes(run: Run, word_draft: Path) -> None:
    file, _items = filled(run, word_draft)
    for folder in ("a", "b"):
        run("export", file, "--out", word_draft.parent / folder)
    first, second = ({p.name: p.read_bytes() for p in (word_draft.parent / f).iterdir()} for f in ("a", "b"))
    assert first == second
