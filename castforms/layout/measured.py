"""A paragraph's text with every character measured: where it would stand if the line never ended."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from castforms.layout.characters import BLANK, is_western, script_of
from castforms.model.document import Paragraph
from castforms.model.measure import Measure
from castforms.model.pages import FaceSpan
from castforms.model.stylesheet import TWIPS_PER_POINT, FontRole, ParagraphStyle, StyleSheet

AUTOSPACE = 0.2
"""Gap in em that LibreOffice sets between a Han and a Latin letter or digit; Word's is between 0.125 and 0.25."""


@dataclass(frozen=True, slots=True)
class CharacterMetric:
    """What one character is in one style."""

    advance: float
    """In twips."""
    face: str
    script: str
    alphanumeric: bool


class StyleMetrics(dict[tuple[str, FontRole], CharacterMetric]):
    """Metrics of the characters of one style, measured when first asked for."""

    def __init__(self, style: ParagraphStyle, sheet: StyleSheet, measure: Measure) -> None:
        super().__init__()
        self.style, self.em = style, style.size * TWIPS_PER_POINT
        self._latin, self._measure = sheet.latin, measure

    def __missing__(self, key: tuple[str, FontRole]) -> CharacterMetric:
        character, role = key
        if self._latin is not None and is_western(character):
            role = self._latin
        glyph = self._measure.glyph(role, character)
        metric = CharacterMetric(glyph.advance * self.em, glyph.face, script_of(character), character.isalnum())
        self[key] = metric
        return metric


class MeasuredText:
    """The characters of a paragraph with advances, faces, scripts and natural positions, all in twips.

    `starts[k]` is where character k begins and `ends[k]` where its advance ends, on an endless line with the style's
    character spacing.  As in LibreOffice a negative spacing is not applied where script or face change; a positive
    one is, also after the last character of a line.
    """

    __slots__ = (
        "advances",
        "boundaries",
        "boundary_count",
        "ends",
        "faces",
        "kerns",
        "scripts",
        "spacing",
        "starts",
        "text",
    )

    def __init__(self, paragraph: Paragraph, metrics: StyleMetrics) -> None:
        self.text = paragraph.text
        self.spacing = metrics.style.spacing
        found = [metrics[character, run.font or metrics.style.font] for run in paragraph.runs for character in run.text]
        self.advances = [metric.advance for metric in found]
        self.faces = [metric.face for metric in found]
        self.scripts = _resolved_scripts(found)
        self._find_boundaries(found, paragraph, metrics.em)
        self._place()

    def _find_boundaries(self, found: list[CharacterMetric], paragraph: Paragraph, em: float) -> None:
        scripts, faces = self.scripts, self.faces
        self.boundaries = [False] * len(found)
        self.kerns: dict[int, float] = {}
        for k in range(1, len(found)):
            if scripts[k] != scripts[k - 1]:
                self.boundaries[k] = True
                if found[k].alphanumeric and found[k - 1].alphanumeric:
                    self.kerns[k] = int(em * AUTOSPACE)
            elif faces[k] != faces[k - 1]:
                self.boundaries[k] = True
        position = 0
        for run in paragraph.runs[:-1]:
            position += len(run.text)
            if 0 < position < len(found):
                self.boundaries[position] = True
        self.boundary_count = list(accumulate(self.boundaries))

    def _place(self) -> None:
        gap, tight = self.spacing, min(0, self.spacing)
        steps = [0.0] + [
            advance + (gap - tight if boundary else gap)
            for advance, boundary in zip(self.advances, self.boundaries[1:], strict=False)
        ]
        for k, kern in self.kerns.items():
            steps[k] += kern
        self.starts = list(accumulate(steps[: len(self.advances)]))
        self.ends = [start + advance for start, advance in zip(self.starts, self.advances, strict=True)]

    def overflow(self, start: int, width: float) -> int:
        """The first character that does not fit in a line of that width beginning at `start`."""
        return bisect_right(self.ends, self.starts[start] + width, lo=start)

    def width(self, start: int, end: int, spacing: int) -> float:
        """Natural width of the characters from `start` to before `end` with that character spacing."""
        if end <= start:
            return 0.0
        gaps = end - start - 1
        tight_gaps = gaps - (self.boundary_count[end - 1] - self.boundary_count[start])
        bare = self.ends[end - 1] - self.starts[start] - self.spacing * (gaps if self.spacing > 0 else tight_gaps)
        return bare + (spacing * (gaps + 1) if spacing > 0 else spacing * tight_gaps)

    def face_spans(self) -> tuple[FaceSpan, ...]:
        """The faces of the characters, run by run."""
        spans, faces = [], self.faces
        for k, boundary in enumerate(self.boundaries):
            if boundary and faces[k] != faces[k - 1]:
                spans.append(FaceSpan(k, faces[k - 1]))
        if faces:
            spans.append(FaceSpan(len(faces), faces[-1]))
        return tuple(spans)

    def tight_gaps(self, start: int, end: int) -> int:
        """Gaps inside the line to which a negative spacing applies."""
        return max(0, end - start - 1 - (self.boundary_count[end - 1] - self.boundary_count[start]))

    def kern_count(self, start: int, end: int) -> int:
        """Han-Latin gaps inside the line."""
        return sum(start < k < end for k in self.kerns) if self.kerns else 0

    def blank_width(self, start: int, end: int) -> float:
        """Width of the blanks inside the line."""
        return sum(self.advances[k] for k in range(start, end) if self.text[k] == BLANK)


def _resolved_scripts(found: list[CharacterMetric]) -> list[str]:
    """Weak characters take the script before them; at the start the one after them, East Asian if there is none."""
    current = next((metric.script for metric in found if metric.script), "A")
    scripts = []
    for metric in found:
        current = metric.script or current
        scripts.append(current)
    return scripts
