"""Seals on nearly empty last pages: `python -m tests.bench empty-pages` prints how well they are measured.

Bad photos of curled paper, the seal far from any print: the hardest place to tell a millimetre.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from castforms.model.scan import Seal
from castforms.scan.pictures import read_pictures
from castforms.scan.reading import read_page
from castforms.session.scan_judgement import MOST_OVAL
from tests.bench.interleaving import say
from tests.scans.campaign import paper_of, sheets_of
from tests.scans.capture import PROFILES, captured, encoded
from tests.scans.paper import printed, stamped

FIRST_SEED, COUNT = 1_500_000, 160
_PAGES = (("W1", 1), ("W2", 2))
"""Returns whose second page ends at 112 mm."""
_NEAR = 6.0


class Measured(NamedTuple):
    """A seal as it was found, if it was."""

    marked: bool
    seal: Seal | None
    error: float
    """Of its diameter, in mm."""


def measure_empty_pages() -> None:
    """Prints the errors of all seals, and of those whose diameter is said without a question."""
    all_of_them = [measured(seed) for seed in range(FIRST_SEED, FIRST_SEED + COUNT)]
    for name, some in (
        ("with a mark", [one for one in all_of_them if one.marked]),
        ("without", [one for one in all_of_them if not one.marked]),
    ):
        found = [one for one in some if one.seal]
        say(f"{name}: {len(some)} pages, {len(found)} seals found")
        _say_errors("all", [one.error for one in found])
        _say_errors("said to be sure", [one.error for one in found if one.seal and one.seal.oval <= MOST_OVAL])


def measured(seed: int) -> Measured:
    """The seal of that seed's photo."""
    rng = np.random.default_rng(seed)
    (work, paper_seed), marked = _PAGES[seed % 2], bool(seed // 2 % 2)
    sheet = printed(paper_of(work, paper_seed, marked=marked).pdf, 1, rng)
    x, y, diameter = float(rng.uniform(55, 155)), float(rng.uniform(140, 240)), float(rng.choice([42.0, 45.0]))
    profile = PROFILES["bad-photo"]
    picture = captured(stamped(sheet, x, y, diameter, rng), profile, rng)
    (read,) = read_pictures(Path(f"{seed}.jpg"), encoded(picture, profile, rng))
    seals = read_page(read, sheets_of(work, paper_seed)).seals
    seal = next((seal for seal in seals if np.hypot(seal.x - x, seal.y - y) < _NEAR), None)
    return Measured(marked, seal, seal.diameter - diameter if seal else 0.0)


def _say_errors(name: str, errors: list[float]) -> None:
    if errors:
        off = np.abs(errors)
        middle, most, largest = np.percentile(off, [50, 95, 100])
        figures = f"median {middle:.2f} mm, 95 % {most:.2f}, largest {largest:.2f}"
        say(f"  {name:16}{len(off):4}  {figures}; over 0.5: {int((off > 0.5).sum())}")
