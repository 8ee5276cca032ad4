"""Numbers that Word prints before the paragraphs of a list and writes in no text."""

from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from castforms.intake.word_numbering import ListCounter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def element(text: str) -> Element:
    return fromstring(text.replace(">", f' xmlns:w="{W}">', 1))


def level(depth: int, kind: str, text: str, start: int = 1) -> str:
    properties = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{properties}</w:lvl>'


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> Element:
    return element(
        f'<w:numbering><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}</w:numbering>'
    )


def item(list_id: int = 1, depth: int = 0) -> Element:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return element(f"<w:p><w:pPr>{properties}</w:pPr></w:p>")


@pytest.mark.parametrize(
    ("kind", "text", "labels"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("decimalFullWidth", "%1、", ["１、", "２、", "３、"]),
        ("somethingElse", "%1.", ["1.", "2.", "3."]),
        ("bullet", "", ["", "", ""]),
    ],
)
def test_items_are_counted_in_the_manner_of_their_list(kind: str, text: str, labels: list[str]) -> None:
    counter = ListCounter(numbering(level(0, kind, text)), None)
    assert [counter.label(item()) for _ in range(3)] == labels


@pytest.mark.parametrize(("number", "written"), [(10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")])
def test_chinese_numbers_from_ten_on(number: int, written: str) -> None:
    counter = ListCounter(numbering(level(0, "chineseCounting", "%1", start=number)), None)
    assert counter.label(item()) == written


def test_a_deeper_level_starts_again_after_a_higher_one() -> None:
    counter = ListCounter(numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")), None)
    labels = [counter.label(item(depth=depth)) for depth in (0, 1, 1, 0, 1)]
    assert labels == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_a_list_that_overrides_its_start_begins_there_once() -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    counter = ListCounter(numbering(level(0, "decimal", "%1."), lists=lists), None)
    assert [counter.label(item(which)) for which in (1, 1, 2, 2)] == ["1.", "2.", "1.", "2."]


@pytest.mark.parametrize(("number", "written"), [(26, "z"), (27, "aa"), (28, "bb")])
def test_letters_beyond_the_alphabet(number: int, written: str) -> None:
    counter = ListCounter(numbering(level(0, "lowerLetter", "%1", start=number)), None)
    assert counter.label(item()) == written


def test_a_list_may_replace_a_level() -> None:
    replaced = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "（%1）", 4)}</w:lvlOverride>'
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{replaced}</w:num>'
    assert ListCounter(numbering(level(0, "decimal", "%1."), lists=lists), None).label(item()) == "（4）"


def test_strict_files_count_alike() -> None:
    """ISO/IEC 29500 Strict has a namespace of its own."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = (numbering(level(0, "decimal", "%1.")), item())
    lists, paragraph = (fromstring(tostring(part, encoding="unicode").replace(W, strict)) for part in parts)
    assert ListCounter(lists, None).label(paragraph) == "1."


def test_a_style_may_bring_the_list() -> None:
    properties = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = element(f'<w:styles><w:style w:styleId="item">{properties}</w:style></w:styles>')
    counter = ListCounter(numbering(level(0, "decimal", "%1.")), styles)
    assert counter.label(element('<w:p><w:pPr><w:pStyle w:val="item"/></w:pPr></w:p>')) == "1."


def test_paragraphs_outside_lists_have_no_number() -> None:
    counter = ListCounter(numbering(level(0, "decimal", "%1.")), None)
    assert [counter.label(element("<w:p></w:p>")), counter.label(item(list_id=7)), counter.label(item(list_id=0))] == [
        ""
    ] * 3


def test_nonsense_numbers_do_no_harm() -> None:
    strange = level(0, "lowerRoman", "%1%2%9", start=999999999)
    assert ListCounter(numbering(strange), None).label(item()).startswith("m")
