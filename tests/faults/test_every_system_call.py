"""A process that dies, or a call that fails, at any system call: old or new, never less, and never a false "saved".

A sample spread over all calls; `python -m tests.bench faults` tries every one of them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.campaign import nursery, run_campaign
from tests.faults.injection import Nursery
from tests.faults.tasks import TASKS

SAMPLE = 18


@pytest.fixture(scope="module")
def nurse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("nursery")) as made:
        yield made


@pytest.mark.parametrize("task", TASKS)
def test_nothing_is_lost_and_nothing_falsely_told(task: str, nurse: Nursery, tmp_path: Path) -> None:
    campaign = run_campaign(nurse, task, tmp_path, SAMPLE)
    assert campaign.faults == []
    assert campaign.done == SAMPLE
    assert set(campaign.outcomes) == {"old", "new"}, "the faults hit both before and after the moment that counts"


def test_a_careless_writer_would_be_found_out(nurse: Nursery, tmp_path: Path) -> None:
    assert run_campaign(nurse, "careless", tmp_path, 40).faults != []
