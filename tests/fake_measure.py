"""A measure without fonts: Han characters and full-width marks are one em wide, everything else half an em."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from castforms.model.measure import Face, Glyph
from castforms.model.stylesheet import FontRole


class FakeMeasure:
    """One face for each role, named after it."""

    faces: Mapping[str, Face] = {role.value: Face(role.value, role.value, role.value, Path()) for role in FontRole}

    def glyph(self, role: FontRole, character: str) -> Glyph:
        wide = unicodedata.east_asian_width(character) in "WFA"
        return Glyph(role.value, 1.0 if wide else 0.5)

    def printable(self, character: str) -> bool:
        return ord(character) < 0xE000
