"""Scans by the second maker: `python -m tests.bench oddities` prints what the reader makes of each kind."""

from pathlib import Path

from castforms.scan.pictures import read_pictures
from castforms.scan.reading import read_page
from tests.bench.interleaving import say
from tests.scans.campaign import paper_of, sheets_of
from tests.scans.oddities import ODDITIES, make, wrong

FIRST_SEED = 1_600_000
_PAGES = (("W1", 1, 0, True), ("W2", 2, 1, True), ("W3", 3, 1, False))
"""Return, its seed, page from 0, with marks or without."""


def measure_oddities() -> None:
    """A line for each kind, and how many of all were read rightly."""
    right = 0
    for at, name in enumerate(ODDITIES):
        faults = [fault for k in range(len(_PAGES)) for fault in faults_of(name, k, FIRST_SEED + 10 * at + k)]
        right += not faults
        say(f"{name:24} {'; '.join(faults) or 'ok'}")
    say(f"{right} of {len(ODDITIES)} kinds read rightly on all of {len(_PAGES)} pages")


def faults_of(name: str, which: int, seed: int) -> list[str]:
    """What is wrong with the reading of that oddity of one of the pages."""
    oddity, (work, paper_seed, number, marked) = ODDITIES[name], _PAGES[which]
    made = make(oddity, paper_of(work, paper_seed, marked=marked).pdf, number, seed)
    pictures = list(read_pictures(Path(name), made.data))
    reading = read_page(pictures[oddity.wanted], sheets_of(work, paper_seed))
    return wrong(oddity, made, reading, number + 1, marked=marked)
