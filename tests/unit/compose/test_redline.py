"""What became of a text: exact in both directions, and as a person would mark it."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castforms.compose.redline import Piece, redline
from castforms.model.document import Change
from tests.drafts import edited, points

TEXTS = st.text(alphabet="ab1 ，。\n的工作", max_size=40)


def marked(original: str, revised: str) -> str:
    """The pieces as a line: [-gone-] [+come+]."""
    signs = {Change.KEPT: "{}", Change.DELETED: "[-{}-]", Change.INSERTED: "[+{}+]"}
    return "".join(signs[piece.change].format(piece.text) for piece in redline(original, revised))


def without(pieces: tuple[Piece, ...], change: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.change is not change)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(original: str, revised: str) -> None:
    pieces = redline(original, revised)
    assert (without(pieces, Change.INSERTED), without(pieces, Change.DELETED)) == (original, revised)


@given(TEXTS, TEXTS)
def test_pieces_that_touch_differ_in_their_fate(original: str, revised: str) -> None:
    fates = [piece.change for piece in redline(original, revised)]
    assert all(before is not after for before, after in pairwise(fates))


@given(TEXTS)
def test_the_same_text_is_one_piece_that_stays(text: str) -> None:
    assert redline(text, text) == ((Piece(text, Change.KEPT),) if text else ())


@pytest.mark.parametrize(
    ("original", "revised", "expected"),
    [
        ("发布20项成果", "发布25项成果", "发布[-20-][+25+]项成果"),
        ("达到98.5%以上", "达到99.5%以上", "达到[-98.5%-][+99.5%+]以上"),
        ("使用WPS办公", "使用WPS365办公", "使用[-WPS-][+WPS365+]办公"),
        ("按1-9-6-1布局", "按1-9-7-1布局", "按[-1-9-6-1-][+1-9-7-1+]布局"),
    ],
    ids=["number", "decimal", "Latin word", "digits with dashes"],
)
def test_numbers_and_latin_words_are_changed_whole(original: str, revised: str, expected: str) -> None:
    assert marked(original, revised) == expected


@pytest.mark.parametrize(
    ("original", "revised", "expected"),
    [
        ("加强协调，加强督办。", "加强协调，加强统筹，加强督办。", "加强协调，[+加强统筹，+]加强督办。"),
        ("首句。末句。", "首句。新句。末句。", "首句。[+新句。+]末句。"),
        ("甲。\n丙。\n", "甲。\n乙。\n丙。\n", "甲。\n[+乙。\n+]丙。\n"),
    ],
    ids=["clause", "sentence", "paragraph"],
)
def test_what_came_is_a_whole_clause_sentence_or_paragraph(original: str, revised: str, expected: str) -> None:
    assert marked(original, revised) == expected


def test_single_words_between_changes_do_not_stay_alone() -> None:
    assert marked("推动工作的开展。", "促进事业的繁荣。") == "[-推动工作的开展-][+促进事业的繁荣+]。"


def test_a_split_and_a_join_are_changes_of_paragraph_ends_alone() -> None:
    assert marked("甲。乙。\n丙。\n", "甲。\n乙。丙。\n") == "甲。[+\n+]乙。[-\n-]丙。\n"


def test_one_edit_in_a_long_text_leaves_the_rest_alone() -> None:
    text = "".join(points(random.Random(1)))
    place = len(text) // 2
    pieces = redline(text, text[:place] + "（新增内容）" + text[place:])
    assert [piece.text for piece in pieces if piece.change is not Change.KEPT] == ["（新增内容）"]


def test_most_of_an_edited_draft_stays() -> None:
    rng = random.Random(2)
    drafted = points(rng)
    kept = sum(
        len(piece.text)
        for text in drafted
        for piece in redline(text, edited(rng, text) if rng.random() < 0.5 else text)
        if piece.change is Change.KEPT
    )
    assert kept > 0.7 * sum(map(len, drafted))


def test_texts_with_nothing_in_common_are_exchanged_whole() -> None:
    assert marked("甲乙丙丁", "子丑寅卯") == "[-甲乙丙丁-][+子丑寅卯+]"
