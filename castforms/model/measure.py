"""The port by which the layout asks how wide a character is, and by which writers learn which face draws it."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from castforms.model.stylesheet import FontRole


class Face(NamedTuple):
    """One font file's face.

    `family` is its own name (what fontconfig and Word would find it by), `word_family` the name the Word file uses,
    `alternate` the name an office PC knows for the same role (OOXML `w:altName`), empty if it is the same.
    """

    key: str
    family: str
    word_family: str
    path: Path
    index: int = 0  # type: ignore[assignment]  # a tuple's own search is hidden
    alternate: str = ""


class Glyph(NamedTuple):
    """The face that draws a character and its advance in em."""

    face: str
    advance: float


class Measure(Protocol):
    """Widths and faces by role.  Tests hand in a fake with 1 em per Han character."""

    @property
    def faces(self) -> Mapping[str, Face]:
        """Every face a glyph may name."""

    def glyph(self, role: FontRole, character: str) -> Glyph:
        """Face and advance of one character; faces fall back per character.

        A character that no face has gets the role's first face and one em; `printable` tells.
        """

    def printable(self, character: str) -> bool:
        """Whether some face of the machine can draw the character."""


class Substitution(NamedTuple):
    """A font that stands in: the role's wish was not on this machine, or lacks a character."""

    role: FontRole
    wanted: str
    used: str
    characters: str = ""
    """Empty: the whole role; else only these characters."""


class Outline(StrEnum):
    """How the glyphs of an embedded font are drawn."""

    TRUETYPE = "truetype"
    CFF = "cff"


class EmbeddedFont(NamedTuple):
    """A font cut down to the characters of one document."""

    data: bytes
    """A TrueType file, or a bare CFF table."""
    outline: Outline
    postscript_name: str
    codes: Mapping[str, int]
    """Character to glyph id (TrueType) or CID (CFF) in `data`."""
    widths: Mapping[str, int]
    """Character to advance in 1/1000 em."""
    ascent: int
    descent: int
    bbox: tuple[int, int, int, int]
    """Metrics in 1/1000 em."""


class FontEmbedder(Protocol):
    """The port by which the PDF writer gets the fonts it embeds."""

    @property
    def faces(self) -> Mapping[str, Face]:
        """Every face that may be embedded."""

    def embed(self, face: str, characters: str) -> EmbeddedFont:
        """The face of that key, cut down to these characters.

        Raises LookupError for a face that is not in use.
        """


class Attachment(NamedTuple):
    """The entry that travels inside both files, so that each can be read back."""

    name: str
    media_type: str
    data: bytes
