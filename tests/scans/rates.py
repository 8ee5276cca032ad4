"""The rates that a campaign of scans is judged by, each with its goal."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from castforms.model.scan import Identified
from tests.scans.campaign import BAD, BLACK_AND_WHITE, FLATBED, PHONE, Outcome
from tests.scans.whole_returns import Handed


class Rate(NamedTuple):
    """How many of how many; `goal` is the least share, or with `at_most` the highest."""

    name: str
    count: int
    of: int
    goal: float
    at_most: bool = False

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else float(not self.at_most)

    @property
    def met(self) -> bool:
        return self.share <= self.goal if self.at_most else self.share >= self.goal

    @property
    def line(self) -> str:
        sign = "<=" if self.at_most else ">="
        verdict = "-" if not self.of else "ok" if self.met else "MISSED"
        return f"{self.name:58} {self.count:5} / {self.of:<5} {self.share:7.1%}  goal {sign} {self.goal:.1%}  {verdict}"


def _alarmed(outcome: Outcome) -> bool:
    return bool(outcome.alarms)


def rates(outcomes: Sequence[Outcome], handed: Sequence[Handed] = ()) -> Iterator[Rate]:
    """The table of the issue, from single pages and whole returns."""

    def of(test: Callable[[Outcome], bool], *profiles: str) -> list[Outcome]:
        return [o for o in outcomes if (not profiles or o.case.profile in profiles) and test(o)]

    usual = (*FLATBED, *PHONE)
    for name, profiles, goal in (("scanner, phone, chat", usual, 0.995), ("bad photo", BAD, 0.95)):
        marked = of(lambda o: o.case.marked, *profiles)
        yield Rate(f"mark read: {name}", sum(o.reading.mark is not None for o in marked), len(marked), goal)
    yield Rate("wrong page or document", sum(o.wrong_page for o in outcomes), len(outcomes), 0.0, at_most=True)
    plain = of(lambda o: not o.case.marked)
    yield Rate("page known without the mark", sum(o.identified for o in plain), len(plain), 0.97)
    sealed = of(lambda o: o.case.seal is not None, *usual, *BAD)
    yield Rate("seal found, colour and grey", sum(o.found_seal for o in sealed), len(sealed), 0.99)
    found = [o for o in sealed if o.diameter_error is not None]
    for name, some in (("all", found), ("without a question", [o for o in found if not o.asked_about_diameter])):
        near = sum(abs(o.diameter_error or 0) <= 0.5 for o in some)
        yield Rate(f"diameter within 0.5 mm: {name}", near, len(some), 1.0)
    asked = sum(o.asked_about_diameter for o in found)
    yield Rate("diameter asked about, as the paper is not flat", asked, len(found), 0.05, at_most=True)
    bare = of(lambda o: o.case.seal is None)
    yield Rate("false seals on pages without", sum(bool(o.false_seals) for o in bare), len(bare), 0.0, at_most=True)
    for name, profiles, goal in (("flatbed", FLATBED, 0.95), ("photo", PHONE, 0.85), ("bad photo", BAD, 0.85)):
        pens = of(lambda o: o.case.pen is not None, *profiles)
        yield Rate(f"pen stroke found: {name}", sum(o.found_alteration for o in pens), len(pens), goal)
        swaps = of(lambda o: o.case.swap is not None, *profiles)
        yield Rate(f"changed character found: {name}", sum(o.found_alteration for o in swaps), len(swaps), goal)
    kinds = (("all", ()), ("flatbed, photo", usual), ("bad photo", BAD), ("black and white", BLACK_AND_WHITE))
    for name, profiles in kinds:
        clean = of(lambda o: not o.altered and o.reading.identified is not Identified.NOT, *profiles)
        yield Rate(f"false alarms on clean pages: {name}", sum(map(_alarmed, clean)), len(clean), 0.01, at_most=True)
    for name, profiles in (("flatbed, photo", usual), ("bad photo", BAD)):
        clean = of(lambda o: not o.altered and o.reading.compared, *profiles)
        yield Rate(
            f"asked to look, on clean pages: {name}", sum(o.asked for o in clean), len(clean), 0.05, at_most=True
        )
        changed = of(lambda o: o.altered, *profiles)
        yield Rate(
            f"changes not found but asked about: {name}",
            sum(o.asked_about_alteration for o in changed),
            len(changed),
            0.05,
            at_most=True,
        )
    compared = of(lambda o: o.reading.compared)
    yield Rate("page of at most 300 KB", sum(o.size <= 300_000 for o in compared), len(compared), 1.0)
    yield Rate("read within 2 s of processor time", sum(o.seconds <= 2 for o in outcomes), len(outcomes), 1.0)
    for fault in dict.fromkeys(one.fault for one in handed):
        of_fault = [one for one in handed if one.fault == fault]
        yield Rate(f"whole return, {fault}: told rightly", sum(one.detected for one in of_fault), len(of_fault), 1.0)
