"""How time and memory grow with the measures in an entry and with the documents; what a second process brings."""

import json
import statistics
import sys
from dataclasses import dataclass
from functools import partial

from castforms.model.measure import Attachment
from castforms.model.stylesheet import GB_9704
from castforms.session.typesetter import Typesetter
from castforms.storage.entry_file import entry_json
from castforms.writers.pdf import write_pdf
from castforms.writers.word import write_word
from tests.bench.interleaving import interleaved, ratio, table
from tests.bench.processes import launcher
from tests.bench.scratch import scratch_folder
from tests.bench.works import measures, works

COUNTS = (10, 100, 1000, 10_000)


def measure_growth(rounds: int) -> float:
    """The pair of one entry with ever more measures; returns t(10,000) / t(1,000)."""
    typesetter = Typesetter(GB_9704)
    template = works()["W1"].template

    def pair(count: int, seed: int) -> None:
        entry = measures(count, seed)
        paged = typesetter.paged(template, entry)
        attachment = Attachment("entry.json", "application/json", entry_json(entry).encode())
        write_pdf(paged, typesetter.fonts, attachment)
        write_word(paged, GB_9704, typesetter.fonts, attachment)

    subjects = {f"{count:,}": partial(pair, count) for count in COUNTS}
    times = interleaved(subjects, range(rounds), warm=min(1, rounds - 1))
    steps = ["", *(f"{ratio(times[b], times[a]):.1f}" for a, b in zip(list(times), list(times)[1:], strict=False))]
    rows = [(name, f"{statistics.median(times[name]):.0f}", step) for name, step in zip(times, steps, strict=True)]
    table("Measures in one five-area table: the pair, warm", ("measures", "ms", "times the row above"), rows)
    return ratio(times["10,000"], times["1,000"])


@dataclass(frozen=True, slots=True)
class BatchGrowth:
    """Per document: time at many over time at few; and how much memory the many added."""

    time: float
    memory: float
    """MiB between the few and the many."""


def measure_batch(few: int, many: int) -> BatchGrowth:
    """W2 pairs in one process, the first documents (imports, fonts) left out."""
    with launcher() as start, scratch_folder() as folder:
        report = folder / "batch.json"
        start.run([sys.executable, "-m", "tests.bench.batch", str(few), str(many), str(report)])
        counted = json.loads(report.read_text(encoding="utf-8"))
    rows = [(f"{count:,}", f"{ms:.1f}", f"{mib:.0f}") for count, ms, mib in counted]
    table("Documents in one process (W2, new text each)", ("documents", "processor ms each", "memory MiB"), rows)
    (_, early, before), (_, late, after) = counted
    return BatchGrowth(late / early, after - before)


def measure_pool(documents: int, rounds: int) -> float:
    """One process against a pool of two: how many times faster the pool is."""
    with launcher() as start:

        def pool(workers: int, number: int) -> None:
            arguments = map(str, (workers, documents, number * documents))
            start.run([sys.executable, "-m", "tests.bench.pool", *arguments])

        subjects = {"1 process": partial(pool, 1), "2 processes": partial(pool, 2)}
        times = interleaved(subjects, range(rounds + 1), warm=1)  # the first round writes the bytecode
    faster = ratio(times["1 process"], times["2 processes"])
    rows = [(name, f"{statistics.median(taken) / 1000:.2f}") for name, taken in times.items()]
    table(f"{documents} W2 pairs, start of the processes included: a pool of two is {faster:.2f} x", ("", "s"), rows)
    return faster
