"""Tracked changes in a file of our own: both drafts can be read from it, comments carry the reasons."""

import io
import random

import docx
import pytest

from castforms.intake.word_revisions import read_revisions
from castforms.layout.paginate import paginate
from castforms.model.document import Document, Paragraph, Section
from castforms.model.measure import Attachment
from castforms.model.stylesheet import GB_9704
from castforms.writers.word import write_word
from tests.drafts import edited, lines, points
from tests.fake_measure import FakeMeasure
from tests.unit.compose.test_revisions import revised
from tests.wordprocessingml import W, order_faults, parts

UNIT = "中国某某学会"


def written(*paragraphs: Paragraph) -> bytes:
    document = Document("要点", UNIT, (Section(paragraphs),), date="2020-02-10")
    measure = FakeMeasure()
    attachment = Attachment("entry.json", "application/json", b"{}")
    return write_word(paginate(document, GB_9704, measure), GB_9704, measure, attachment)


@pytest.mark.parametrize("seed", range(40))
def test_accepted_it_is_the_revised_text_and_rejected_the_original(seed: int) -> None:
    rng = random.Random(seed)
    items = [(text, edited(rng, text) if rng.random() < 0.6 else text) for text in points(rng, 15)]
    data = written(*revised(*items))
    rejected, accepted = ([line for item in items for line in lines(item[k])] for k in (0, 1))
    assert read_revisions(data) == (tuple(rejected), tuple(accepted))
    assert order_faults(data) == []


def test_the_reason_is_a_comment_of_the_unit() -> None:
    file = docx.Document(io.BytesIO(written(*revised(("甲。", "乙。", "更准确\n更清楚"), ("丙。", "丙。")))))
    assert [(comment.author, comment.text) for comment in file.comments] == [(UNIT, "更准确\n更清楚")]


def test_a_change_of_a_paragraph_s_end_alone_can_be_commented() -> None:
    data = written(*revised(("甲。\n乙。", "甲。乙。", "合为一段")))
    assert [comment.text for comment in docx.Document(io.BytesIO(data)).comments] == ["合为一段"]
    assert order_faults(data) == []


def test_changes_carry_author_day_and_a_number_of_their_own() -> None:
    document = dict(parts(written(*revised(("甲。\n乙。", "甲一。乙丙。")))))["word/document.xml"]
    tracked = [*document.iter(f"{W}ins"), *document.iter(f"{W}del")]
    assert {(e.get(f"{W}author"), e.get(f"{W}date", "")[:10]) for e in tracked} == {(UNIT, "2020-02-10")}
    assert len({e.get(f"{W}id") for e in tracked}) == len(tracked)


def test_changes_on_both_sides_of_a_paragraph_s_end_are_minutes_apart() -> None:
    document = dict(parts(written(*revised(("甲。\n乙。", "甲。丙\n丁乙。")))))["word/document.xml"]
    first, second = ({e.get(f"{W}date") for e in paragraph.iter(f"{W}ins")} for paragraph in document.iter(f"{W}p"))
    assert first.isdisjoint(second)
