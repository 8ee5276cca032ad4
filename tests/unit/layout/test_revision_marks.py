"""A paragraph's end that came or went is shown by a drawn sign."""

import pytest

from castforms.layout.paginate import paginate
from castforms.model.document import Change, Document, Paragraph, Run, Section
from castforms.model.pages import PageBox
from castforms.model.stylesheet import GB_9704
from tests.fake_measure import FakeMeasure


def page(mark: Change) -> PageBox:
    document = Document("表", "", (Section((Paragraph("body", (Run("要点"),), mark=mark),)),))
    return paginate(document, GB_9704, FakeMeasure()).pages[0]


@pytest.mark.parametrize(("mark", "strokes"), [(Change.KEPT, 0), (Change.INSERTED, 4), (Change.DELETED, 5)])
def test_the_sign_has_a_bar_through_it_where_the_end_went(mark: Change, strokes: int) -> None:
    assert len(page(mark).rules) == strokes


def test_the_bar_is_level_and_crosses_the_stem_alone() -> None:
    came, went = page(Change.INSERTED).rules, page(Change.DELETED).rules
    [bar] = [rule for rule in went if rule not in came]
    stem = max(came, key=lambda rule: abs(rule.y1 - rule.y0))
    assert bar.y0 == bar.y1
    assert bar.x0 < stem.x0 < bar.x1
    assert min(stem.y0, stem.y1) < bar.y0 < max(stem.y0, stem.y1)
    assert all(bar.y0 < min(rule.y0, rule.y1) for rule in came if rule != stem)


def test_the_sign_stands_after_the_text_and_is_none_of_it() -> None:
    shown = page(Change.INSERTED)
    last = shown.lines[0].runs[-1]
    assert min(rule.x0 for rule in shown.rules) > last.x + last.width
    assert shown.lines[0].runs == page(Change.KEPT).lines[0].runs
