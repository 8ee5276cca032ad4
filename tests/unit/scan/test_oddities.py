"""Scans by a second maker with other mathematics; `python -m tests.bench oddities` has all kinds."""

import pytest

from tests.bench.oddities import faults_of

SAMPLE = ("pink paper", "oval stamp", "much bent")


@pytest.mark.parametrize("name", SAMPLE)
def test_what_another_maker_of_scans_makes_is_read_as_well(name: str) -> None:
    assert faults_of(name, which=0, seed=1_700_000) == []
