"""The window dies in the middle of typing; `python -m tests.bench kills` does it a hundred times."""

from pathlib import Path

from tests.faults.kills import kill_windows

KILLS = 3
MOST_LOST = 1.0
"""Seconds of typing."""


def test_a_killed_window_loses_no_more_than_the_last_moment(tmp_path: Path) -> None:
    killed = kill_windows(tmp_path, KILLS)
    assert [window.kept for window in killed if window.kept < 0] == []
    assert max(window.missing for window in killed) < MOST_LOST
    assert any(window.kept > 0 for window in killed), "some were killed after their first save"
