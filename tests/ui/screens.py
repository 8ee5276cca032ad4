"""`python -m tests.ui.screens [VARIANT …]`: pictures of every page and dialog in `out/screens`, to be looked at.

Each variant (light, dark, large type, small and large screens) runs in a process of its own, under Xvfb where there is
no screen.  Prints what is clipped or covered; ends with 1 if anything is.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from castforms.session.drafts import DraftBox, DraftNote, DraftState
from castforms.session.profile import ProfileStore
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from tests.ui.clipping import clipped, overlapping
from tests.ui.driving import TEMPLATES, settle, wait
from ui import app, theme
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage
from ui.widgets.failure_dialog import FailureDialog

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
        extra = {"QT_SCALE_FACTOR": variant.scale, "HOME": home, "XDG_DATA_HOME": home, "LANG": "C.UTF-8"}
        environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"} | extra
        return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=300).returncode


class Camera:
    """Takes pictures of one variant and notes what is wrong on them."""

    def __init__(self, name: str, out: Path) -> None:
        self._folder = out / name
        self._folder.mkdir(parents=True, exist_ok=True)
        self.faults: list[str] = []

    def take(self, widget: QWidget, name: str) -> None:
        """A picture of a window or dialog as it is now."""
        settle()
        widget.grab().save(str(self._folder / f"{name}.png"))
        self.faults += [f"{name}: clipped {what}" for what in clipped(widget)]
        self.faults += [f"{name}: overlapping {what}" for what in overlapping(widget)]


def pictures(name: str, out: Path) -> int:
    """Goes through the program as a clerk would, a picture at every stop."""
    variant = VARIANTS[name]
    application = app.prepare_application()
    if variant.dark:
        application.setPalette(QPalette(QColor("#2f3338"), QColor("#212428")))
        theme.apply(application)
    camera = Camera(name, out)
    with tempfile.TemporaryDirectory() as folder:
        window = _window(Path(folder), variant)
        _home(window, camera)
        _forms(window, camera, Path(folder))
        _dialogs(window, camera, Path(folder))
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


def _home(window: MainWindow, camera: Camera) -> None:
    camera.take(window, "01-home-empty")
    window.ask_profile()
    _with_dialog(window, camera, "02-profile")
    states = [DraftNote(3), DraftNote(), DraftNote(0, DraftState.EXPORTED), DraftNote(0, DraftState.SENT)]
    for note, file in zip(states, sorted(TEMPLATES.glob("*/sample.json")), strict=False):
        entry = window.workspace.read_entry(file)
        window.drafts.save(window.drafts.create(entry), entry, note)
    window.go_home()
    camera.take(window, "03-home-drafts")
    window.home.search.setText("没有这样的表")
    camera.take(window, "04-home-nothing-found")
    window.home.search.clear()
    window.export_drafts()
    _with_dialog(window, camera, "05-batch")


def _forms(window: MainWindow, camera: Camera, folder: Path) -> None:
    for number, file in enumerate(sorted(TEMPLATES.glob("*/sample.json")), start=10):
        draft = folder / f"{file.parent.name}.castform"
        draft.write_bytes(file.read_bytes())
        window.open_draft(draft)
        _ready(window)
        camera.take(window, f"{number}-{file.parent.name}")
    window.open_form("cast-2020-workers-day-plan")
    page = _ready(window)
    page.form.visit_all()
    page.show_notice()
    camera.take(window, "20-blank-with-findings-and-notice")
    bar = page.form.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    camera.take(window, "21-further-down")
    window.export()
    box = window.findChild(QMessageBox)
    if box:
        camera.take(box, "22-not-yet")
        box.reject()


def _dialogs(window: MainWindow, camera: Camera, folder: Path) -> None:
    window.open_draft(folder / "cast-2020-workers-day-report.castform")
    page = _ready(window)
    window.print_pages()
    _with_dialog(window, camera, "30-print")
    window.settings.put("export_folder", str(folder / "给领导"))
    page.saver.save_here()
    window.export()
    _with_dialog(window, camera, "31-export", lambda dialog: dialog.start())  # type: ignore[attr-defined]
    window.home.return_wanted.emit(window.drafts.open(folder / "cast-2020-five-areas.castform"))
    dialog = next(d for d in reversed(window.findChildren(QDialog)) if d.isVisible())
    wait(dialog.mail.isEnabled)  # type: ignore[attr-defined]
    _with_dialog(window, camera, "32-return")
    camera.take(FailureDialog(True, "Windows 10, Python 3.11\nKeyError\nfill_page.py:12 save", window), "33-failure")


def _with_dialog(
    window: MainWindow, camera: Camera, name: str, then: Callable[[QDialog], object] | None = None
) -> None:
    dialog = next(d for d in reversed(window.findChildren(QDialog)) if d.isVisible())
    camera.take(dialog, name)
    if then:
        then(dialog)
        wait(lambda: bool(getattr(dialog, "files", None)))
        camera.take(dialog, f"{name}-done")
    dialog.reject()
    settle()


def _ready(window: MainWindow) -> FillPage:
    settle()
    wait(lambda: window.fill is not None and bool(window.fill.preview.view.pages))
    if window.fill is None:
        raise RuntimeError("no form")
    return window.fill


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        pictures(sys.argv[2], Path(sys.argv[3]))
    sys.exit(main(sys.argv[1:]))
