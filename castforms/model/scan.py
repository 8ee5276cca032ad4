"""What was found on a scanned return: facts of each picture, what they say together, and what only the clerk can say.

Lengths are millimetres from the top left corner of the upright page.
"""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from castforms.model.page_mark import PageMark

MOST_PICTURES = 60
"""That are read for one return; none has as many pages."""


class Identified(StrEnum):
    """By what a page was recognised."""

    MARK = "mark"
    PICTURE = "picture"
    NOT = "not"


class Colouring(StrEnum):
    """What a picture has left of colour."""

    COLOUR = "colour"
    GREY = "grey"
    BLACK_AND_WHITE = "black-and-white"


class AlterationKind(StrEnum):
    """How the paper differs from what was printed."""

    ADDED = "added"
    """Ink where the original has none: a pen, another stamp, dirt."""
    CHANGED = "changed"
    """Another character, or one that is gone."""
    UNCLEAR = "unclear"
    """The print is there but beside its place, as where paper bends, or only paler or darker than around, as where
    toner runs short; or what is there may be a staple or a hole and may be a pen: someone must look."""


class SealPlace(NamedTuple):
    """Where the form wants a seal: it must cover some of this rectangle."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Seal(NamedTuple):
    """A round seal, measured at its outer edge."""

    x: float
    y: float
    diameter: float
    coverage: float
    """How much of the ring was found, 0 to 1."""
    cut_off: bool
    """Part of it lies outside the picture or the paper."""
    oval: float = 0.0
    """By how many mm its diameters differ as the page was laid straight."""


class Alteration(NamedTuple):
    """A place where the paper is not what was printed."""

    kind: AlterationKind
    left: float
    top: float
    right: float
    bottom: float
    strength: float
    """Area of the differing ink in mm²."""
    text: str = ""
    """The printed line at that place."""


class PageReading(NamedTuple):
    """What one picture shows."""

    source: str
    """File name."""
    number: int
    """Page or frame inside the file, from 1."""
    identified: Identified
    page: int = 0
    """Of the return, from 1; 0 where it is not known."""
    mark: PageMark | None = None
    turned: int = 0
    """Degrees by which the picture was turned clockwise to stand upright: 0, 90, 180, 270."""
    dpi: float = 0.0
    """Resolution of the paper in the picture; 0 where it is not known."""
    agreement: float = 0.0
    """How well the picture agrees with the printed page, 0 to 1."""
    rivals: tuple[int, ...] = ()
    """Other pages it might be as well."""
    colouring: Colouring = Colouring.COLOUR
    seals: tuple[Seal, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    doubtful: bool = False
    """The picture is too poor for `alterations` to be trusted."""
    compared: bool = False
    """Whether it could be laid over the original, so that seals and alterations mean something."""
    blank: bool = False
    jpeg: bytes = b""
    """The page upright, straight and evenly lit; empty where it could not be recognised."""


class RemarkKind(StrEnum):
    """What a remark asks for."""

    PROBLEM = "problem"
    """Must be put right before sending."""
    QUESTION = "question"
    """Cannot be decided by the program: the clerk looks and decides."""
    NOTE = "note"


class Remark(NamedTuple):
    """One thing to tell the clerk: what was found and what to do."""

    code: str
    kind: RemarkKind
    message: str
    page: int = 0
    """Of the return; 0 for the return as a whole."""
    source: str = ""


class ScanResult(NamedTuple):
    """The scanned return as a whole."""

    pages: int
    """How many the return has."""
    readings: tuple[PageReading, ...]
    """In the order of the files."""
    chosen: tuple[PageReading, ...]
    """One for each page that is there, in order; these make the new file."""
    missing: tuple[int, ...]
    doubled: tuple[int, ...]
    remarks: tuple[Remark, ...]
    pdf: Path | None = None
    """The upright file; None where a page is missing."""

    @property
    def complete(self) -> bool:
        """Whether every page is there."""
        return not self.missing

    @property
    def clear(self) -> bool:
        """Whether nothing is left to put right or to ask."""
        return all(remark.kind is RemarkKind.NOTE for remark in self.remarks)
