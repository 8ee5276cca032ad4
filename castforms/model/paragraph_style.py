"""What a role of text looks like, and where its characters lie on their line.

Lengths are integer twips (1/20 pt) because Word and LibreOffice compute in them: 1 mm = 56.69 twips.
"""

from enum import StrEnum
from typing import NamedTuple

TWIPS_PER_POINT = 20
TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    """Millimetres as whole twips."""
    return round(mm * TWIPS_PER_MM)


class FontRole(StrEnum):
    """What a font is for; which font plays the role depends on the machine."""

    TITLE = "title"
    BODY = "body"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PAGE_NUMBER = "page_number"
    LATIN = "latin"


class Align(StrEnum):
    """Horizontal alignment (CSS `text-align`; justify is Word's `both`, distribute fills the last line as well)."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"
    DISTRIBUTE = "distribute"


class Ink(StrEnum):
    """Colours of an official document, as RRGGBB: text is black, an issuer's mark and its lines are red (7.2)."""

    BLACK = "000000"
    RED = "FF0000"


class Border(NamedTuple):
    """A rule along a paragraph."""

    eighths: int
    """Stroke in 1/8 pt, the unit of OOXML `w:sz`."""
    ink: Ink = Ink.BLACK

    @property
    def width(self) -> int:
        """The stroke in twips."""
        return round(self.eighths * TWIPS_PER_POINT / 8)


class ParagraphStyle(NamedTuple):
    """One role of text.  `size` in points; all lengths in twips."""

    word_name: str
    """Name of the named style in the Word file."""
    font: FontRole
    size: float
    line: int
    """Exact line height."""
    first_indent: int = 0
    left_indent: int = 0
    right_indent: int = 0
    before: int = 0
    after: int = 0
    align: Align = Align.JUSTIFY
    spacing: int = 0
    """Character spacing."""
    keep_next: bool = False
    outline_level: int | None = None
    """0 for the first level; None is body text."""
    balanced: bool = False
    """Several lines are broken at word sense, in 梯形 or 菱形 (7.3.1)."""
    ink: Ink = Ink.BLACK
    above: Border | None = None
    below: Border | None = None
    """Rules above the first and below the last line, as long as the line; they add to the paragraph's height."""
    smaller: str = ""
    """Style that takes over where the text does not fit on one line."""
    at_foot: bool = False
    """Stands, with those around it, at the foot of the type area (版记, 7.4)."""


BASELINE_RATIO = 0.8
"""Word and LibreOffice set the baseline of an exact line at 0.8 of its height (measured in LibreOffice)."""

BOX_TOP = 0.86
"""Top of a character's box above its baseline in em, as the fonts of the standard have it; the foot is 0.14 below."""


def above_box(line: int, size: float) -> int:
    """Twips from the top of an exact line to the box of its characters (`size` in points)."""
    return round(BASELINE_RATIO * line - BOX_TOP * size * TWIPS_PER_POINT)


def below_box(line: int, size: float) -> int:
    """Twips from the foot of the characters' box to the foot of their exact line (`size` in points)."""
    return round((1 - BASELINE_RATIO) * line - (1 - BOX_TOP) * size * TWIPS_PER_POINT)


# The grid that a letter's styles count in as well as those of text.
TEXT_TOP = 1900
"""From the paper's head to the word processor's text area; the first characters' boxes begin at 37 mm (5.2.1)."""
LINE = 592
"""22 lines fill 225 mm: (225 mm - 16 pt) / 21 = 29.6 pt (5.2.3)."""
CHARACTER = 314
"""28 characters fill 156 mm with 2.6 pt to spare, 29 never fit: 16 pt - 0.3 pt (5.2.3)."""
TITLE_LINE = 714
"""22 pt + 7/8 of a 3号 character (3.2 行)."""
CELL_PADDING = 85
"""Left and right margin of a table's cells: 1.5 mm."""

BODY = ParagraphStyle("公文正文", FontRole.BODY, 16, LINE, first_indent=2 * CHARACTER, spacing=-6)
"""Text: 3号仿宋, first line 2字 in (7.3.3)."""
