"""Every number of the official layout, once, with its clause; read by the layout and by the Word writer alike.

Sources: GB/T 9704-2012 (the clause is named), GB/T 33476.2-2016 (word-processor values), CLREQ.  Lengths are integer
twips (1/20 pt) because Word and LibreOffice compute in them: 1 mm = 56.69 twips.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from castforms.model.letter_styles import LETTER, LETTER_STYLES, LetterStyle
from castforms.model.paragraph_style import (
    BASELINE_RATIO,
    BODY,
    CELL_PADDING,
    CHARACTER,
    LINE,
    TEXT_TOP,
    TITLE_LINE,
    TWIPS_PER_MM,
    TWIPS_PER_POINT,
    Align,
    Border,
    FontRole,
    Ink,
    ParagraphStyle,
    below_box,
    twips,
)

__all__ = [
    "BASELINE_RATIO",
    "FONT_CHAINS",
    "GB_9704",
    "STYLES",
    "TWIPS_PER_MM",
    "TWIPS_PER_POINT",
    "WORD_NO_LINE_END",
    "WORD_NO_LINE_START",
    "Align",
    "Border",
    "FontRole",
    "HeightRule",
    "Ink",
    "LetterStyle",
    "Orientation",
    "PageNumberStyle",
    "PageStyle",
    "ParagraphStyle",
    "PictureStyle",
    "SealStyle",
    "StyleSheet",
    "TableStyle",
    "VerticalAlign",
    "below_box",
    "twips",
]


class Orientation(StrEnum):
    """How the paper lies (OOXML `w:orient`)."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class HeightRule(StrEnum):
    """How a row's height is meant (OOXML `w:hRule`)."""

    AUTO = "auto"
    AT_LEAST = "at_least"
    EXACT = "exact"


class VerticalAlign(StrEnum):
    """Vertical alignment in a cell."""

    TOP = "top"
    CENTER = "center"
    BOTTOM = "bottom"


FONT_CHAINS: Mapping[FontRole, tuple[str, ...]] = MappingProxyType(
    {
        FontRole.TITLE: ("方正小标宋简体", "方正小标宋_GBK", "华文中宋", "宋体"),
        FontRole.BODY: ("仿宋", "仿宋_GB2312", "华文仿宋", "宋体"),
        FontRole.HEADING: ("黑体", "微软雅黑"),
        FontRole.SUBHEADING: ("楷体", "楷体_GB2312", "华文楷体", "仿宋", "宋体"),
        FontRole.PAGE_NUMBER: ("宋体", "新宋体"),
        FontRole.LATIN: ("Times New Roman",),
    }
)
"""Fonts of an office PC by role, the wished one first (GB/T 9704-2012, 5.2.2, 7.2-7.3).

The names are what Word shows; stand-ins for machines without them are the business of `castforms.fonts`.
"""


class PageStyle(NamedTuple):
    """Paper, margins and grid of one orientation, in twips."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    """From the paper's foot to the foot of the page number's line: its dash is 7 mm below the type area (7.5)."""

    @property
    def text_width(self) -> int:
        """Width of the type area (版心)."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """Height of the type area as the word processor sees it, leading included."""
        return self.height - self.top - self.bottom


class TableStyle(NamedTuple):
    """Rules and cell margins of tables; the standard names no values for tables inside the text."""

    rule: int = 10
    """Stroke of every rule: 0.5 pt."""
    padding: int = CELL_PADDING
    """Left and right cell margin: 1.5 mm."""


class PageNumberStyle(NamedTuple):
    """Page number: 4号半角宋体 between 一字线, odd pages right, even pages left, 1字 in (7.5)."""

    word_name: str = "页码"
    font: FontRole = FontRole.PAGE_NUMBER
    size: float = 14
    line: int = 320
    indent: int = 280
    """1字 of 4号."""
    prefix: str = "— "
    suffix: str = " —"


class SealStyle(NamedTuple):
    """Signature with seal, one unit (7.3.5.1): date 4字 in from the right, unit centred above it."""

    blank_lines: int = 3
    """Room above the unit: a seal of 42-45 mm ends level with the date and begins at most one 行 below the text."""
    date_indent_chars: int = 4
    keep_lines: int = 2
    """Lines of text that stay on the page of the seal (7.3.5.4)."""
    between: tuple[str, ...] = ("attachment", "picture", "caption")
    """Styles of what may come between text and signature; it is no text that the seal could stand beside."""
    diameter: int = twips(45)
    """National society 45 mm, local society 42 mm (seal rules of the ministries, 1993)."""


class PageMarkStyle(NamedTuple):
    """The code in the middle of the foot margin, below the page number's line; the standard knows no such thing.

    15 mm is what was read on every simulated scan; 8 mm from the edge is what every printer prints.
    """

    side: int = twips(15)
    foot: int = twips(8)
    """From the paper's foot to the code's."""


class PictureStyle(NamedTuple):
    """Pictures in the text; the standard names no values."""

    resolution: int = 150
    """Pixels an inch, unless the column is too narrow or the page too low for that."""
    most_height: int = twips(110)
    least_height: int = twips(25)
    """A picture before a signature becomes smaller, down to this, where it leaves no text beside the seal."""
    beside_seal: int = 4
    """So many of them, with captions of one line, stand between two lines of text and the signature."""
    below: int = 8
    """Between the picture's foot and the line's: what a word processor leaves below the base line."""


class StyleSheet(NamedTuple):
    """A layout profile: GB/T 9704-2012 as it stands, or an office's variation of it."""

    pages: Mapping[Orientation, PageStyle]
    styles: Mapping[str, ParagraphStyle]
    char_pitch: int
    """One 字 of the 28-character line, at the body's size."""
    line_pitch: int
    """One 行."""
    fonts: Mapping[FontRole, tuple[str, ...]] = FONT_CHAINS
    latin: FontRole | None = None
    """Font role of Latin letters and digits; None: the font of the text around them (the standard names none)."""
    table: TableStyle = TableStyle()
    page_number: PageNumberStyle = PageNumberStyle()
    seal: SealStyle = SealStyle()
    page_mark: PageMarkStyle = PageMarkStyle()
    letter_mark: PageMarkStyle = PageMarkStyle(side=twips(12.5), foot=twips(5.5))
    """Under the double line 20 mm above a letter's foot, four modules of white between them: a rule that runs through
    the code costs half of it."""
    letter: LetterStyle = LETTER
    picture: PictureStyle = PictureStyle()

    def mark_of(self, *, letter: bool) -> PageMarkStyle:
        """The mark on all pages of a document, which is a letter or is none."""
        return self.letter_mark if letter else self.page_mark


WORD_NO_LINE_START = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
WORD_NO_LINE_END = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
"""The zh-CN lists by which Word and WPS keep characters from a line's ends (ECMA-376 part 1, 17.3.1.16)."""

# 版心 156 × 225 mm, 天头 37, 订口 28 (5.2.1).  The standard measures 37 mm to the top of the first characters; an exact
# line's baseline is at 0.8 × 29.6 pt, so the word processor's margin is smaller: first baseline 41.85 mm.
_PORTRAIT = PageStyle(width=11906, height=16838, top=TEXT_TOP, bottom=1910, left=1588, right=1474, footer=1395)

# The sheet turned so that the head of an odd page's table lies at the binding edge (8).
_LANDSCAPE = PageStyle(width=16838, height=11906, top=1588, bottom=1474, left=1985, right=2098, footer=884)

_HEADING = BODY._replace(keep_next=True, align=Align.JUSTIFY)
_SMALL = ParagraphStyle("表格正文", FontRole.BODY, 12, 400)
_LARGE = _SMALL._replace(word_name="表格正文（大）", size=14, line=480)

STYLES: Mapping[str, ParagraphStyle] = MappingProxyType(
    {
        # 附件 label: 3号黑体, flush left, first line, no colon (7.3.7)
        "annex_label": ParagraphStyle(
            "附件标识", FontRole.HEADING, 16, LINE, spacing=-6, align=Align.LEFT, keep_next=True
        ),
        # title: 2号小标宋, centred; of an annex on line 3, the text one 行 below (7.3.1, 7.3.7)
        "title": ParagraphStyle(
            "公文标题",
            FontRole.TITLE,
            22,
            TITLE_LINE,
            before=LINE,
            after=LINE,
            align=Align.CENTER,
            keep_next=True,
            balanced=True,
        ),
        "subtitle": ParagraphStyle(
            "公文副标题", FontRole.SUBHEADING, 16, LINE, after=LINE, align=Align.CENTER, spacing=-6, keep_next=True
        ),
        # text: 3号仿宋, first line 2字 in (7.3.3)
        "body": BODY,
        "continued": BODY._replace(word_name="公文正文（续段）", first_indent=0),
        "body_flush": BODY._replace(word_name="公文正文（顶格）", first_indent=0),
        # levels: 一、黑体 （一）楷体 1. and （1） 仿宋, all 3号 (7.3.3)
        "heading1": _HEADING._replace(word_name="公文一级标题", font=FontRole.HEADING, outline_level=0),
        "heading2": _HEADING._replace(word_name="公文二级标题", font=FontRole.SUBHEADING, outline_level=1),
        "heading3": _HEADING._replace(word_name="公文三级标题", outline_level=2),
        "heading4": _HEADING._replace(word_name="公文四级标题", outline_level=3),
        # signature: unit and date, set by the seal area (7.3.5)
        "signature": BODY._replace(word_name="公文署名", first_indent=0, align=Align.RIGHT, keep_next=True),
        "signature_date": BODY._replace(word_name="公文日期", first_indent=0, align=Align.RIGHT),
        # lines of a form outside its tables: 4号
        "form_line": ParagraphStyle("表单行", FontRole.BODY, 14, 560, align=Align.LEFT),
        # after a table that ends a page run, where a Word file must have a paragraph
        "spacer": ParagraphStyle("表后间隔", FontRole.BODY, 1, 20, align=Align.LEFT),
        # pictures in the text, and what is said below them
        "picture": ParagraphStyle("图片", FontRole.BODY, 1, 20, before=120, align=Align.CENTER),
        "caption": ParagraphStyle("图题", FontRole.BODY, 12, 520, align=Align.CENTER),
        "note": ParagraphStyle("表注", FontRole.BODY, 12, 400),
        # tables: 小四, or 四号 where the form has little text
        "table_text": _SMALL,
        "table_body": _SMALL._replace(word_name="表格段落", first_indent=480),  # 2字 of 小四
        "table_label": _SMALL._replace(word_name="表格项目", align=Align.CENTER),
        "table_head": _SMALL._replace(word_name="表头", font=FontRole.HEADING, align=Align.CENTER),
        "table_text_large": _LARGE,
        "table_label_large": _LARGE._replace(word_name="表格项目（大）", align=Align.CENTER),
        "table_head_large": _LARGE._replace(word_name="表头（大）", font=FontRole.HEADING, align=Align.CENTER),
        **LETTER_STYLES,
    }
)

GB_9704 = StyleSheet(
    pages=MappingProxyType({Orientation.PORTRAIT: _PORTRAIT, Orientation.LANDSCAPE: _LANDSCAPE}),
    styles=STYLES,
    char_pitch=CHARACTER,
    line_pitch=LINE,
)
"""GB/T 9704-2012 itself."""
