"""A paragraph's text with every character measured: where it would stand if the line never ended."""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, compress, count, repeat
from operator import add, ne
from typing import Any, NamedTuple

from castforms.layout.characters import BLANK, is_western, script_of
from castforms.model.document import Paragraph
from castforms.model.measure import Measure
from castforms.model.pages import FaceSpan
from castforms.model.stylesheet import TWIPS_PER_POINT, FontRole, StyleSheet

_STRETCHES = re.compile("A+|L+")
_WEAK_AFTER_STRONG = re.compile("[AL]N+")

AUTOSPACE = 0.2
"""Gap in em that LibreOffice sets between a Han and a Latin letter or digit; Word's is between 0.125 and 0.25."""


class CharacterMetric(NamedTuple):
    """What one character is in one font role and size."""

    advance: float
    """In twips."""
    face: str
    script: str


class RoleMetrics(dict[str, CharacterMetric]):
    """Metrics of the characters of one font role at one size, measured when first asked for."""

    def __init__(self, role: FontRole, size: float, sheet: StyleSheet, measure: Measure) -> None:
        super().__init__()
        self._role, self._em = role, size * TWIPS_PER_POINT
        self._latin, self._measure = sheet.latin, measure

    def __missing__(self, character: str) -> CharacterMetric:
        latin = self._latin is not None and is_western(character)
        glyph = self._measure.glyph(self._latin if self._latin and latin else self._role, character)
        metric = CharacterMetric(glyph.advance * self._em, glyph.face, script_of(character))
        self[character] = metric
        return metric


class FontMetrics:
    """The metrics of every role and size in use; worth keeping from one document to the next."""

    def __init__(self, sheet: StyleSheet, measure: Measure) -> None:
        self._sheet, self._measure = sheet, measure
        self._roles: dict[tuple[FontRole, float], RoleMetrics] = {}

    def of(self, role: FontRole, size: float) -> RoleMetrics:
        """The metrics of that role at that size (points)."""
        found = self._roles.get((role, size))
        if found is None:
            found = self._roles[role, size] = RoleMetrics(role, size, self._sheet, self._measure)
        return found


class MeasuredText:
    """The characters of a paragraph with advances, faces, scripts and natural positions, all in twips.

    `scripts` has a letter for each character, `A` or `L`.  `starts[k]` is where character k begins and `ends[k]` where
    its advance ends, on an endless line with the style's character spacing.  As in LibreOffice a negative spacing is
    not applied where script or face change; a positive one is, also after the last character of a line.  `boundaries`
    are the positions where script, face or run change, `dashes` those inside a ——, where a drawn line has no gap.
    The first `label` characters are a list's number, which is a text of its own in a word processor.
    """

    __slots__ = (
        "_kern_places",
        "advances",
        "boundaries",
        "dashes",
        "ends",
        "faces",
        "kerns",
        "label",
        "run_starts",
        "scripts",
        "spacing",
        "starts",
        "text",
    )

    def __init__(self, paragraph: Paragraph, font: FontRole, size: float, spacing: int, metrics: FontMetrics) -> None:
        self.text = paragraph.text
        self.spacing = spacing
        found: list[CharacterMetric] = []
        for run in paragraph.runs:
            found += map(metrics.of(run.font or font, size).__getitem__, run.text)
        columns: tuple[tuple[Any, ...], ...] = tuple(zip(*found, strict=True)) or ((), (), ())
        self.advances: tuple[float, ...] = columns[0]
        self.faces: tuple[str, ...] = columns[1]
        self.label = label = len(paragraph.runs[0].text) if paragraph.item else 0
        scripts = "".join(columns[2])
        self.scripts = _resolved_scripts(scripts[:label]) + _resolved_scripts(scripts[label:])
        self.kerns: dict[int, float] = {}
        self.boundaries: list[int] = []
        self._find_boundaries(size * TWIPS_PER_POINT)
        self.kerns.pop(label, None)
        self._kern_places = list(self.kerns)  # rising
        self._add_run_boundaries(paragraph)
        self.dashes = _dash_joints(self.text)
        self.run_starts = self._find_run_starts()
        self._place()

    def _find_boundaries(self, em: float) -> None:
        """Where scripts and faces of a text change that has several."""
        text, faces = self.text, self.faces
        if "L" in self.scripts:
            self.boundaries = [stretch.end() for stretch in _STRETCHES.finditer(self.scripts)][:-1]
            gaps = (k for k in self.boundaries if text[k].isalnum() and _opens_gap(text[k - 1]))
            self.kerns = dict.fromkeys(gaps, int(em * AUTOSPACE))
        if len(set(faces)) > 1:
            changes = compress(count(1), map(ne, faces, faces[1:]))
            self.boundaries = sorted({*self.boundaries, *changes})

    def _add_run_boundaries(self, paragraph: Paragraph) -> None:
        if len(paragraph.runs) > 1:
            ends = accumulate(len(run.text) for run in paragraph.runs)
            inner = {end for end in ends if 0 < end < len(self.text)}
            self.boundaries = sorted(inner.union(self.boundaries))

    def _find_run_starts(self) -> list[int]:
        """Where glyph runs begin: at boundaries, after blanks between Latin words, which stretch, and inside ——."""
        text, scripts = self.text, self.scripts
        extra = set(self.dashes)
        if BLANK in text and "L" in scripts:
            extra |= {k + 1 for k, c in enumerate(text) if c == BLANK and scripts[k] == "L" and k + 1 < len(text)}
        return sorted(extra.union(self.boundaries)) if extra else self.boundaries

    def _place(self) -> None:
        spacing, tight = self.spacing, min(0, self.spacing)
        steps = [0.0, *map(add, self.advances, repeat(spacing))]
        for k in self.boundaries:
            steps[k] -= tight
        for k, kern in self.kerns.items():
            steps[k] += kern
        self.starts: list[float] = list(accumulate(steps[: len(self.advances)]))
        self.ends: list[float] = list(map(add, self.starts, self.advances))

    def face_spans(self) -> tuple[FaceSpan, ...]:
        """The faces of the characters, run by run."""
        faces = self.faces
        spans = [FaceSpan(k, faces[k - 1]) for k in self.boundaries if faces[k] != faces[k - 1]]
        return (*spans, FaceSpan(len(faces), faces[-1])) if faces else ()

    def overflow(self, start: int, width: float) -> int:
        """The first character that does not fit in a line of that width beginning at `start`."""
        return bisect_right(self.ends, self.starts[start] + width, lo=start)

    def width(self, start: int, end: int, spacing: int) -> float:
        """Natural width of the characters from `start` to before `end` with that character spacing."""
        if end <= start:
            return 0.0
        gaps = end - start - 1
        tight_gaps = self.tight_gaps(start, end)
        bare = self.ends[end - 1] - self.starts[start] - self.spacing * (gaps if self.spacing > 0 else tight_gaps)
        return bare + (spacing * (gaps + 1) if spacing > 0 else spacing * tight_gaps)

    def spread_width(self, start: int, end: int, spacing: int) -> float:
        """Natural width where the characters that are spread have that positive spacing, the others the style's own."""
        own = min(0, self.spacing)
        spread = [k for k in range(start, end) if self.is_spread(k)]
        replaced = sum(k + 1 < end and not self.is_boundary(k + 1) for k in spread) * own
        return self.width(start, end, own) - replaced + len(spread) * spacing

    def is_spread(self, position: int) -> bool:
        """Whether the line's spacing is that character's: an East Asian one's, a digit's in a number of two faces.

        So does LibreOffice.
        """
        return self.scripts[position] == "A" or (position < self.label and self.faces[position] != self.faces[0])

    def is_boundary(self, position: int) -> bool:
        """Whether script, face or run change there."""
        found = bisect_left(self.boundaries, position)
        return found < len(self.boundaries) and self.boundaries[found] == position

    def tight_gaps(self, start: int, end: int) -> int:
        """Gaps inside the line to which a negative spacing applies."""
        crossed = bisect_left(self.boundaries, end) - bisect_right(self.boundaries, start)
        return max(0, end - start - 1 - crossed)

    def stretchable_gaps(self, start: int, end: int) -> int:
        """Gaps a justified line may stretch: after every East Asian character and every blank but the last one."""
        gaps = self.scripts.count("A", start, end - 1)
        if BLANK in self.text:
            gaps += sum(self.text[k] == BLANK and self.scripts[k] != "A" for k in range(start, end - 1))
        return gaps - sum(start < k < end for k in self.dashes)

    def kern_count(self, start: int, end: int) -> int:
        """Han-Latin gaps inside the line."""
        return bisect_left(self._kern_places, end) - bisect_right(self._kern_places, start) if start < end else 0

    def blank_width(self, start: int, end: int) -> float:
        """Width of the blanks inside the line."""
        return sum(self.advances[k] for k in range(start, end) if self.text[k] == BLANK)


def _opens_gap(character: str) -> bool:
    """Whether LibreOffice takes it for a letter or digit before a gap: of a rare character it sees one half."""
    return character.isalnum() and character <= "\uffff"


def _dash_joints(text: str) -> frozenset[int]:
    """Positions between the two halves of a —— (GB/T 15834-2011, 5.1.7: one rule of two cells)."""
    joints, k = set(), text.find("——")
    while k >= 0:
        joints.add(k + 1)
        k = text.find("——", k + 2)
    return frozenset(joints)


def _resolved_scripts(scripts: str) -> str:
    """Weak characters take the script before them, those a paragraph begins with are Latin, as in LibreOffice."""
    if "N" not in scripts:
        return scripts
    return _WEAK_AFTER_STRONG.sub(lambda found: found[0][0] * len(found[0]), "L" + scripts)[1:]
