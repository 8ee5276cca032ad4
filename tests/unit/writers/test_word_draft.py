"""Revisions in somebody else's Word file: exact in both directions, and nothing else is touched."""

import io
import random
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml import parse_xml

from castforms.intake.word_draft import DraftParagraph, draft_paragraphs
from castforms.intake.word_revisions import read_revisions
from castforms.model.document import Paragraph
from castforms.writers.word_draft import write_redlined_draft
from castforms.writers.word_draft_elements import DraftMismatchError
from castforms.writers.word_revision import Revision
from tests.drafts import TABLE, edited, lines, points, word_file
from tests.unit.compose.test_revisions import revised
from tests.wordprocessingml import W, order_faults

AUTHOR = "中国某某学会"
EDITS, DRAFTS = 300, 10


def found(root: Any) -> list[DraftParagraph]:
    return draft_paragraphs(root, str)


def redlined(data: bytes, *paragraphs: Paragraph) -> bytes:
    return write_redlined_draft(data, paragraphs, Revision(AUTHOR, "2020-02-10"), found)


def body(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def looks(data: bytes, removed: str = "") -> list[tuple[str, str]]:
    """Every character with the properties of its run; those in elements of that name left out."""

    def walk(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
        for child in element:
            if child.tag == f"{W}r":
                properties = child.find(f"{W}rPr")
                look = "" if properties is None else ElementTree.tostring(properties, encoding="unicode")
                for text in child:
                    if text.tag in {f"{W}t", f"{W}delText"}:
                        yield from ((character, look) for character in text.text or "")
            elif child.tag != f"{W}{removed}":
                yield from walk(child)

    return list(walk(body(data)))


def without_tables(said: tuple[str, ...]) -> list[str]:
    return [line for line in said if line not in TABLE]


def is_tracked(paragraph: ElementTree.Element, change: str) -> bool:
    """Whether the paragraph's end came (`ins`) or went (`del`)."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}{change}") is not None


def rejected_looks(data: bytes) -> list[list[str]]:
    """The properties that each paragraph has once everything is rejected, its end's look aside."""
    shown = [p for p in body(data).iter(f"{W}p") if not is_tracked(p, "ins")]
    changed = (p.find(f"{W}pPr/{W}pPrChange/{W}pPr") for p in shown)
    kept = (p.find(f"{W}pPr") if old is None else old for p, old in zip(shown, changed, strict=True))
    return [
        [ElementTree.tostring(e, "unicode") for e in (() if look is None else look) if e.tag != f"{W}rPr"]
        for look in kept
    ]


def empty_numbered(data: bytes) -> list[str]:
    """The styles of paragraphs of which nothing is left once everything is accepted, where they are not plain."""
    left, said, gone = list[str](), "", False
    for p in body(data).iter(f"{W}p"):
        said += "".join(text.text or "" for text in p.iter(f"{W}t"))
        gone = gone or p.find(f".//{W}delText") is not None
        if not is_tracked(p, "del"):
            style = p.find(f"{W}pPr/{W}pStyle")
            left += [str(style.get(f"{W}val"))] if gone and not said.strip() and style is not None else []
            said, gone = "", False
    return left


class Draft(NamedTuple):
    """A draft with what can be known of its Word file before it is revised."""

    points: tuple[str, ...]
    data: bytes
    said: tuple[str, ...]
    looks: list[tuple[str, str]]


@cache
def draft(number: int) -> Draft:
    rng = random.Random(number)
    drafted = tuple(points(rng, 15))
    data = word_file(rng, drafted)
    return Draft(drafted, data, read_revisions(data).accepted, looks(data))


def changes(seed: int) -> tuple[Draft, list[tuple[str, str]]]:
    """A draft, and its points each with what became of it."""
    chosen = draft(seed % DRAFTS)
    drafted = chosen.points
    rng = random.Random(f"edits {seed}")
    items = [(text, edited(rng, text) if rng.random() < 0.3 else text) for text in drafted]
    for gone in rng.sample(range(len(items)), rng.choice([0, 0, 1, 2, 4])):
        items[gone] = (drafted[gone], "")
    if rng.random() < 0.3:
        items.insert(rng.randrange(len(items) + 1), ("", "新增的一条。\n还有一段。"))
    return chosen, items


@pytest.mark.parametrize("seed", range(EDITS))
def test_accepted_it_is_the_revised_text_and_rejected_the_original(seed: int) -> None:
    drafted, items = changes(seed)
    written = redlined(drafted.data, *revised(*items))
    after = read_revisions(written)
    title, note = drafted.said[0], drafted.said[-1]
    assert after.rejected == drafted.said
    assert without_tables(after.accepted) == [title, *(line for _, text in items for line in lines(text)), note]
    assert len([line for line in after.accepted if line in TABLE]) == len(
        [line for line in drafted.said if line in TABLE]
    )
    assert looks(written, removed="ins") == drafted.looks


@pytest.mark.parametrize("seed", range(0, EDITS, 3))
def test_rejected_every_paragraph_looks_as_before(seed: int) -> None:
    drafted, items = changes(seed)
    assert rejected_looks(redlined(drafted.data, *revised(*items))) == rejected_looks(drafted.data)


@pytest.mark.parametrize("seed", range(0, EDITS, 3))
def test_accepted_no_number_is_left_without_its_words(seed: int) -> None:
    drafted, items = changes(seed)
    assert empty_numbered(redlined(drafted.data, *revised(*items))) == []


@pytest.mark.parametrize("seed", range(0, EDITS, 10))
def test_elements_stand_in_the_order_of_the_schema(seed: int) -> None:
    drafted, items = changes(seed)
    written = redlined(drafted.data, *revised(*items))
    assert [fault for fault in order_faults(written) if "document.xml" in fault or "comments.xml" in fault] == []


def test_parts_that_hold_no_text_are_kept_byte_for_byte() -> None:
    drafted, items = changes(1)
    before, after = (
        zipfile.ZipFile(io.BytesIO(data)) for data in (drafted.data, redlined(drafted.data, *revised(*items)))
    )
    kept = [name for name in before.namelist() if name != "word/document.xml"]
    assert [name for name in kept if before.read(name) != after.read(name)] == []


def package(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs, each the content of a w:p."""
    document = docx.Document()
    content = document.element.body
    for text in paragraphs:
        content.insert(len(content) - 1, parse_xml(f'<w:p xmlns:w="{W[1:-1]}">{text}</w:p>'))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_words_that_come_take_over_the_look_of_the_words_before_them() -> None:
    data = package(run("加强", "<w:b/>") + run("学术交流。", "<w:i/>"))
    written = body(redlined(data, *revised(("加强学术交流。", "加强国际学术交流。"))))
    [inserted] = written.iter(f"{W}ins")
    assert inserted.find(f"{W}r/{W}rPr/{W}b") is not None
    assert inserted.find(f"{W}r/{W}rPr/{W}i") is None


def test_raised_digits_are_changed_as_the_characters_they_look_like() -> None:
    data = package(run("面积10") + run("3", '<w:vertAlign w:val="superscript"/>') + run("平方米。"))
    written = redlined(data, *revised(("面积10³平方米。", "面积10⁴平方米。")))
    assert read_revisions(written) == (("面积10³平方米。",), ("面积10⁴平方米。",))
    assert "vertAlign" not in "".join(ElementTree.tostring(e, "unicode") for e in body(written).iter(f"{W}ins"))


def test_changes_name_their_author_and_day_and_each_has_its_number() -> None:
    written = body(redlined(package(run("甲乙丙。")), *revised(("甲乙丙。", "甲一丙丁。"))))
    tracked = [*written.iter(f"{W}ins"), *written.iter(f"{W}del")]
    assert {(e.get(f"{W}author"), e.get(f"{W}date", "")[:10]) for e in tracked} == {(AUTHOR, "2020-02-10")}
    assert len({e.get(f"{W}id") for e in tracked}) == len(tracked)


def test_the_reason_is_a_comment_of_the_author() -> None:
    data = redlined(package(run("甲乙。")), *revised(("甲乙。", "甲乙丙。", "补全")))
    file = docx.Document(io.BytesIO(data))
    assert [(comment.text, comment.author) for comment in file.comments] == [("补全", AUTHOR)]
    assert [e.tag for e in body(data).iter() if "comment" in e.tag] == [
        f"{W}commentRangeStart",
        f"{W}commentRangeEnd",
        f"{W}commentReference",
    ]


def test_a_comment_is_added_to_those_that_are_there() -> None:
    document = docx.Document()
    first = document.add_paragraph("甲乙。").runs[0]
    document.add_comment(first, "原有批注", "办公厅")
    buffer = io.BytesIO()
    document.save(buffer)
    data = redlined(buffer.getvalue(), *revised(("甲乙。", "甲乙丙。", "补全")))
    comments = list(docx.Document(io.BytesIO(data)).comments)
    assert [comment.text for comment in comments] == ["原有批注", "补全"]
    assert len({comment.comment_id for comment in comments}) == 2


def test_a_paragraph_in_a_section_of_its_own_keeps_the_section() -> None:
    section = "<w:pPr><w:sectPr/></w:pPr>"
    data = package(section + run("甲。乙。"), run("丙。"))
    written = body(redlined(data, *revised(("甲。乙。", "甲。\n乙。"), ("丙。", "丙。"))))
    assert [p.find(f"{W}pPr/{W}sectPr") is not None for p in written.iter(f"{W}p")] == [False, True, False]


def test_words_inside_a_link_are_changed_inside_it() -> None:
    data = package(f"<w:hyperlink>{run('甲乙丙')}</w:hyperlink>" + run("。"))
    written = body(redlined(data, *revised(("甲乙丙。", "甲丙。"))))
    link = written.find(f".//{W}hyperlink")
    assert link is not None
    assert [child.tag for child in link] == [f"{W}r", f"{W}del", f"{W}r"]


def test_blank_paragraphs_between_joined_ones_go_with_the_join() -> None:
    data = package(run("甲，"), "", run("乙。"))
    written = redlined(data, *revised(("甲，\n乙。", "甲，乙。")))
    assert read_revisions(written) == (("甲，", "乙。"), ("甲，乙。",))


def test_a_draft_that_says_something_else_is_refused() -> None:
    with pytest.raises(DraftMismatchError):
        redlined(package(run("甲。")), *revised(("乙。", "丙。")))


def tabled(*paragraphs: str, after: int = 1, style: str = "List Number") -> bytes:
    """A Word file of these paragraphs with a table behind so many of them."""
    document = docx.Document()
    document.add_paragraph("标题")
    for number, text in enumerate(paragraphs, 1):
        document.add_paragraph(text, style=style)
        if number == after:
            for cell, word in zip(document.add_table(1, 4).rows[0].cells, TABLE, strict=True):
                cell.text = word
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


POINTS = ("甲。", "乙。", "丙。")


@pytest.mark.parametrize(
    ("texts", "accepted"),
    [
        (("甲。", "", "丙。"), ("甲。", *TABLE, "丙。")),
        (("甲。\n新。", "", "丙。"), ("甲。", "新。", *TABLE, "丙。")),
        (("全新。\n也新。", "", "丙。"), ("全新。", "也新。", *TABLE, "丙。")),
        (("", "", "丙。"), (*TABLE, "丙。")),
        (("甲。", "乙。\n新。", "丙。"), ("甲。", "乙。", "新。", *TABLE, "丙。")),
        (("甲。", "新。\n乙。", "丙。"), ("甲。", "新。", "乙。", *TABLE, "丙。")),
        (("甲。", "", ""), ("甲。", *TABLE)),
    ],
    ids=["deleted", "added and deleted", "rewritten and deleted", "all deleted", "added", "added ahead", "two deleted"],
)
def test_changes_before_a_table_stay_before_it(texts: tuple[str, ...], accepted: tuple[str, ...]) -> None:
    data = tabled(*POINTS, after=2)
    written = redlined(data, *revised(*zip(POINTS, texts, strict=True)))
    assert read_revisions(written) == ((("标题", "甲。", "乙。", *TABLE, "丙。")), ("标题", *accepted))
    assert empty_numbered(written) == []
    assert rejected_looks(written) == rejected_looks(data)


def test_reasons_of_changes_that_become_one_are_both_told() -> None:
    items = [("甲。", "全新。\n也新。", "其一"), ("乙。", "", "其二"), ("丙。", "丙。")]
    comments = docx.Document(io.BytesIO(redlined(tabled(*POINTS, after=2), *revised(*items)))).comments
    assert [line for comment in comments for line in comment.text.split("\n")] == ["其一", "其二"]


@pytest.mark.parametrize("after", [1, 2])
def test_what_is_joined_over_a_table_stands_before_it(after: int) -> None:
    original, joined = "甲，\n乙，\n丙。", "甲，乙，丙。"
    written = redlined(tabled(*original.split("\n"), after=after), *revised((original, joined)))
    head, tail = original.split("\n")[:after], original.split("\n")[after:]
    assert read_revisions(written) == (("标题", *head, *TABLE, *tail), ("标题", joined, *TABLE))


def test_a_place_between_two_paragraphs_does_not_part_them() -> None:
    document = docx.Document(io.BytesIO(package(run("甲，"), run("乙。"))))
    document.element.body[0].addnext(parse_xml(f'<w:bookmarkEnd xmlns:w="{W[1:-1]}" w:id="7"/>'))
    buffer = io.BytesIO()
    document.save(buffer)
    written = redlined(buffer.getvalue(), *revised(("甲，\n乙。", "甲，乙。")))
    assert read_revisions(written).accepted == ("甲，乙。",)
    assert len(list(body(written).iter(f"{W}ins"))) == 0


def test_a_link_is_split_into_two() -> None:
    data = package(f'<w:hyperlink w:anchor="a">{run("甲。乙")}</w:hyperlink>' + run("。"))
    written = redlined(data, *revised(("甲。乙。", "甲。\n乙。")))
    assert read_revisions(written) == (("甲。乙。",), ("甲。", "乙。"))
    assert [link.get(f"{W}anchor") for link in body(written).iter(f"{W}hyperlink")] == ["a", "a"]


def test_a_field_whose_result_goes_goes_with_its_codes() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
    code = "<w:r><w:instrText> DATE </w:instrText></w:r>"
    data = package(run("甲，") + begin + code + separate + run("2020年1月5日") + end + run("起施行。"))
    kept = redlined(data, *revised(("甲，2020年1月5日起施行。", "甲，2020年1月5日起执行。")))
    assert len(list(body(kept).iter(f"{W}instrText"))) == 1
    gone = body(redlined(data, *revised(("甲，2020年1月5日起施行。", "甲，起施行。"))))
    assert list(gone.iter(f"{W}instrText")) == []
    assert len(gone.findall(f".//{W}del/{W}r/{W}fldChar")) == 3
