"""Stamped pages come back as files of any kind and order, and leave as one upright PDF."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from castforms.model.page_mark import parse_mark
from castforms.model.scan import RemarkKind
from castforms.session.cancelled import CancelledError
from castforms.session.guarded import Limits
from castforms.session.scan_intake import STAMPED, ScanIntake
from castforms.session.scan_judgement import seal_places
from castforms.session.workspace import Workspace
from tests.scans.campaign import TUNING, paper_of
from tests.scans.capture import PROFILES, captured, encoded
from tests.scans.paper import printed, stamped
from tests.scans.returns import Return
from tests.scans.stamped_return import PLAN, TEMPLATES, scans, short_plan
from tests.scans.whole_returns import FAULTS, hand_in


@pytest.fixture(scope="module")
def paper() -> Return:
    return paper_of("W2", 2, marked=True)


@pytest.fixture(scope="module")
def pages(paper: Return) -> tuple[Image.Image, ...]:
    """Its two pages as the flatbed scanner sees them, the first with its seal."""
    rng = np.random.default_rng(TUNING)
    (place,) = seal_places(paper.paged)
    sheets = [printed(paper.pdf, number, rng) for number in (0, 1)]
    sheets[0] = stamped(sheets[0], (place.left + place.right) / 2, (place.top + place.bottom) / 2, 45, rng)
    return tuple(captured(sheet, PROFILES["flat-200"], rng) for sheet in sheets)


@pytest.fixture
def intake(paper: Return) -> ScanIntake:
    return ScanIntake(paper.template, paper.entry, paper.setter)


def file_of(picture: Image.Image, path: Path) -> Path:
    path.write_bytes(encoded(picture, PROFILES["flat-200"], np.random.default_rng(0)))
    return path


def test_pages_in_the_wrong_order_and_upside_down_give_one_upright_file(
    intake: ScanIntake, pages: tuple[Image.Image, ...], tmp_path: Path
) -> None:
    files = [file_of(pages[1].rotate(180), tmp_path / "b.jpg"), file_of(pages[0], tmp_path / "a.jpg")]
    result = intake.write(intake.read(files), tmp_path / "out")
    assert {remark.code for remark in result.remarks} == {"reordered", "turned"}
    assert result.pdf is not None
    assert result.pdf.stem.endswith(STAMPED)
    assert result.pdf.stat().st_size <= 300_000 * 2
    document = pypdfium2.PdfDocument(result.pdf)
    marks = [_mark(page) for page in document]
    assert [mark.page for mark in marks if mark] == [1, 2]
    assert all(page.get_size() == pytest.approx((595.3, 841.9), abs=0.1) for page in document)


def test_no_file_is_overwritten(intake: ScanIntake, pages: tuple[Image.Image, ...], tmp_path: Path) -> None:
    result = intake.read([file_of(page, tmp_path / f"{number}.jpg") for number, page in enumerate(pages)])
    first, second = (intake.write(result, tmp_path / "out").pdf for _ in range(2))
    assert first != second
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize("fault", ["older", "foreign"])
def test_a_return_that_is_not_whole_is_told(fault: str, tmp_path: Path) -> None:
    handed = hand_in(TUNING + FAULTS.index(fault), tmp_path)
    assert handed.fault == fault
    assert handed.detected, handed.codes
    assert handed.result.complete == (fault == "foreign")


def test_without_a_page_nothing_is_written(intake: ScanIntake, pages: tuple[Image.Image, ...], tmp_path: Path) -> None:
    result = intake.write(intake.read([file_of(pages[0], tmp_path / "a.jpg")]), tmp_path / "out")
    assert (result.pdf, (tmp_path / "out").exists()) == (None, False)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    intake: ScanIntake, pages: tuple[Image.Image, ...], tmp_path: Path
) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    result = intake.read([broken, tmp_path / "nowhere.jpg", file_of(pages[0], tmp_path / "a.jpg")])
    unreadable = [remark for remark in result.remarks if remark.code == "unreadable"]
    assert [remark.source for remark in unreadable] == ["坏.pdf", "nowhere.jpg"]
    assert [reading.page for reading in result.chosen] == [1]


@pytest.mark.parametrize("shade", [255, 0], ids=["white", "black"])
def test_an_empty_picture_is_left_out_and_mentioned(intake: ScanIntake, tmp_path: Path, shade: int) -> None:
    file = io.BytesIO()
    Image.new("RGB", (1240, 1754), (shade,) * 3).save(file, "JPEG")
    (tmp_path / "a.jpg").write_bytes(file.getvalue())
    result = intake.read([tmp_path / "a.jpg"])
    assert ("blank", RemarkKind.NOTE) in {(remark.code, remark.kind) for remark in result.remarks}
    assert not result.complete


def test_reading_can_be_cancelled(intake: ScanIntake, pages: tuple[Image.Image, ...], tmp_path: Path) -> None:
    begun: list[str] = []
    with pytest.raises(CancelledError):
        intake.read(
            [file_of(pages[0], tmp_path / "a.jpg")],
            progress=lambda _count, name: begun.append(name),
            cancelled=lambda: bool(begun),
        )
    assert begun == ["a.jpg"]


def test_a_picture_that_takes_too_long_is_given_up_with_a_next_step(
    intake: ScanIntake, pages: tuple[Image.Image, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("castforms.session.scan_intake.LIMITS", Limits(seconds=0.01))
    result = intake.read([file_of(pages[0], tmp_path / "a.jpg")])
    (remark,) = [remark for remark in result.remarks if remark.code == "unreadable"]
    assert "a.jpg" in remark.message
    assert "用时过长" in remark.message
    assert "请" in remark.message


def test_a_black_and_white_scan_is_asked_about(
    intake: ScanIntake, pages: tuple[Image.Image, ...], tmp_path: Path
) -> None:
    pages[0].convert("L").point(lambda value: 255 * (value > 150)).convert("1").save(tmp_path / "a.png")
    remarks = {remark.code: remark for remark in intake.read([tmp_path / "a.png"]).remarks}
    assert {"seal-missing", "seal-not-red"} & remarks.keys()
    for code in {"doubtful", "seal-missing", "seal-not-red"} & remarks.keys():
        assert remarks[code].kind is RemarkKind.QUESTION
        assert "重新扫描" in remarks[code].message


def test_an_empty_frame_gives_no_alarm_where_its_lines_end(tmp_path: Path) -> None:
    workspace = Workspace([TEMPLATES])
    template = workspace.template(PLAN)
    entry, setter = short_plan(workspace), workspace.typesetter(template)
    (page,) = scans(template, entry, setter, seed=24)
    (tmp_path / "a.jpg").write_bytes(page)
    assert ScanIntake(template, entry, setter).read([tmp_path / "a.jpg"]).remarks == ()


def test_the_window_loads_nothing_that_reads_pictures() -> None:
    """So that it is never held up: that is done by another process."""
    readers = "{'numpy', 'zxingcpp', 'pypdfium2'}"
    words = f"import sys, castforms.session.scan_intake; print({readers} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, timeout=600)
    assert done.stdout.strip() == "set()"


def _mark(page: pypdfium2.PdfPage) -> object:
    codes = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_numpy())
    return parse_mark(codes[0].text) if codes else None
