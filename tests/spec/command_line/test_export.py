"""`export` writes the pair, or neither file."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.spec.command_line.calling import ROOT, CommandLine


def test_export_writes_the_pair_and_prints_both_paths(run: CommandLine, good: Path, tmp_path: Path) -> None:
    answer = run("export", good, "--out", tmp_path / "out")
    assert answer.code == 0
    assert sorted(answer.out.splitlines()) == sorted(str(path) for path in (tmp_path / "out").iterdir())
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".pdf"]


def test_the_folder_that_is_told_is_the_one_that_was_made(run: CommandLine, good: Path, tmp_path: Path) -> None:
    """Windows leaves out what stands at the end of this name."""
    answer = run("export", good, "--out", tmp_path / "出" / "报送. ")
    (made,) = (tmp_path / "出").iterdir()
    assert {Path(line).parent for line in answer.out.splitlines()} == {made}


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
