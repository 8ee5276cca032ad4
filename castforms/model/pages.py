"""Placed boxes, in points from the top left corner of the paper.  Drawing them takes no decision."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from castforms.model.document import Change, Document
from castforms.model.entry import FieldPath
from castforms.model.picture import Picture
from castforms.model.stylesheet import Ink


class GlyphRun(NamedTuple):
    """Characters of one face and size: the k-th stands k × `spacing` further than the advances before it say."""

    x: float
    text: str
    face: str
    """Key into the measure's faces."""
    size: float
    spacing: float = 0.0
    width: float = 0.0
    """From x to the end of the last advance."""
    change: Change = Change.KEPT
    ink: Ink = Ink.BLACK


class LineBox(NamedTuple):
    """One line on its baseline.  `paragraph` counts the document's paragraphs; -1 is page furniture (page number)."""

    baseline: float
    runs: tuple[GlyphRun, ...]
    path: FieldPath = ()
    paragraph: int = -1


class RuleBox(NamedTuple):
    """A straight rule, the middle of the stroke from one point to the other."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    ink: Ink = Ink.BLACK


class PictureBox(NamedTuple):
    """A picture with its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture


class SealGuide(NamedTuple):
    """Where the stamp will sit; shown on the screen only, never in a file."""

    x: float
    y: float
    diameter: float


class MarkBox(NamedTuple):
    """A square code; `modules` are its rows from the top, true where it is black.  Outside the type area."""

    x: float
    y: float
    side: float
    modules: tuple[tuple[bool, ...], ...]

    def bars(self) -> Iterator[tuple[int, int, int]]:
        """Row, first column and length of each stretch of black modules."""
        for row, modules in enumerate(self.modules):
            column = 0
            for black, stretch in groupby(modules):
                length = len(tuple(stretch))
                if black:
                    yield row, column, length
                column += length


class Bookmark(NamedTuple):
    """A heading that the PDF's outline lists; `level` counts from 0."""

    title: str
    level: int
    top: float


class PageBox(NamedTuple):
    """One page: everything on it already has its place, in reading order."""

    width: float
    height: float
    lines: tuple[LineBox, ...]
    rules: tuple[RuleBox, ...] = ()
    seals: tuple[SealGuide, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    mark: MarkBox | None = None
    """The page's own code, where the clerk wants one."""
    pictures: tuple[PictureBox, ...] = ()


class LineBreak(NamedTuple):
    """Where a line of a paragraph begins and ends, as positions in its text.

    Blanks between `end` and `next` hang at the line's end.  The spacings (twips) make every word processor overflow at
    `next` (a "pin"); where none is needed they are the style's own.
    """

    start: int
    end: int
    next: int
    spacing: int
    """After every character, or where `latin` is given after the East Asian ones."""
    latin: int | None = None
    """After Latin letters, digits and their marks, which are not to be pulled apart."""
    tail: int = 0
    """More after the last character, where nobody sees it: lines that are not justified."""


class FaceSpan(NamedTuple):
    """The characters of a paragraph up to before `end` (from the span before) are drawn by this face."""

    end: int
    face: str


class SpacingSpan(NamedTuple):
    """The characters of a paragraph up to before `end` (from the span before) have this character spacing (twips)."""

    end: int
    spacing: int


class SetParagraph(NamedTuple):
    """A paragraph as the layout set it: its lines, and the face and spacing of each character."""

    lines: tuple[LineBreak, ...]
    faces: tuple[FaceSpan, ...]
    spacings: tuple[SpacingSpan, ...]
    picture_size: tuple[int, int] | None = None
    """Width and height (twips) of the picture that stands in place of text."""


class PagedDocument(NamedTuple):
    """What both writers get: the document as the layout resolved it, its pages, and its paragraphs as they were set."""

    document: Document
    """Signatures are paragraphs with indents by now: no SealArea and no PageBreak is left."""
    pages: tuple[PageBox, ...]
    paragraphs: tuple[SetParagraph, ...]
    """One for each paragraph of the document, in reading order."""
    footer_mark: MarkBox | None = None
    """The code of a Word file's footer, which is the same on all pages; where it stands is the style sheet's."""
