"""Icons are not sought in every folder of a desktop that has none."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QIcon

from ui.app import keep_to_own_icons


@pytest.fixture(autouse=True)
def theme() -> Iterator[None]:
    """What the other tests have is theirs again."""
    name, paths = QIcon.themeName(), QIcon.themeSearchPaths()
    yield
    QIcon.setThemeName(name)
    QIcon.setThemeSearchPaths(paths)


@pytest.mark.parametrize(
    ("name", "sought"), [("hicolor", [":/icons"]), ("", [":/icons"]), ("breeze", ["/usr/share/icons"])]
)
def test_only_a_desktop_with_icons_of_its_own_is_asked_for_them(name: str, sought: list[str]) -> None:
    QIcon.setThemeSearchPaths(["/usr/share/icons"])
    QIcon.setThemeName(name)
    keep_to_own_icons()
    assert QIcon.themeSearchPaths() == sought
