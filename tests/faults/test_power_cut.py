"""The power goes at a system call: what was told to be saved is there, and nothing is ever less than old or new.

A sample; `python -m tests.bench power` cuts at more points.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.campaign import nursery
from tests.faults.injection import Nursery
from tests.faults.power import MountError, PowerRig, spread
from tests.faults.tasks import CONTROLS, TASKS

CUTS = 4


@pytest.fixture(scope="module")
def nurse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("nursery")) as made:
        yield made


@pytest.fixture
def rig_for(nurse: Nursery, tmp_path: Path) -> Callable[[str], PowerRig]:
    def make(task: str) -> PowerRig:
        try:
            return PowerRig(tmp_path, nurse, {**TASKS, **CONTROLS}[task], task)
        except MountError as refusal:
            pytest.skip(f"no file system may be mounted here, so no power cut was tried: {refusal}")

    return make


@pytest.mark.parametrize("task", ["save", "export over an older pair", "form import"])
def test_a_power_cut_loses_nothing_that_was_told_to_be_saved(task: str, rig_for: Callable[[str], PowerRig]) -> None:
    rig = rig_for(task)
    outcomes = [rig.cut_at(point) for point in spread(rig.points(), CUTS)]
    assert {outcome for outcome in outcomes if outcome not in {"old", "new"}} == set()
    assert rig.cut_at(None) == "new"


def test_a_careless_writer_would_be_found_out(rig_for: Callable[[str], PowerRig]) -> None:
    assert rig_for("careless").cut_at(None) not in {"old", "new"}
