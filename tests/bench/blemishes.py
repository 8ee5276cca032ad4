"""Pages with staples, holes, folds, shadows: `python -m tests.bench blemishes` prints what is said of each kind."""

import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from castforms.scan.originals import MM_PER_POINT
from castforms.session.scan_process import ONE_THREAD
from tests.bench.interleaving import say
from tests.bench.scans import fault_line, kept_or_made
from tests.scans.blemishes import BLEMISHES, FLAT, PHOTO
from tests.scans.campaign import Case, Outcome, paper_of, place_for_pen, read_as
from tests.scans.capture import PROFILES, captured, encoded
from tests.scans.paper import Sheet, printed, written_on
from tests.scans.returns import with_changed_character

TUNING, REPORTING = 1_000_000, 9_000_000
"""First seeds, as those of the campaign of scans."""
CHANGES = ("", "", "pen", "", "", "tick", "", "", "character")
"""What was done to the pages of a kind in turn; a tick is short and stands near a corner, where staples are."""

_OF_A_KIND = 1000
_RETURNS = (("W1", 1), ("W2", 2), ("W3", 3), ("W3", 4))


def measure_blemishes(count: int, processes: int = 1, keep: Path | None = None) -> None:
    """Reads about that many pages, as many of each kind; what is done is put into `keep`, and not done again."""
    os.environ[ONE_THREAD] = "1"  # as where the program reads scans; numpy looks at it when it is loaded
    folder = keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    each = max(1, count // len(BLEMISHES))
    every: list[Outcome] = []
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for at, kind in enumerate(BLEMISHES):
            outcomes = list(pool.map(partial(_done, kind, REPORTING + at * _OF_A_KIND, folder), range(each)))
            for line in filter(None, map(fault_line, outcomes)):
                say(line)
            say(f"{kind:16} {_told(outcomes)}")
            every += [] if BLEMISHES[kind].ask else outcomes
    say(f"{'all but stamps':16} {_told(every)}")
    for name, bad in (("bad photo", True), ("others", False)):
        say(f"{name:16} {_told([o for o in every if (o.case.profile == 'bad-photo') is bad])}")
    seconds = sorted(outcome.seconds for outcome in every)
    say(f"processor time of a page: median {seconds[len(seconds) // 2]:.2f} s, longest {seconds[-1]:.2f} s")


def _done(kind: str, first: int, folder: Path, k: int) -> Outcome:
    return kept_or_made(folder / f"{first + k}.blemish", partial(outcome_of, kind, k, first + k))


def outcome_of(kind: str, k: int, seed: int) -> Outcome:
    """Makes the k-th page of that kind and reads it."""
    rng = np.random.default_rng(seed)
    blemish = BLEMISHES[kind]
    profile = PROFILES[str(rng.choice(blemish.profiles))]
    work, return_seed = _RETURNS[int(rng.integers(len(_RETURNS)))]
    paper = paper_of(work, return_seed, marked=bool(rng.random() < 0.6))
    number = int(rng.integers(len(paper.paged.pages)))
    change, pdf, pen, swap = CHANGES[k % len(CHANGES)], paper.pdf, None, None
    if change == "character":
        pdf, swap = with_changed_character(paper, number, rng) or (pdf, None)
    sheet = printed(pdf, number, rng)
    page = paper.paged.pages[number]
    if change in {"pen", "tick"}:
        sheet, pen = _written(sheet, change, page.width * MM_PER_POINT, page.height * MM_PER_POINT, profile.colour, rng)
    if blemish.on_paper:
        sheet = blemish.on_paper(sheet, rng)
    data = encoded(captured(sheet, profile, rng, desk=blemish.desk, over=blemish.over), profile, rng)
    case = Case(seed, profile.name, work, number, paper.marked, None, pen, swap)
    return read_as(case, data, return_seed)


def _written(
    sheet: Sheet, change: str, width: float, height: float, colouring: str, rng: np.random.Generator
) -> tuple[Sheet, tuple[float, float]]:
    colour = "black" if colouring == "grey" else str(rng.choice(["black", "blue", "red"]))
    if change == "pen":
        pen = place_for_pen(width, height, None, rng)
        return written_on(sheet, *pen, rng, colour), pen
    inset = rng.uniform(13, 24, 2)
    pen = tuple(v if rng.random() < 0.5 else side - v for v, side in zip(inset, (width, height), strict=True))
    return written_on(sheet, *pen, rng, colour, length_mm=float(rng.uniform(6, 10))), pen


def _told(outcomes: Sequence[Outcome]) -> str:
    clean = [o for o in outcomes if not o.altered]
    told = [
        f"clean {len(clean):3}: alarms {sum(bool(o.alarms) for o in clean):3}",
        f"asked {sum(o.asked and not o.alarms for o in clean):3}",
        f"not compared {sum(not o.reading.compared for o in clean):2}",
    ]
    for name, profiles in (("flatbed", FLAT), ("photo", PHOTO)):
        altered = [o for o in outcomes if o.altered and o.case.profile in profiles]
        found, asked = sum(o.found_alteration for o in altered), sum(o.asked_about_alteration for o in altered)
        told.append(f"changed, {name} {len(altered):2}: found {found:2} asked {asked:2}")
    return "; ".join(told)
