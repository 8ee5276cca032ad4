"""Measures how far two PDFs agree line for line: the one we wrote, and LibreOffice's of our Word file.

Both are read alike: every character with the place of its origin, in painting order; a new line begins with a new
baseline, a step back, or a vertical rule (the border of a table cell).
"""

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

FOOT = 75.0
"""Points from the paper's foot within which a line is a page number."""

_SAME_BASELINE = 2.0
_STEP_BACK = 0.5
_GAP = 1.0
_RULE_WIDTH, _RULE_HEIGHT = 2.0, 4.0
_DASHES = {ord(dash): "-" for dash in "‐‑‒–−\x02\ufffe"} | {ord("―"): "—"}


@dataclass(frozen=True)
class Character:
    """A visible character: origin and end of its advance in points, the baseline counted from the paper's top."""

    text: str
    x: float
    end: float
    baseline: float


@dataclass(frozen=True)
class Line:
    """Characters on one baseline that no rule parts."""

    page: int
    text: str
    x: float
    end: float
    baseline: float


@dataclass(frozen=True)
class Reading:
    """What a PDF says, page numbers apart."""

    sizes: tuple[tuple[float, float], ...]
    lines: tuple[Line, ...]
    page_numbers: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Agreement:
    """How far two readings agree; distances in points, over the lines that agree."""

    name: str
    lines: tuple[int, int]
    agreed: int
    pages: tuple[int, int]
    same_paper: bool
    same_text: bool
    same_page_numbers: bool
    baseline: float
    start: float
    differences: tuple[tuple[Line | None, Line | None], ...] = field(repr=False)

    @property
    def share(self) -> float:
        """Lines that agree, of all lines of both."""
        return 2 * self.agreed / (sum(self.lines) or 1)


def read(path: Path) -> Reading:
    """The lines of a PDF."""
    document = pypdfium2.PdfDocument(path)
    sizes, lines, numbers = [], [], []
    for index, page in enumerate(document):
        width, height = page.get_size()
        sizes.append((width, height))
        for line in _lines(index, list(_characters(page, height)), list(_vertical_rules(page, height))):
            (numbers if line.baseline > height - FOOT else lines).append(line)
    document.close()
    return Reading(tuple(sizes), tuple(lines), tuple(numbers))


def compare(name: str, ours: Reading, theirs: Reading, distance: float = 0.5) -> Agreement:
    """Lines agree where the same characters, in the same order of lines, stand on the same page."""
    pairs = list(_paired(ours.lines, theirs.lines))
    agreed = [(a, b) for a, b in pairs if a and b]
    baseline = max((abs(a.baseline - b.baseline) for a, b in agreed), default=0.0)
    start = max((abs(a.x - b.x) for a, b in agreed), default=0.0)
    differing = (
        pair
        for pair in pairs
        if None in pair or abs(pair[0].baseline - pair[1].baseline) > 0.6 or abs(pair[0].x - pair[1].x) > distance  # type: ignore[union-attr]
    )
    return Agreement(
        name,
        (len(ours.lines), len(theirs.lines)),
        len(agreed),
        (len(ours.sizes), len(theirs.sizes)),
        all(abs(a - b) < 1 for p, q in zip(ours.sizes, theirs.sizes, strict=False) for a, b in zip(p, q, strict=True)),
        ours.text == theirs.text,
        _same_places(ours.page_numbers, theirs.page_numbers),
        baseline,
        start,
        tuple(differing),
    )


def _paired(ours: Sequence[Line], theirs: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    keys = [[(line.page, line.text) for line in lines] for lines in (ours, theirs)]
    if keys[0] == keys[1]:
        yield from zip(ours, theirs, strict=True)
        return
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(ours[i:i_end], theirs[j:j_end], strict=True)
        else:
            yield from ((line, None) for line in ours[i:i_end])
            yield from ((None, line) for line in theirs[j:j_end])


def _same_places(ours: Sequence[Line], theirs: Sequence[Line]) -> bool:
    return [line.text for line in ours] == [line.text for line in theirs] and all(
        abs(a.x - b.x) < 0.6 and abs(a.baseline - b.baseline) < 0.6 for a, b in zip(ours, theirs, strict=True)
    )


def _characters(page: pypdfium2.PdfPage, height: float) -> Iterator[Character]:
    text_page = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    half = ""
    for k in range(text_page.count_chars()):
        if pdfium.FPDFText_IsGenerated(text_page, k) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text_page, k)
        if 0xD800 <= code < 0xDC00:
            half = chr(code)
            continue
        text = folded((half + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        half = ""
        if text:
            pdfium.FPDFText_GetCharOrigin(text_page, k, x, y)
            pdfium.FPDFText_GetLooseCharBox(text_page, k, box)
            yield Character(text, x.value, box.right, height - y.value)


def folded(text: str) -> str:
    """The text as it is compared: without blanks, look-alikes made one."""
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES))
    return "".join(c for c in plain.translate(_DASHES) if not c.isspace() and unicodedata.category(c) != "Cf")


def _vertical_rules(page: pypdfium2.PdfPage, height: float) -> Iterator[tuple[float, float, float]]:
    """x, top and bottom of each."""
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = path.get_bounds()
        if right - left < _RULE_WIDTH and top - bottom > _RULE_HEIGHT:
            yield (left + right) / 2, height - top, height - bottom


def _lines(page: int, characters: Sequence[Character], rules: Sequence[tuple[float, float, float]]) -> Iterator[Line]:
    start = 0
    for k in range(1, len(characters) + 1):
        if k == len(characters) or _parted(characters[k - 1], characters[k], rules):
            yield _line(page, characters[start:k])
            start = k


def _parted(before: Character, after: Character, rules: Iterable[tuple[float, float, float]]) -> bool:
    if abs(before.baseline - after.baseline) > _SAME_BASELINE or after.x < before.x - _STEP_BACK:
        return True
    level = after.baseline - _RULE_HEIGHT
    return after.x - before.end > _GAP and any(
        before.end - _RULE_WIDTH <= x <= after.x + _RULE_WIDTH and top <= level <= bottom for x, top, bottom in rules
    )


def _line(page: int, characters: Sequence[Character]) -> Line:
    first, last = characters[0], characters[-1]
    return Line(page, "".join(c.text for c in characters), first.x, last.end, first.baseline)
