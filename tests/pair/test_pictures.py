"""Pictures stand at the same place, at the same size, in our PDF and in a word processor's of our Word file."""

from pathlib import Path

import pdfplumber
import pytest

from castforms.layout.paginate import Paginator
from castforms.session.workspace import Workspace
from castforms.writers.pdf import write_pdf
from castforms.writers.word import write_word
from tests.pair.answers import photograph
from tests.pair.measuring import ENTRY
from tests.pair.office import convert

MM = 25.4 / 72
NEAR = 0.5
FORM = "cast-2020-workers-day-report"
SIZES = ((1400, 1000), (700, 300), (300, 1400), (1400, 200), (40, 40), (900, 900))

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[list[Box]], list[list[Box]]]:
    """Ours and theirs, page by page, in mm: left, top, right, bottom."""
    folder = tmp_path_factory.mktemp("pictures")
    workspace = Workspace()
    template = workspace.template(FORM)
    entry = workspace.read_entry(Path(__file__).parents[2] / "resources" / "templates" / FORM / "sample.json")
    pictures = tuple(
        {"picture": photograph(*size), "caption": f"图{k}" if k % 2 else "", "after": str(4 * k)}
        for k, size in enumerate(SIZES)
    )
    entry = entry.with_value(("pictures",), pictures)
    setter = workspace.typesetter(template)
    paged = setter.paged(template, entry)
    assert isinstance(setter._paginator, Paginator)
    (folder / "ours.pdf").write_bytes(write_pdf(paged, setter.fonts, ENTRY))
    (folder / "word.docx").write_bytes(write_word(paged, setter.sheet, setter.fonts, ENTRY))
    convert([folder / "word.docx"], "pdf", folder)
    return read(folder / "ours.pdf"), read(folder / "word.pdf")


def read(file: Path) -> list[list[Box]]:
    with pdfplumber.open(file) as pdf:
        return [
            sorted((i["x0"] * MM, i["top"] * MM, i["x1"] * MM, i["bottom"] * MM) for i in page.images)
            for page in pdf.pages
        ]


def test_every_picture_is_there_in_both(boxes: tuple[list[list[Box]], list[list[Box]]]) -> None:
    ours, theirs = boxes
    assert [len(page) for page in ours] == [len(page) for page in theirs]
    assert sum(len(page) for page in ours) == len(SIZES)


def test_at_the_same_place_and_of_the_same_size(boxes: tuple[list[list[Box]], list[list[Box]]]) -> None:
    for ours, theirs in zip(*boxes, strict=True):
        for a, b in zip(ours, theirs, strict=True):
            assert a == pytest.approx(b, abs=NEAR)


def test_inside_the_type_area_and_in_proportion(boxes: tuple[list[list[Box]], list[list[Box]]]) -> None:
    shapes = {round(width / height, 1) for width, height in SIZES}
    for page in boxes[0]:
        for left, top, right, bottom in page:
            assert 28 - NEAR <= left < right <= 184 + NEAR
            assert 33 <= top < bottom <= 264
            assert any(abs((right - left) / (bottom - top) - shape) < 0.1 * shape for shape in shapes)
