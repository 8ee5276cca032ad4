"""`export --mark` and `intake` as other programs and people rely on them."""

import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from castforms.cli import main

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "templates" / "cast-2020-five-areas" / "sample.json"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marked PDF of the sample, which no seal is asked of: the simplest scan there is."""
    folder = tmp_path_factory.mktemp("exported")
    assert main(["export", str(SAMPLE), "--out", str(folder), "--mark", "--only", "pdf"]) == 0
    return next(folder.glob("*.pdf"))


def intake(capsys: pytest.CaptureFixture[str], *scans: Path, out: Path) -> tuple[int, dict[str, object], str]:
    capsys.readouterr()
    code = main(["intake", *map(str, scans), "--for", str(SAMPLE), "--out", str(out), "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


def test_a_return_that_is_whole_gives_the_stamped_file_and_its_facts(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report, _ = intake(capsys, exported, out=tmp_path)
    assert (code, report["complete"], report["clear"], report["missing"]) == (0, True, True, [])
    assert str(report["pdf"]).endswith("（盖章）.pdf")
    assert Path(str(report["pdf"])).exists()
    (scan,) = report["scans"]  # type: ignore[misc]
    assert {"source", "page", "identified", "mark", "turned", "dpi", "seals", "alterations"} <= scan.keys()
    assert (scan["page"], scan["identified"], scan["seals"], scan["alterations"]) == (1, "mark", [], [])


def test_remarks_are_lines_for_people_and_the_code_says_that_something_is_left(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = shutil.copy(exported, tmp_path / "again.pdf")
    code = main(["intake", str(exported), str(twice), "--for", str(SAMPLE), "--out", str(tmp_path / "out")])
    assert code == 1
    assert "待确认 doubled: 第 1 页有 2 份" in capsys.readouterr().out


@pytest.mark.parametrize("fault", ["locked", "missing"])
def test_scans_that_cannot_be_read_are_told_and_nothing_is_written(
    fault: str, exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = tmp_path / "scan.pdf"
    if fault == "locked":
        with pikepdf.open(exported) as pdf:
            pdf.save(scan, encryption=pikepdf.Encryption(owner="a", user="b"))
    code, report, _ = intake(capsys, scan, out=tmp_path / "out")
    assert (code, report["pdf"], (tmp_path / "out").exists()) == (2, None, False)
    remarks = [remark for remark in report["remarks"] if remark["code"] == "unreadable"]  # type: ignore[attr-defined]
    assert "请" in remarks[0]["message"]
