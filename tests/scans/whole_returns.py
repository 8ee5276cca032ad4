"""Whole returns as a clerk hands them in: shuffled; a page missing, twice, of an older version, of another form."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from castforms.model.scan import ScanResult
from castforms.session.scan_intake import ScanIntake
from tests.scans.campaign import paper_of
from tests.scans.capture import PROFILES, as_pdf, captured, encoded
from tests.scans.paper import printed
from tests.scans.returns import Return

FAULTS = ("none", "missing", "doubled", "older", "foreign")
_PROFILES = ("flat-200", "photo", "chat", "grey-200")


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in and what the program said of it."""

    seed: int
    fault: str
    page: int
    """The page that the fault is about, from 1."""
    marked: bool
    result: ScanResult

    @property
    def codes(self) -> set[tuple[str, int]]:
        """Codes of the remarks that say which pages are there, with the page they name."""
        counted = {"missing", "doubled", "other-version", "other-document", "unknown", "not-compared", "rivals"}
        return {(remark.code, remark.page) for remark in self.result.remarks if remark.code in counted}

    @property
    def detected(self) -> bool:
        """Whether the fault was told, and nothing that is not so."""
        missing = self.result.missing == ((self.page,) if self.fault in {"missing", "older"} else ())
        told = {code for code, _page in self.codes}
        expected = {
            "none": set(),
            "missing": {"missing"},
            "doubled": {"doubled"},
            "older": {"missing", "other-version"},
            "foreign": {"other-document"},
        }[self.fault]
        return missing and told == expected


def hand_in(seed: int, folder: Path, *, marked: bool = True) -> Handed:
    """The return of that seed, its pages as files in `folder`, read in an order of chance."""
    rng = np.random.default_rng(seed)
    paper = paper_of("W2", 2, marked=marked)
    fault = FAULTS[seed % len(FAULTS)]
    profile = PROFILES[str(rng.choice(_PROFILES))]
    count = len(paper.paged.pages)
    page = int(rng.integers(1, count + 1))
    pages = [encoded(captured(sheet, profile, rng), profile, rng) for sheet in _sheets(paper, fault, page, rng)]
    order = rng.permutation(len(pages))
    files = []
    if profile.name.startswith("flat"):
        files = [folder / f"{seed}.pdf"]
        files[0].write_bytes(as_pdf([pages[k] for k in order]))
    else:
        for number, k in enumerate(order):
            files.append(folder / f"{seed}-{number}.jpg")
            files[-1].write_bytes(pages[k])
    result = ScanIntake(paper.template, paper.entry, paper.setter).read(files)
    return Handed(seed, fault, page, marked, result)


def _sheets(paper: Return, fault: str, page: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    for number in range(1, len(paper.paged.pages) + 1):
        if fault == "missing" and number == page:
            continue
        source = paper.older if fault == "older" and number == page else paper
        yield printed(source.pdf, number - 1, rng)
        if fault == "doubled" and number == page:
            yield printed(source.pdf, number - 1, rng)
    if fault == "foreign":
        yield printed(paper_of("W1", 1, marked=paper.marked).pdf, 0, rng)
