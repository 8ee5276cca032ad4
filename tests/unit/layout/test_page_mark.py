"""The mark stands in the foot margin of every page and moves nothing."""

import numpy as np
import pytest
import zxingcpp

from castforms.layout.page_mark import with_page_marks
from castforms.layout.paginate import paginate
from castforms.model.document import Document, Paragraph, Run, Section
from castforms.model.page_mark import parse_mark, version_of
from castforms.model.pages import MarkBox, PagedDocument
from castforms.model.stylesheet import GB_9704, TWIPS_PER_POINT, Orientation
from tests.fake_measure import FakeMeasure

ORIENTATIONS = list(Orientation)


def paged(orientation: Orientation) -> PagedDocument:
    text = Paragraph("body", (Run("文字" * 700),))
    return paginate(Document("标题", "单位", (Section((text,), orientation),)), GB_9704, FakeMeasure())


def read(mark: MarkBox) -> str:
    picture = np.kron(np.where(np.pad(np.array(mark.modules), 4), 0, 255).astype(np.uint8), np.ones((4, 4), np.uint8))
    return zxingcpp.read_barcodes(picture)[0].text


@pytest.fixture(params=ORIENTATIONS, ids=[o.value for o in ORIENTATIONS])
def plain(request: pytest.FixtureRequest) -> PagedDocument:
    return paged(request.param)


@pytest.fixture
def marked(plain: PagedDocument) -> PagedDocument:
    return with_page_marks(plain, "ABCDEFGH", GB_9704.page_mark)


def test_each_page_says_its_number(marked: PagedDocument) -> None:
    marks = [parse_mark(read(page.mark)) for page in marked.pages if page.mark]
    assert [(m.page, m.pages) for m in marks if m] == [(n, len(marked.pages)) for n in range(1, len(marked.pages) + 1)]
    assert {m.version for m in marks if m} == {version_of(marked.document)}


def test_no_line_and_no_rule_moves(plain: PagedDocument, marked: PagedDocument) -> None:
    assert [(page.lines, page.rules) for page in marked.pages] == [(page.lines, page.rules) for page in plain.pages]


def test_it_stands_outside_the_type_area_and_where_printers_print(marked: PagedDocument) -> None:
    for page in marked.pages:
        style = next(p for p in GB_9704.pages.values() if p.width == round(page.width * TWIPS_PER_POINT))
        assert page.mark is not None
        assert page.mark.y > page.height - style.bottom / TWIPS_PER_POINT
        assert page.mark.y + page.mark.side < page.height - 5 * 72 / 25.4


def test_it_keeps_clear_of_the_double_line_at_a_letters_foot() -> None:
    section = Section((Paragraph("body", (Run("文字" * 700),)),), letter=True)
    letter = paginate(Document("标题", "单位", (section,)), GB_9704, FakeMeasure())
    style = GB_9704.mark_of(letter=letter.document.is_letter)
    for page in with_page_marks(letter, "ABCDEFGH", style).pages:
        assert page.mark is not None
        quiet = 4 * page.mark.side / len(page.mark.modules)
        feet = [rule.y0 + rule.width / 2 for rule in page.rules if rule.y0 > page.height - 80]
        assert page.mark.y > max(feet, default=0.0) + quiet - 0.1
        assert page.mark.y + page.mark.side < page.height - 5 * 72 / 25.4


def test_it_keeps_clear_of_the_page_number(marked: PagedDocument) -> None:
    quiet = 4 / 25 * 15 * 72 / 25.4  # four modules
    for page in marked.pages:
        number, mark = page.lines[-1], page.mark
        assert mark is not None
        left, right = number.runs[0].x, number.runs[-1].x + number.runs[-1].width
        assert number.baseline < mark.y or right < mark.x - quiet or left > mark.x + mark.side + quiet
