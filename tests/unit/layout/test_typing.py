"""While a clerk types, what has not changed is kept; the pages must be those that a fresh start would give."""

from hypothesis import given, settings
from hypothesis import strategies as st

from castforms.layout.paginate import Paginator, paginate
from castforms.model.document import (
    Block,
    Cell,
    Change,
    Document,
    Hanging,
    ItemNumber,
    PageBreak,
    Paragraph,
    Row,
    Run,
    SealArea,
    Section,
    Table,
)
from castforms.model.stylesheet import GB_9704, FontRole, Orientation
from tests.fake_measure import FakeMeasure

PIECES = st.sampled_from(["科协", "工作计划，", "——", " ", "2006-2010年", "“学会”", "E-mail", "。", "\u3000", "……"])
TEXTS = st.lists(PIECES, max_size=60).map("".join)
STYLES = st.sampled_from(["title", "heading1", "heading2", "body", "body", "body", "subtitle"])
CHANGES = st.sampled_from(Change)


def plain(style: str, text: str, path: int) -> Paragraph:
    return Paragraph(style, (Run(text),) if text else (), ("body", path))


def revised(texts: list[tuple[str, Change]], mark: Change) -> Paragraph:
    runs = tuple(Run(text, FontRole.HEADING, change) for text, change in texts if text)
    return Paragraph("body", runs, ("draft",), mark=mark)


def item(number: int, text: str) -> Paragraph:
    return Paragraph("body", (Run(f"{number}."), Run(f"条{text}")), ("items", number), item=ItemNumber("1.", number))


def table(texts: list[str]) -> Table:
    rows = (
        Row((Cell((plain("table_text", text, number),)), Cell((plain("table_text", "同", number),))))
        for number, text in enumerate(texts)
    )
    return Table((3000, 5000), tuple(rows))


PARAGRAPHS = st.one_of(
    st.builds(plain, STYLES, TEXTS, st.integers(0, 3)),
    st.builds(revised, st.lists(st.tuples(TEXTS, CHANGES), max_size=4), CHANGES),
    st.builds(item, st.integers(1, 12), TEXTS),
    st.builds(lambda text: plain("body", f"附件：{text}", 9)._replace(hanging=Hanging(3)), TEXTS),
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    PARAGRAPHS,
    PARAGRAPHS,
    st.just(PageBreak()),
    st.builds(table, st.lists(TEXTS, min_size=1, max_size=5)),
    st.builds(lambda unit, date: SealArea(plain("signature", unit, 0), plain("signature", date, 1)), TEXTS, TEXTS),
)
EDITS = st.lists(st.tuples(st.integers(0, 1000), st.one_of(st.none(), BLOCKS), st.booleans()), max_size=6)
"""Where, what comes there (nothing: what is there goes), and whether it takes the place of what is there."""


def document(blocks: list[Block]) -> Document:
    half = len(blocks) // 2
    sections = (Section(tuple(blocks[:half]), letter=True), Section(tuple(blocks[half:]), Orientation.LANDSCAPE))
    return Document("题", "单位", sections if half else (Section(tuple(blocks)),))


@given(st.lists(BLOCKS, min_size=1, max_size=12), EDITS)
@settings(max_examples=120, deadline=None)
def test_pages_after_edits_are_those_of_a_fresh_start(
    blocks: list[Block], edits: list[tuple[int, Block | None, bool]]
) -> None:
    typist = Paginator(GB_9704, FakeMeasure())
    typist.paginate(document(blocks))
    for place, block, instead in edits:
        position = place % (len(blocks) + 1)
        came = [] if block is None else [block]
        blocks = [*blocks[:position], *came, *blocks[position + (instead or block is None) :]]
        assert typist.paginate(document(blocks)) == paginate(document(blocks), GB_9704, FakeMeasure())


def test_a_letter_typed_at_the_top_moves_what_is_below() -> None:
    """The paragraphs are the same ones: only their places change, and the numbers of the pages stay."""
    typist = Paginator(GB_9704, FakeMeasure())
    body = [plain("body", "字" * 200, number) for number in range(12)]
    for length in range(20, 60):
        blocks: list[Block] = [plain("body", "新" * length, 99), *body]
        assert typist.paginate(document(blocks)) == paginate(document(blocks), GB_9704, FakeMeasure())


def test_the_same_words_twice_belong_to_two_places() -> None:
    """Paragraphs that are equal share what is kept, but each is counted where it stands."""
    typist = Paginator(GB_9704, FakeMeasure())
    same = plain("body", "同一段话。", 0)
    for count in (3, 5, 2):
        pages = typist.paginate(Document("题", "单位", (Section((same,) * count),))).pages
        assert [line.paragraph for line in pages[0].lines if line.paragraph >= 0] == list(range(count))
