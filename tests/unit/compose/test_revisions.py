"""A draft's paragraphs with its revisions: without insertions the original, without deletions the revised text."""

import random
from collections.abc import Sequence

import pytest

from castforms.compose.revisions import revised_paragraphs
from castforms.compose.scope import outermost
from castforms.model.document import Change, Paragraph
from castforms.model.entry import Entry, record
from castforms.model.stylesheet import FontRole
from castforms.model.template import Field, FieldType, FormTemplate, Notice, RedlinePart
from tests.drafts import edited, lines, points

PART = RedlinePart("points", "original", "revised", "reason")
NAMES = ("original", "revised", "reason")
POINTS = Field("points", FieldType.REPEAT, "要点", fields=tuple(Field(n, FieldType.LONG_TEXT, n) for n in NAMES))
FORM = FormTemplate("form", "表", Notice("", "", ""), (POINTS,), ())
NUMBERED = FORM._replace(fields=(POINTS._replace(fields=(*POINTS.fields, Field("number", FieldType.TEXT, "序号"))),))


def revised(*items: tuple[str, ...]) -> list[Paragraph]:
    """The paragraphs of items that are (original, revised, reason)."""
    records = tuple(record(zip(NAMES, (*item, ""), strict=False)) for item in items)
    return revised_paragraphs(PART, outermost(FORM, Entry("form", record({"points": records}))))


def reading(paragraphs: Sequence[Paragraph], gone: Change) -> list[str]:
    """The paragraphs that are left without what is of that fate; a paragraph without its end goes on in the next."""
    text = ""
    for paragraph in paragraphs:
        text += "".join(run.text for run in paragraph.runs if run.change is not gone)
        text += "" if paragraph.mark is gone else "\n"
    return list(lines(text))


@pytest.mark.parametrize("seed", range(100))
def test_both_drafts_can_be_read_from_the_paragraphs(seed: int) -> None:
    rng = random.Random(seed)
    drafted = points(rng, 30)
    changed = [(text, edited(rng, text) if rng.random() < 0.7 else rng.choice([text, ""])) for text in drafted]
    for _ in range(3):
        changed.insert(rng.randrange(len(changed) + 1), ("", "新增的一条。"))
    paragraphs = revised(*changed)
    assert reading(paragraphs, Change.INSERTED) == [line for text, _ in changed for line in lines(text)]
    assert reading(paragraphs, Change.DELETED) == [line for _, text in changed for line in lines(text)]
    assert paragraphs[-1].mark is Change.KEPT


@pytest.mark.parametrize(
    "items",
    [
        [("甲。", "甲。\n乙。")],
        [("甲。\n乙。", "甲。")],
        [("甲。", "甲。"), ("乙。", "")],
        [("甲。", "甲。"), ("", "乙。")],
        [("甲。", ""), ("", "乙。")],
        [("", "甲。"), ("乙。", "")],
    ],
    ids=["added", "removed", "point removed", "point added", "exchanged", "exchanged, the new one first"],
)
def test_the_end_of_the_last_paragraph_stays_because_no_word_file_can_lose_it(items: list[tuple[str, str]]) -> None:
    paragraphs = revised(*items)
    assert paragraphs[-1].mark is Change.KEPT
    assert reading(paragraphs, Change.INSERTED) == [line for original, _ in items for line in lines(original)]
    assert reading(paragraphs, Change.DELETED) == [line for _, text in items for line in lines(text)]


def test_the_reason_is_the_comment_of_the_first_change() -> None:
    paragraphs = revised(("甲。\n乙。\n丙。", "甲。\n乙一。\n丙一。", "更准确"))
    assert [paragraph.comment for paragraph in paragraphs] == ["", "更准确", ""]


def test_a_point_that_stays_has_no_comment() -> None:
    assert [paragraph.comment for paragraph in revised(("甲。", "甲。", "不必改"))] == [""]


def test_every_paragraph_leads_back_to_its_point() -> None:
    paragraphs = revised(("甲。\n乙。", "甲。乙。"), ("丙。", "丙。"))
    assert [paragraph.path for paragraph in paragraphs] == [("points", 0), ("points", 0), ("points", 1)]


@pytest.mark.parametrize(
    ("number", "original", "printed"),
    [
        ("3", "落实经费。", "3.落实经费。"),
        ("3", "3.落实经费。", "3.落实经费。"),
        ("3", "（3）落实经费。", "（3）落实经费。"),
        ("3", "03．落实经费。", "03．落实经费。"),
        ("3", "30年来成绩显著。", "3.30年来成绩显著。"),
        ("二", "组织体系", "二、组织体系"),
        ("二", "二、组织体系", "二、组织体系"),
        ("（二）", "组织体系", "（二）组织体系"),
        ("第二条", "组织体系。", "第二条组织体系。"),
        ("", "组织体系", "组织体系"),
    ],
)
def test_a_number_that_only_the_word_processor_counts_is_printed(number: str, original: str, printed: str) -> None:
    items = [record({"number": number, "original": f"{original}\n下一段。", "revised": f"{original}\n另一段。"})]
    entry = Entry("form", record({"points": tuple(items)}))
    paragraphs = revised_paragraphs(PART._replace(number="number"), outermost(NUMBERED, entry))
    texts = [printed, "下一段。"], [printed, "另一段。"]
    assert (reading(paragraphs, Change.INSERTED), reading(paragraphs, Change.DELETED)) == texts


def test_a_typed_number_that_was_deleted_is_not_printed() -> None:
    items = (record({"number": "3", "original": "3.落实经费。", "revised": "落实经费。"}),)
    scope = outermost(NUMBERED, Entry("form", record({"points": items})))
    assert reading(revised_paragraphs(PART._replace(number="number"), scope), Change.DELETED) == ["落实经费。"]


def test_a_point_that_goes_goes_with_its_number() -> None:
    items = (record({"number": "3", "original": "落实经费。", "revised": ""}),)
    scope = outermost(NUMBERED, Entry("form", record({"points": items})))
    paragraphs = revised_paragraphs(PART._replace(number="number"), scope)
    assert reading(paragraphs, Change.DELETED) == []
    assert reading(paragraphs, Change.INSERTED) == ["3.落实经费。"]


def test_headings_are_set_as_the_standard_has_them() -> None:
    paragraphs = revised(("一、总体要求", "一、总的要求"), ("1.抓好落实。按时完成。", "1.抓好落实。按期完成。"))
    assert [paragraph.style for paragraph in paragraphs] == ["heading1", "body"]


def test_a_run_in_heading_keeps_its_font_through_the_changes() -> None:
    [paragraph] = revised(("（一）工作思路。要创新。", "（一）工作新思路。要更加创新。"))
    heading = [run.text for run in paragraph.runs if run.font is FontRole.SUBHEADING]
    assert "".join(heading) == "（一）工作新思路。"
