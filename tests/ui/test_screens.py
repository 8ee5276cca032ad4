"""The whole tour at 200 % on a screen of its own: nothing is clipped, nothing covers anything."""

from pathlib import Path

from tests.ui.screens import picture_process


def test_nothing_is_clipped_or_covered_at_two_hundred_per_cent(tmp_path: Path) -> None:
    assert picture_process("scale200", tmp_path) == 0
    assert len(list((tmp_path / "scale200").glob("*.png"))) >= 15
