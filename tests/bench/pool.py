"""Many pairs by several processes: `python -m tests.bench.pool WORKERS DOCUMENTS FIRST_SEED`.

A program of its own, forked where the system can: the workers then share what it has imported, and nothing else.
"""

import gc
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

from main import COLLECT_AFTER
from tests.bench.engine import Engine
from tests.bench.works import works


def make_pairs(first_seed: int, count: int) -> int:
    """Makes that many W2 pairs, each of new text; returns their bytes."""
    gc.set_threshold(COLLECT_AFTER)  # as in the program itself
    engine, work = Engine(), works()["W2"]
    pairs = (engine.pair(work, work.entry(seed)) for seed in range(first_seed, first_seed + count))
    return sum(len(pdf) + len(word) for pdf, word in pairs)


def main(workers: str, documents: str, first_seed: str) -> None:
    """Shares the documents out among the workers and waits for them."""
    share, first = int(documents) // int(workers), int(first_seed)
    gc.freeze()  # what is shared is then not looked through, and so not copied, by each worker
    way = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(int(workers), multiprocessing.get_context(way)) as pool:
        list(pool.map(make_pairs, range(first, first + int(documents), share), [share] * int(workers)))


if __name__ == "__main__":
    main(*sys.argv[1:])
