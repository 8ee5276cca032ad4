"""The page mark moves no line: marked pairs agree as the unmarked ones do, and LibreOffice shows the code."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from castforms.model.page_mark import parse_mark
from tests.pair.compare import Agreement
from tests.pair.corpus import REALISTIC, corpus
from tests.pair.measuring import measure

SEED = 20200410
DOCUMENTS = 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("marked")


@pytest.fixture(scope="module")
def measured(folder: Path) -> dict[str, Agreement]:
    cases = [case for case in corpus(SEED) if case.kind == REALISTIC]
    return measure(cases[:: len(cases) // DOCUMENTS][:DOCUMENTS], folder, marked=True)


def test_the_marked_pair_is_the_same_line_for_line(measured: dict[str, Agreement]) -> None:
    assert [a.differences[:3] for a in measured.values() if 2 * a.agreed != sum(a.lines)] == []
    assert [a for a in measured.values() if a.pages[0] != a.pages[1] or not a.same_page_numbers] == []


def test_every_page_of_the_word_file_shows_the_code_at_the_same_place(
    measured: dict[str, Agreement], folder: Path
) -> None:
    for name in measured:
        ours, theirs = (pypdfium2.PdfDocument(folder / part / f"{name}.pdf") for part in ("ours", "theirs"))
        for mine, other in zip(ours, theirs, strict=True):
            (own,), (word,) = (zxingcpp.read_barcodes(page.render(scale=3).to_numpy()) for page in (mine, other))
            versions = {mark.version for mark in map(parse_mark, (own.text, word.text)) if mark}
            assert len(versions) == 1
            for corner in ("top_left", "bottom_right"):
                a, b = getattr(own.position, corner), getattr(word.position, corner)
                assert (a.x, a.y) == pytest.approx((b.x, b.y), abs=5)  # pixels of 1/3 pt
