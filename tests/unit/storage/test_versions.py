"""Versions: ordered by a counter, thinned by the clock, in a second place if need be."""

import datetime as dt
from pathlib import Path

import pytest

from castforms.storage.versions import DAILY, MOST_DRAFTS, RECENT, SPACED, Version, VersionStore, worth_keeping

NOON = dt.datetime(2026, 4, 12, 12, tzinfo=dt.UTC)
HERE = Path("a.castform")


def version(number: int, saved: dt.datetime) -> Version:
    return Version(number, saved.replace(tzinfo=None), Path(str(number)))


def numbers(store: VersionStore, draft: Path) -> list[int]:
    return [found.number for found in store.of(draft).all()]


def test_the_newest_comes_first_whatever_the_clock_says(tmp_path: Path) -> None:
    versions = VersionStore([tmp_path]).of(HERE)
    for number, year in enumerate((2026, 2020, 2027), 1):
        versions.keep(b"", number, NOON.replace(year=year))
    assert [found.number for found in versions.all()] == [3, 2, 1]
    assert versions.next_number() == 4


def test_the_last_ten_are_kept_with_the_clock_set_back_six_years(tmp_path: Path) -> None:
    versions = VersionStore([tmp_path]).of(HERE)
    for number in range(1, 31):
        versions.keep(b"%d" % number, number, NOON if number < 20 else NOON.replace(year=2020))
        versions.thin_out()
    kept = [found.number for found in versions.all()]
    assert kept[:RECENT] == list(range(30, 30 - RECENT, -1))
    assert versions.all()[0].path.read_bytes() == b"30"


def test_of_older_ones_one_for_ten_minutes_and_one_for_a_day_stay() -> None:
    minutes = [version(number, NOON + dt.timedelta(minutes=number)) for number in range(2000)]
    kept = worth_keeping(reversed(minutes))
    assert len(kept) <= RECENT + SPACED + DAILY
    spaced = {found.saved.strftime("%d %H:%M")[:-1] for found in kept}
    assert len(spaced) >= SPACED
    assert {found.saved.date() for found in kept} == {found.saved.date() for found in minutes}


def test_a_year_of_work_stays_bounded() -> None:
    year = [version(number, NOON + dt.timedelta(hours=number)) for number in range(24 * 365)]
    assert len(worth_keeping(reversed(year))) <= RECENT + SPACED + DAILY


def test_two_drafts_of_one_name_have_their_own_versions(tmp_path: Path) -> None:
    store = VersionStore([tmp_path / "versions"])
    one, other = tmp_path / "甲" / "表.castform", tmp_path / "乙" / "表.castform"
    store.of(one).keep(b"1", 1, NOON)
    store.of(other).keep(b"2", 5, NOON)
    assert (numbers(store, one), numbers(store, other)) == ([1], [5])
    assert set(store.drafts()) == {one, other}


def test_where_the_first_place_cannot_be_written_the_second_takes_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = VersionStore([tmp_path / "file" / "versions", tmp_path / "second"])
    path = store.of(HERE).keep(b"text", 1, NOON)
    assert path.is_relative_to(tmp_path / "second")
    assert numbers(store, HERE) == [1]


def test_both_places_are_one_row_of_versions(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    VersionStore([second]).of(HERE).keep(b"", 2, NOON)
    VersionStore([first]).of(HERE).keep(b"", 1, NOON)
    VersionStore([first]).of(HERE).keep(b"", 3, NOON)
    assert numbers(VersionStore([first, second]), HERE) == [3, 2, 1]


def test_no_version_is_written_over_another(tmp_path: Path) -> None:
    versions = VersionStore([tmp_path]).of(HERE)
    path = versions.keep(b"mine", 1, NOON)
    with pytest.raises(FileExistsError):
        versions.keep(b"yours", 1, NOON)
    assert path.read_bytes() == b"mine"


def test_files_of_others_among_the_versions_are_no_versions(tmp_path: Path) -> None:
    versions = VersionStore([tmp_path]).of(HERE)
    folder = versions.keep(b"", 1, NOON).parent
    for name in ("notes.txt", "00000009.castform", "x-20260412T120000.castform", "00000002-99999999T999999.castform"):
        (folder / name).write_bytes(b"")
    versions.thin_out()
    assert [found.number for found in versions.all()] == [2, 1]


def test_the_drafts_least_recently_saved_are_forgotten_at_last(tmp_path: Path) -> None:
    for number in range(MOST_DRAFTS + 3):
        (tmp_path / f"{number:04d}").mkdir()
    VersionStore([tmp_path]).thin_out()
    assert len(list(tmp_path.iterdir())) == MOST_DRAFTS
