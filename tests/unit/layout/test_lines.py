"""Where lines break: the prohibition rules, what is kept whole, and the pins that make every program agree."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from castforms.layout.characters import NO_END, NO_START
from castforms.layout.linebreak import break_lines
from castforms.layout.measured import FontMetrics, MeasuredText
from castforms.model.document import Paragraph, Run
from castforms.model.pages import LineBreak
from castforms.model.stylesheet import GB_9704, FontRole
from tests.fake_measure import FakeMeasure

WIDTH = 8844
INDENT = 628

TEXTS = st.lists(
    st.sampled_from(
        [
            *"科协工作要点学会",
            "，",
            "。",
            "“",
            "”",
            "《",
            "》",
            "（",
            "）",
            "、",
            "——",
            "……",
            "2020",
            "PDF",
            " ",
            "1-9-6-1",
            "〔2020〕",
        ]
    ),
    max_size=120,
).map("".join)


def measured(text: str, spacing: int = -6) -> MeasuredText:
    metrics = FontMetrics(GB_9704, FakeMeasure())
    return MeasuredText(Paragraph("body", (Run(text),)), FontRole.BODY, 16, spacing, metrics)


def lines_of(text: str) -> list[str]:
    return [text[line.start : line.end] for line in break_lines(measured(text), WIDTH - INDENT, WIDTH)]


def test_a_line_has_28_characters_and_the_first_26() -> None:
    """GB/T 9704-2012, 5.2.3: 28 characters a line; 7.3.3: first line two characters in."""
    assert [len(line) for line in lines_of("字" * 100)] == [26, 28, 28, 18]


@pytest.mark.parametrize("mark", ["，", "。", "”", "》", "）", "、", "；", "…", "—", "％", "℃", "々", "·", "/"])
def test_no_line_begins_with_a_forbidden_mark(mark: str) -> None:
    first, second, *_ = lines_of("字" * 26 + mark + "字" * 10)
    assert not second.startswith(mark)
    assert first.endswith("字")


@pytest.mark.parametrize("mark", ["“", "《", "（", "【", "〔", "￥", "№"])
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    first, second, *_ = lines_of("字" * 25 + mark + "字" * 10)
    assert first == "字" * 25
    assert second.startswith(mark)


@pytest.mark.parametrize(
    "unit", ["2006-2010-2020", "1-9-6-1", "rczx@cast.org.cn", "12,345.67", "GB/T", "——", "……", "3.14%", "〔2020〕12"]
)
def test_units_are_kept_whole(unit: str) -> None:
    """Numbers with inner marks, Western words and addresses, dashes and ellipses, document numbers."""
    for position in range(18, 27):
        text = "字" * position + unit + "字" * 30
        assert any(unit in line for line in lines_of(text)), position


def test_an_address_longer_than_a_line_is_broken_after_its_marks() -> None:
    address = "https://www.example.org.cn/" + "a" * 30 + "/art?id=" + "b" * 25 + "&name=" + "c" * 20
    lines = lines_of("详见" + address)
    assert len(lines) > 1
    assert all(line[-1] in "/?&=" for line in lines[:-1])


def test_a_word_longer_than_a_line_still_ends() -> None:
    assert "".join(lines_of("x" * 500)) == "x" * 500


def test_blanks_hang_at_the_end_of_a_line() -> None:
    first, second = lines_of("字" * 26 + "   " + "后文")
    assert (first, second) == ("字" * 26, "后文")


def test_blanks_after_an_address_broken_inside_do_not_begin_a_line() -> None:
    first, second = lines_of("字" * 10 + "x" * 25 + "/ " + "y" * 10)
    assert (first[-1], second) == ("/", "y" * 10)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_lines_hold_the_whole_text_in_order(text: str) -> None:
    lines = break_lines(measured(text), WIDTH - INDENT, WIDTH)
    assert [lines[0].start, *(line.next for line in lines)] == [line.start for line in lines] + [len(text)]
    assert all(text[line.end : line.next].strip(" ") == "" for line in lines)


@given(TEXTS)
@example("科" * 12 + "PDF〔2020〕科1-9-6-1科“ 科科")  # a lone last character takes another along
@settings(max_examples=300, deadline=None)
def test_lines_keep_the_prohibition_rules(text: str) -> None:
    """Marks that pile up without any room between them are the only excuse."""
    for line in break_lines(measured(text), WIDTH - INDENT, WIDTH)[:-1]:
        if line.end - line.start > 20:
            assert text[line.next] not in NO_START
            assert text[line.end - 1] not in NO_END


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_line_overflows_exactly_where_the_next_begins(text: str) -> None:
    """The pin: with its spacing the line fits, and with the next character it does not, whatever a program's rules."""
    source = measured(text)
    lines = break_lines(source, WIDTH - INDENT, WIDTH)
    for line, available in zip(lines, [WIDTH - INDENT] + [WIDTH] * len(lines), strict=False):
        width = source.width if line.latin is None else source.spread_width
        fits = width(line.start, line.end, line.spacing)
        assert fits <= available
        if line.next < len(text) and line.end - line.start > 20:
            upcoming = source.width(line.start, line.next + 1, 0) - source.width(line.start, line.end, 0)
            assert fits + upcoming > available


def test_a_line_that_breaks_by_itself_is_not_pinned() -> None:
    lines = break_lines(measured("字" * 100), WIDTH - INDENT, WIDTH)
    assert {line.spacing for line in lines} == {-6}


def test_a_line_before_a_forbidden_mark_is_pinned() -> None:
    """27 characters instead of 28, because the 29th is a comma: programs would squeeze, hang or push."""
    first = break_lines(measured("字" * 26 + "，" + "字" * 40), WIDTH - INDENT, WIDTH)[0]
    assert first.end == 25
    assert first.spacing > -6


def test_an_empty_paragraph_has_one_empty_line() -> None:
    assert break_lines(measured(""), WIDTH, WIDTH) == (LineBreak(0, 0, 0, -6),)


def test_latin_letters_take_their_own_font_where_the_profile_says_so() -> None:
    sheet = GB_9704._replace(latin=FontRole.LATIN)
    metrics = FontMetrics(sheet, FakeMeasure())
    text = MeasuredText(Paragraph("body", (Run("在2020年“PDF”版"),)), FontRole.BODY, 16, 0, metrics)
    latin = "".join(c for c, face in zip(text.text, text.faces, strict=True) if face == "latin")
    assert latin == "2020PDF"


@pytest.mark.parametrize("length", [26 + 28 + 1, 26 + 28 * 3 + 1])
@pytest.mark.parametrize("end", ["字", "字。", "字”。"])
def test_a_paragraph_does_not_end_with_a_lone_character(length: int, end: str) -> None:
    """孤字: it is pulled into the line before, or another character keeps it company."""
    last = lines_of("字" * (length - 1) + end)[-1]
    assert last.count("字") >= 2


def test_a_line_that_takes_in_a_lone_character_is_tightened_by_at_most_a_twentieth() -> None:
    lines = break_lines(measured("字" * (26 + 28 + 1)), WIDTH - INDENT, WIDTH)
    assert len(lines) == 2
    assert -6 - 16 <= lines[-1].spacing < -6
