"""Single pages printed, stamped, written on and scanned, one case for each seed; what the reader makes of each."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from castforms.model.page_mark import PageMark, document_id, version_of
from castforms.model.scan import Alteration, AlterationKind, Identified, PageReading, Seal
from castforms.scan.originals import MM_PER_POINT, originals_of
from castforms.scan.pictures import read_pictures
from castforms.scan.reading import Sheets, read_page
from castforms.session.scan_judgement import MOST_OVAL
from castforms.session.workspace import Workspace
from castforms.storage.paths import resource_folder
from tests.scans.capture import PROFILES, captured, encoded
from tests.scans.paper import Sheet, printed, stamped, written_on
from tests.scans.returns import Return, Swap, make_return, with_changed_character

TUNING, REPORTING = 1_000_000, 12_000_000
"""First seeds: thresholds were chosen on the ones, what is reported was measured on the others."""

FLATBED = ("flat-300", "flat-200", "grey-200", "turned", "weak-toner")
PHONE = ("photo", "chat")
BAD = ("bad-photo",)
BLACK_AND_WHITE = ("black-and-white",)

_PROFILE_WEIGHTS = {
    "flat-300": 2, "flat-200": 4, "grey-200": 3, "turned": 2, "weak-toner": 2,
    "photo": 5, "chat": 4, "bad-photo": 3, "black-and-white": 1,
}  # fmt: skip
_RETURNS = (("W1", 1), ("W2", 2), ("W3", 3), ("W3", 4))
_NEAR_MM = 10.0


@dataclass(frozen=True, slots=True)
class Case:
    """What was done to the paper."""

    seed: int
    profile: str
    work: str
    number: int
    """Page, from 0."""
    marked: bool
    seal: tuple[float, float, float] | None
    """x, y, diameter in mm."""
    pen: tuple[float, float] | None
    swap: Swap | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what was read."""

    case: Case
    reading: PageReading
    """Without its JPEG."""
    size: int
    """Bytes of the JPEG."""
    seconds: float
    """Of processor time."""

    @property
    def identified(self) -> bool:
        return self.reading.identified is not Identified.NOT and self.reading.page == self.case.number + 1

    @property
    def wrong_page(self) -> bool:
        return self.reading.page not in {0, self.case.number + 1}

    @property
    def found_seal(self) -> bool:
        if self.case.seal is None:
            return False
        x, y, _ = self.case.seal
        return any(np.hypot(seal.x - x, seal.y - y) < 3 for seal in self.reading.seals)

    @property
    def false_seals(self) -> int:
        return len(self.reading.seals) - self.found_seal

    @property
    def diameter_error(self) -> float | None:
        """In mm; None without a seal that was found."""
        if self.case.seal is None or (seal := self._nearest_seal()) is None:
            return None
        return seal.diameter - self.case.seal[2]

    @property
    def asked_about_diameter(self) -> bool:
        """Whether the clerk is told that the paper leaves it open."""
        seal = self._nearest_seal()
        return seal is not None and seal.oval > MOST_OVAL

    @property
    def altered(self) -> bool:
        return self.case.pen is not None or self.case.swap is not None

    @property
    def alarms(self) -> tuple[Alteration, ...]:
        """What was called changed; what was asked about only does not count."""
        reading = self.reading
        return () if reading.doubtful else tuple(a for a in reading.alterations if a.kind is not AlterationKind.UNCLEAR)

    @property
    def asked(self) -> bool:
        """Whether the clerk is asked to look because something could not be compared."""
        return self.reading.doubtful or len(self.alarms) < len(self.reading.alterations)

    @property
    def found_alteration(self) -> bool:
        return self._near_the_change(a for a in self.reading.alterations if a.kind is not AlterationKind.UNCLEAR)

    @property
    def asked_about_alteration(self) -> bool:
        """Whether the change was not found, but the clerk is asked to look there."""
        return not self.found_alteration and (self.reading.doubtful or self._near_the_change(self.reading.alterations))

    def _nearest_seal(self) -> Seal | None:
        if not self.found_seal or self.case.seal is None:
            return None
        x, y, _ = self.case.seal
        return min(self.reading.seals, key=lambda seal: np.hypot(seal.x - x, seal.y - y))

    def _near_the_change(self, alterations: Iterable[Alteration]) -> bool:
        place = self.case.pen or (self.case.swap and (self.case.swap.x + 2, self.case.swap.y - 2))
        return place is not None and any(
            a.left - _NEAR_MM <= place[0] <= a.right + _NEAR_MM and a.top - _NEAR_MM <= place[1] <= a.bottom + _NEAR_MM
            for a in alterations
        )


@lru_cache(maxsize=1)
def workspace() -> Workspace:
    return Workspace([resource_folder() / "templates"])


@lru_cache(maxsize=8)
def paper_of(work: str, seed: int, *, marked: bool) -> Return:
    return make_return(workspace(), work, seed, marked=marked)


@lru_cache(maxsize=4)
def sheets_of(work: str, seed: int) -> Sheets:
    paper = paper_of(work, seed, marked=True)
    mark = PageMark(
        document_id(paper.template.id, str(paper.entry.at(("unit",)))),
        version_of(paper.paged.document),
        0,
        len(paper.paged.pages),
    )
    return Sheets.of(originals_of(paper.pdf, paper.paged.pages, mark))


def run(seed: int, profiles: Sequence[str] = ()) -> Outcome:
    """Makes the picture of that seed and reads it."""
    rng = np.random.default_rng(seed)
    names = list(profiles or _PROFILE_WEIGHTS)
    weights = np.array([_PROFILE_WEIGHTS[name] for name in names], dtype=float)
    profile = PROFILES[str(rng.choice(names, p=weights / weights.sum()))]
    work, return_seed = _RETURNS[int(rng.integers(len(_RETURNS)))]
    marked = bool(rng.random() < 0.6)
    paper = paper_of(work, return_seed, marked=marked)
    number = int(rng.integers(len(paper.paged.pages)))
    case, sheet = _made(seed, profile.name, paper, work, number, rng, weak=profile.weak_toner)
    data = encoded(captured(sheet, profile, rng), profile, rng)
    return read_as(case, data, return_seed)


def read_as(case: Case, data: bytes, return_seed: int) -> Outcome:
    """Reads the picture of the case, from the bytes of its file on."""
    sheets = sheets_of(case.work, return_seed)
    for original in sheets.marked if case.marked else sheets.plain:
        assert original.spectrum is not None  # made once for a return, not for each of its pictures
    began = time.process_time()
    (picture,) = read_pictures(Path(f"{case.seed}.jpg"), data)
    reading = read_page(picture, sheets)
    return Outcome(case, reading._replace(jpeg=b""), len(reading.jpeg), time.process_time() - began)


def _made(
    seed: int, profile: str, paper: Return, work: str, number: int, rng: np.random.Generator, *, weak: bool
) -> tuple[Case, Sheet]:
    done = rng.random()
    pdf, swap = paper.pdf, None
    if done > 0.75:
        changed = with_changed_character(paper, number, rng)
        pdf, swap = changed or (pdf, None)
    sheet = printed(pdf, number, rng, weak=weak)
    page = paper.paged.pages[number]
    seal = pen = None
    if rng.random() < 0.5:
        guide = page.seals[0] if page.seals else None
        x, y = (
            (guide.x * MM_PER_POINT, guide.y * MM_PER_POINT) if guide else (rng.uniform(60, 150), rng.uniform(60, 230))
        )
        diameter = float(rng.choice([42.0, 45.0]))
        seal = (x + rng.normal(0, 3), y + rng.normal(0, 3), diameter)
        sheet = stamped(sheet, *seal, rng)
    if 0.5 < done <= 0.75:
        pen = place_for_pen(page.width * MM_PER_POINT, page.height * MM_PER_POINT, seal, rng)
        colour = "black" if profile in {"grey-200", "black-and-white"} else str(rng.choice(["black", "blue", "red"]))
        sheet = written_on(sheet, *pen, rng, colour)
    return Case(seed, profile, work, number, paper.marked, seal, pen, swap), sheet


def place_for_pen(
    width: float, height: float, seal: tuple[float, float, float] | None, rng: np.random.Generator
) -> tuple[float, float]:
    """In the type area and not under the seal, where a grey picture cannot tell one from the other."""
    while True:
        x, y = rng.uniform(40, width - 40), rng.uniform(45, height - 55)
        if seal is None or np.hypot(x - seal[0], y - seal[1]) > seal[2] / 2 + 12:
            return float(x), float(y)
