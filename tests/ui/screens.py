"""`python -m tests.ui.screens [VARIANT …]`: pictures of every page and dialog in `out/screens`, to be looked at.

Each variant (light, dark, large type, small and large screens) runs in a process of its own, under Xvfb where there is
no screen.  Prints what is clipped or covered; ends with 1 if anything is.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

from castforms.session.drafts import DraftBox
from castforms.session.profile import ProfileStore
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from tests.ui import tour
from tests.ui.camera import Camera
from tests.ui.driving import TEMPLATES, settle
from ui import app, theme
from ui.main_window import MainWindow

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out" / "screens"


class Variant(NamedTuple):
    """How the window is shown."""

    size: tuple[int, int] = (1280, 720)
    scale: str = "1"
    dark: bool = False


VARIANTS = {
    "light": Variant(),
    "dark": Variant(dark=True),
    "scale150": Variant(scale="1.5"),
    "scale200": Variant(scale="2"),
    "scale250": Variant(scale="2.5"),
    "uhd": Variant((3840, 2160)),
}


def main(wanted: list[str]) -> int:
    """Takes the pictures of the wanted variants, or of all."""
    return max([picture_process(name) for name in wanted or VARIANTS])


def picture_process(name: str, out: Path = OUT) -> int:
    """Takes a variant's pictures in a new process; returns its exit code."""
    variant = VARIANTS[name]
    width, height = (round(side * float(variant.scale)) for side in variant.size)
    command = [sys.executable, "-m", "tests.ui.screens", "--here", name, str(out)]
    if shutil.which("xvfb-run"):
        command = ["xvfb-run", "-a", "-s", f"-screen 0 {width}x{height}x24", *command]
    with tempfile.TemporaryDirectory() as home:
        extra = {"QT_SCALE_FACTOR": variant.scale, "HOME": home, "CASTFORMS_DATA": home, "LANG": "C.UTF-8"}
        environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"} | extra
        return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=300).returncode


def pictures(name: str, out: Path) -> int:
    """Goes through the program as a clerk would, a picture at every stop."""
    variant = VARIANTS[name]
    application = app.prepare_application()
    if variant.dark:
        palette = QPalette(QColor("#2f3338"), QColor("#212428"))
        palette.setColor(QPalette.ColorRole.Base, QColor("#181a1d"))  # as Qt has it where the platform is dark
        application.setPalette(palette)
        theme.apply(application)
    camera = Camera(name, out)
    with tempfile.TemporaryDirectory() as folder:
        window = _window(Path(folder), variant)
        tour.home(window, camera)
        for stage in (tour.forms, tour.dialogs, tour.tools, tour.returns):
            stage(window, camera, Path(folder))
        window.go_home()
        settle()
    for fault in camera.faults:
        sys.stdout.write(f"{name} {fault}\n")
    sys.stdout.flush()
    os._exit(1 if camera.faults else 0)


def _window(folder: Path, variant: Variant) -> MainWindow:
    workspace = Workspace([TEMPLATES])
    window = MainWindow(Settings(folder))
    app.speak_chinese(window)
    window.furnish(workspace, DraftBox(workspace, folder / "drafts"), ProfileStore(folder))
    window.go_home()
    window.resize(*variant.size)
    window.show()
    window.activateWindow()
    settle()
    return window


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        pictures(sys.argv[2], Path(sys.argv[3]))
    sys.exit(main(sys.argv[1:]))
