"""Heads, attachments and imprints of letters, and what is special about their pages (GB/T 9704-2012, 7.2, 7.4, 10.1).

Lengths are integer twips.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from castforms.model.paragraph_style import (
    BASELINE_RATIO,
    BODY,
    BOX_TOP,
    CELL_PADDING,
    CHARACTER,
    LINE,
    TEXT_TOP,
    TITLE_LINE,
    TWIPS_PER_POINT,
    Align,
    Border,
    FontRole,
    Ink,
    ParagraphStyle,
    above_box,
    below_box,
    twips,
)


class LetterStyle(NamedTuple):
    """What is different on the pages of a letter (信函格式, 10.1); all lengths in twips.

    On the first page text may begin above the type area, because the mark does, and no page number is shown.
    """

    top: int = 1300
    """From the paper's head to where the first page's text may begin; the styles of a letter count from here."""
    foot: int = twips(20)
    """From the paper's foot to the lower edge of the red double line."""
    foot_rule: str = "letter_foot_rule"
    """Style of that line."""
    header: int = 600
    """From the paper's head to a page header; in the Word file it holds later pages down to the type area."""


LETTER = LetterStyle()

# The standard measures between the boxes of characters (and edges of lines), a style
# between lines: `_gap` converts.  行 is 10.39 mm here (3.2).
_ROW = 10.39
_BODY_ABOVE, _BODY_BELOW = above_box(LINE, 16), below_box(LINE, 16)
_MARK_BELOW = 80  # the same under every size of mark, so that what follows need not know which was taken
_LETTER_SIDES = {"left_indent": twips(20 - 28), "right_indent": twips(20 - 26)}  # 170 mm in the middle of the paper
_THICK, _THIN = Border(17, Ink.RED), Border(4, Ink.RED)  # 0.75 and 0.18 mm with 0.94 mm between (figure 9)
_EDGE, _INNER = Border(8), Border(6)  # 0.35 and 0.25 mm (7.4.1)


def _gap(mm: float, below: int = 0, above: int = 0) -> int:
    """Spacing (twips) that leaves so much between two boxes; `below` and `above` them the lines are higher."""
    return twips(mm) - below - above


def _mark(kind: str, size: float, top: int, smaller: str = "") -> ParagraphStyle:
    """发文机关标志: red 小标宋, centred; the box's top is `top` twips below where the page's text begins (7.2.4)."""
    line = round((_MARK_BELOW + (1 - BOX_TOP) * size * TWIPS_PER_POINT) / (1 - BASELINE_RATIO))
    before = top - above_box(line, size)
    return ParagraphStyle(
        f"发文机关标志（{kind}{size:g}磅）",
        FontRole.TITLE,
        size,
        line,
        before=before,
        align=Align.CENTER,
        keep_next=True,
        ink=Ink.RED,
        smaller=smaller,
    )


def _rule(word_name: str, line: int, **rest: Any) -> ParagraphStyle:
    """An empty paragraph that is there for its rules."""
    return ParagraphStyle(word_name, FontRole.BODY, 1, line, align=Align.LEFT, **rest)


_NUMBER = BODY._replace(word_name="发文字号", first_indent=0, keep_next=True)
_LETTER_TOP = twips(30) - LETTER.top
_DOCUMENT_TOP = twips(72) - TEXT_TOP
_IMPRINT = ParagraphStyle("版记", FontRole.BODY, 14, 448, align=Align.LEFT, at_foot=True)

LETTER_STYLES: Mapping[str, ParagraphStyle] = MappingProxyType(
    {
        # letter: mark 30 mm from the paper's head, 4 mm below it 武文线, number flush right 7/8 of 3号 below (10.1)
        "letter_mark": _mark("函", 36, _LETTER_TOP, "letter_mark_medium"),
        "letter_mark_medium": _mark("函", 28, _LETTER_TOP, "letter_mark_small"),
        "letter_mark_small": _mark("函", 22, _LETTER_TOP),
        "letter_rule": _rule(
            "武文线",
            twips(0.94),
            before=_gap(4, _MARK_BELOW),
            above=_THICK,
            below=_THIN,
            keep_next=True,
            **_LETTER_SIDES,
        ),
        "letter_number": _NUMBER._replace(
            word_name="发文字号（函）", before=_gap(4.84, 0, _BODY_ABOVE), align=Align.RIGHT
        ),
        # and 文武线 at the foot of the first page
        "letter_foot_rule": _rule("文武线", twips(0.94), above=_THIN, below=_THICK, **_LETTER_SIDES),
        # ordinary: mark 35 mm below the type area's top, number two 行 below, red line 4 mm below that (7.2)
        "document_mark": _mark("文件", 48, _DOCUMENT_TOP, "document_mark_medium"),
        "document_mark_medium": _mark("文件", 36, _DOCUMENT_TOP, "document_mark_small"),
        "document_mark_small": _mark("文件", 24, _DOCUMENT_TOP),
        "document_number": _NUMBER._replace(before=_gap(2 * _ROW, _MARK_BELOW, _BODY_ABOVE), align=Align.CENTER),
        "document_rule": _rule(  # as high as what is below a number, so that the title needs to know one distance only
            "红色分隔线", _BODY_BELOW, before=_gap(4, _BODY_BELOW), above=Border(13, Ink.RED), keep_next=True
        ),
        # title: two 行 below, the addressee one 行 below it (7.3.1, 7.3.2)
        "letter_title": ParagraphStyle(
            "公文标题（版头下）",
            FontRole.TITLE,
            22,
            TITLE_LINE,
            before=_gap(2 * _ROW, _BODY_BELOW, above_box(TITLE_LINE, 22)),
            after=_gap(_ROW, below_box(TITLE_LINE, 22), _BODY_ABOVE),
            align=Align.CENTER,
            keep_next=True,
            balanced=True,
        ),
        # attachments: one 行 below the text, 2字 in, names one under the other (7.3.4)
        "attachment": BODY._replace(
            word_name="附件说明",
            first_indent=0,
            left_indent=2 * CHARACTER,
            before=_gap(_ROW, _BODY_BELOW, _BODY_ABOVE),
            align=Align.LEFT,
        ),
        # imprint: 4号, 1字 in at both sides (7.4); its lines
        "copy_to": _IMPRINT._replace(word_name="抄送机关", left_indent=280, right_indent=280),
        "imprint_left": _IMPRINT._replace(word_name="印发机关", left_indent=280 - CELL_PADDING),
        "imprint_right": _IMPRINT._replace(word_name="印发日期", right_indent=280 - CELL_PADDING, align=Align.RIGHT),
        "imprint_edge": _rule("版记首末线", 20, above=_EDGE, at_foot=True),
        "imprint_inner": _rule("版记中线", 20, above=_INNER, at_foot=True),
    }
)
