"""The pair of each work with everything warm, beside the peers, and where our own time goes."""

import statistics
from collections.abc import Mapping

from castforms.library.loader import load_template
from castforms.storage.entry_file import entry_file_text, read_entry
from tests.bench.engine import Engine
from tests.bench.interleaving import Times, interleaved, milliseconds, ratio, say, table
from tests.bench.scratch import scratch_folder
from tests.bench.subjects import LB, OURS, Case, all_subjects
from tests.bench.works import TEMPLATES, Work, works

WARM_ROUNDS = 2


def measure_pairs(rounds: int) -> Mapping[str, Times]:
    """Times by work; the text is new in every round and the same for every subject."""
    measured: dict[str, Times] = {}
    sizes: dict[str, tuple[str, ...]] = {}
    bystander = Engine()
    with all_subjects(Case(works()["W3"], 0, bystander)) as (subjects, absent):
        for work in works().values():
            cases = [Case(work, seed, bystander).prepare() for seed in range(1, rounds + WARM_ROUNDS + 1)]
            measured[work.name] = interleaved(subjects, cases, warm=WARM_ROUNDS)
            pairs = [subject(cases[-1]) for subject in subjects.values()]
            sizes[work.name] = tuple(f"{len(pdf) / 1024:.0f}+{len(word) / 1024:.0f}" for pdf, word in pairs)
    _print_pairs(measured)
    names = next(iter(measured.values()))
    table("Sizes of PDF + Word, KiB", ("", *names), ((work, *row) for work, row in sizes.items()))
    for line in absent:
        say(f"not measured: {line}")
    return measured


def _print_pairs(measured: Mapping[str, Times]) -> None:
    works_measured = list(measured)
    head = ("Warm pair, ms (times LB)", *works_measured)
    rows = [
        (subject, *(_cell(measured[work], subject) for work in works_measured))
        for subject in next(iter(measured.values()))
    ]
    table("Warm pairs in one process, new text every time; medians, ratios pair by pair", head, rows)


def _cell(times: Times, subject: str) -> str:
    return f"{statistics.median(times[subject]):.1f} ({ratio(times[subject], times[LB]):.2f})"


def measure_stages(rounds: int) -> None:
    """Where the time of a warm pair goes."""
    rows = [(work.name, *_stages(work, rounds)) for work in works().values()]
    table(f"{OURS}, warm: ms by stage", ("", "load", "checks", "compose", "layout", "PDF", "Word"), rows)


def _stages(work: Work, rounds: int) -> list[str]:
    engine, bystander = Engine(), Engine()
    taken: list[list[float]] = []
    for seed in range(100, 100 + rounds + WARM_ROUNDS):
        case = Case(work, seed, bystander)
        document = bystander.compose(work, case.entry)
        checked = milliseconds(engine.typesetter.findings, work.template, case.entry)
        composed = milliseconds(engine.compose, work, case.entry)
        laid_out = milliseconds(engine.lay_out, document)
        paged = bystander.lay_out(document)
        drawn = milliseconds(engine.pdf, case.entry, paged)
        written = milliseconds(engine.word, case.entry, paged)
        taken.append([_load(work, case), checked, composed, laid_out, drawn, written])
    return [f"{statistics.median(column):.2f}" for column in zip(*taken[WARM_ROUNDS:], strict=True)]


def _load(work: Work, case: Case) -> float:
    """Form and entry from the disk."""
    with scratch_folder() as folder:
        file = folder / "entry.castform"
        file.write_text(entry_file_text(case.entry), encoding="utf-8")
        return milliseconds(read_entry, file, lambda _: load_template(TEMPLATES / work.template.id))
