"""The promise: the PDF we write and our Word file as LibreOffice lays it out agree line for line."""

import os
from collections.abc import Sequence

import pytest

from tests.pair.compare import Agreement
from tests.pair.corpus import REALISTIC, TORTURE, Case, corpus
from tests.pair.measuring import measure

SEED = int(os.environ.get("CASTFORMS_PAIR_SEED", "20200409"))
"""Any other seed gives other texts; the bars hold for each."""

BASELINE, START = 0.6, 0.5
"""Points."""


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return corpus(SEED)


@pytest.fixture(scope="module")
def measured(cases: tuple[Case, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Agreement]:
    return measure(cases, tmp_path_factory.mktemp("pair"))


@pytest.fixture(scope="module")
def realistic(cases: tuple[Case, ...], measured: dict[str, Agreement]) -> list[Agreement]:
    return [measured[case.name] for case in cases if case.kind == REALISTIC]


@pytest.fixture(scope="module")
def torture(cases: tuple[Case, ...], measured: dict[str, Agreement]) -> list[Agreement]:
    return [measured[case.name] for case in cases if case.kind == TORTURE]


def share(agreements: Sequence[Agreement]) -> float:
    """Lines that agree, of all lines."""
    return 2 * sum(a.agreed for a in agreements) / sum(sum(a.lines) for a in agreements)


def unlike(agreements: Sequence[Agreement]) -> str:
    """Where they differ, for whoever reads the failure."""
    return "\n".join(f"{a}: {a.differences[:3]}" for a in agreements if a.differences)


def test_there_are_more_than_300_documents_of_many_kinds_in_many_fonts(cases: tuple[Case, ...]) -> None:
    assert len(cases) >= 300
    assert len({case.profile for case in cases}) >= 8


def test_lines_of_realistic_documents(realistic: list[Agreement]) -> None:
    assert share(realistic) >= 0.999, unlike(realistic)


def test_lines_of_tortured_texts(torture: list[Agreement]) -> None:
    assert share(torture) >= 0.995, unlike(torture)


def test_page_counts(measured: dict[str, Agreement]) -> None:
    assert [a for a in measured.values() if a.pages[0] != a.pages[1] or not a.same_paper] == []


def test_characters_of_realistic_documents(realistic: list[Agreement]) -> None:
    assert [a for a in realistic if not a.same_text] == []


def test_page_numbers_and_their_places(measured: dict[str, Agreement]) -> None:
    assert [a for a in measured.values() if a.pages[0] == a.pages[1] and not a.same_page_numbers] == []


def test_baselines(measured: dict[str, Agreement]) -> None:
    assert [a for a in measured.values() if a.baseline > BASELINE] == []


def test_line_starts(measured: dict[str, Agreement]) -> None:
    assert [a for a in measured.values() if a.start > START] == []
