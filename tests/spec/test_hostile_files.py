"""Hostile and odd files of every kind, opened through the doors of the program: each is read, or refused with words.

The larger campaign is `python -m tests.bench.hostile`.
"""

import re

import pytest

from tests.hostile.campaign import all_cases
from tests.hostile.case import Case, Fate
from tests.hostile.watched import Watched, watched_campaign

DAMAGES, SEED = 2, 2020
CASES = list(all_cases(DAMAGES, SEED, quick=True))

LONGEST_ANSWER = 5
"""Seconds."""
MOST_MEMORY = 300
"""Megabytes above the idle program."""
ENGLISH = re.compile(r"Traceback|Error\b|Exception|object at|\bNone\b")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    return watched_campaign(tmp_path_factory.mktemp("hostile"), DAMAGES, SEED, quick=True)


def test_there_are_at_least_three_hundred(campaign: Watched) -> None:
    assert len(campaign.results) == len(CASES) >= 300


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_file_is_read_or_refused_with_words(case: Case, campaign: Watched) -> None:
    result = campaign.results[case.id]
    assert result.crash == ""
    assert result.seconds < LONGEST_ANSWER
    assert result.megabytes < MOST_MEMORY
    if result.words is None:
        assert case.fate is not Fate.REFUSED
    else:
        assert case.fate is not Fate.READ, result.words
        assert re.search("[\u4e00-\u9fff]{2}", result.words)
        assert "没有预料" not in result.words
        assert not ENGLISH.search(re.sub(r"\S*/\S*", "", result.words))
        assert "\n" not in result.words
        assert len(result.words) < 1500


def test_nothing_calls_anybody(campaign: Watched) -> None:
    assert campaign.network == []


def test_nothing_is_executed(campaign: Watched) -> None:
    assert campaign.programs == []


def test_nothing_is_written_outside_the_chosen_folder(campaign: Watched) -> None:
    assert campaign.elsewhere == []
