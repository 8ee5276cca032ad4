"""The mark of a page says which document, which version and which page, in 29 characters or fewer."""

import pytest

from castforms.model.document import Change, Document, Paragraph, Run, Section
from castforms.model.page_mark import PageMark, document_id, parse_mark, version_of

MARK = PageMark("ABCDEFGH", "ABCDEFG234", 3, 12)


def document(*texts: str, change: Change = Change.KEPT) -> Document:
    return Document("标题", "单位", (Section(tuple(Paragraph("body", (Run(t, change=change),)) for t in texts)),))


def test_what_is_written_is_read_again() -> None:
    assert parse_mark(MARK.text) == MARK


def test_two_digit_page_numbers_fit_the_small_code() -> None:
    assert len(MARK._replace(page=99, pages=99).text) <= 29


@pytest.mark.parametrize(
    "text", ["", "https://example.org", "CF1:abcdefgh:ABCDEFG234:1:2", "CF1:ABCDEFGH:ABCDEFG234:3:2"]
)
def test_a_code_of_something_else_is_no_mark(text: str) -> None:
    assert parse_mark(text) is None


def test_one_changed_character_is_another_version() -> None:
    assert version_of(document("一", "二")) != version_of(document("一", "三"))


def test_text_that_moves_from_one_paragraph_to_the_next_is_another_version() -> None:
    assert version_of(document("一二", "三")) != version_of(document("一", "二三"))


def test_struck_text_is_another_version_than_kept_text() -> None:
    assert version_of(document("一")) != version_of(document("一", change=Change.DELETED))


def test_all_versions_of_a_units_return_are_one_document() -> None:
    assert document_id("form", "中国 某某学会") == document_id("form", "中国某某学会")
    assert document_id("form", "中国某某学会") != document_id("other", "中国某某学会")
