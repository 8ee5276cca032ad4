"""The numbers a word processor puts before paragraphs, as a reader sees them."""

from xml.etree import ElementTree

import pytest

from castforms.intake.word_numbers import numeral, read_numbers

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def part(content: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<w:part {W}>{content}</w:part>")


def level(place: int, form: str, words: str, start: int = 1) -> str:
    start_and_form = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{place}">{start_and_form}<w:lvlText w:val="{words}"/></w:lvl>'


def numbering(*levels: str, override: str = "") -> ElementTree.Element:
    abstract = f'<w:abstractNum w:abstractNumId="5">{"".join(levels)}</w:abstractNum>'
    return part(f'{abstract}<w:num w:numId="2"><w:abstractNumId w:val="5"/>{override}</w:num>')


def paragraph(number: str = "2", place: int = 0, style: str = "") -> ElementTree.Element:
    own = f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return ElementTree.fromstring(f"<w:p {W}><w:pPr>{named}{own}</w:pPr></w:p>")


def test_paragraphs_of_a_numbering_are_counted() -> None:
    numbers = read_numbers(numbering(level(0, "decimal", "%1.")), None)
    assert [numbers.of(paragraph()) for _ in range(3)] == ["1.", "2.", "3."]


def test_a_lower_level_begins_anew_below_each_higher_one() -> None:
    numbers = read_numbers(numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2")), None)
    places = [0, 1, 1, 0, 1]
    assert [numbers.of(paragraph(place=place)) for place in places] == ["一、", "一.1", "一.2", "二、", "二.1"]


def test_a_numbering_may_start_elsewhere() -> None:
    numbers = read_numbers(
        numbering(override=f"<w:lvlOverride>{level(0, 'decimal', '（%1）', 4)}</w:lvlOverride>"), None
    )
    assert numbers.of(paragraph()) == "（4）"


def test_a_style_may_bring_the_numbering() -> None:
    styles = part('<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>')
    numbers = read_numbers(numbering(level(0, "decimal", "%1.")), styles)
    assert [numbers.of(paragraph("", style="a")), numbers.of(paragraph("0", style="a"))] == ["1.", ""]


def test_a_paragraph_without_numbering_has_no_number() -> None:
    assert read_numbers(None, None).of(paragraph("")) == ""
    assert read_numbers(None, None).of(paragraph("9")) == ""


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (12, "decimal", "12"),
        (21, "chineseCountingThousand", "二十一"),
        (10, "japaneseCounting", "十"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "lowerLetter", "b"),
        (27, "upperLetter", "AA"),
        (1, "bullet", ""),
        (4, "somethingElse", "4"),
    ],
)
def test_numerals(number: int, form: str, written: str) -> None:
    assert numeral(number, form) == written
