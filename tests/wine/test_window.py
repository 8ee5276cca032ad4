import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from installer.places import NAME, ROOT
from installer.wine import Wine
from tests.wine.windows import picture_of, wait_for_window, wait_until

PICTURES = ROOT / "out" / "wine"
DRAWING = 5
"""Seconds until a window has drawn itself, which from outside nothing tells."""
CALLS = 200_000
MOST_TIMES = 2.5
"""Start of the window as a multiple of a bare one's, the middle of three rounds; 0.8 on a loaded machine."""
MANY_CALLS = f"""
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
application, line = QApplication([]), QLineEdit()
line.show()
for number in range({CALLS}):
    line.setText(str(number))
print(application.platformName(), line.text())
"""
BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
application, window = QApplication([]), QWidget()
window.setWindowTitle("bare")
window.resize(1280, 720)
window.show()
application.exec()
"""


def leave(process: "subprocess.Popen[bytes]") -> int:
    """Closes what is open, by keys as the clerk would, and returns the exit code."""
    search = (
        "xdotool",
        "search",
        "--onlyvisible",
        "--name",
        NAME,
    )  # there is no window manager that passes the focus on

    def gone() -> bool:
        subprocess.run([*search, "windowfocus", "key", "--delay", "300", "Escape", "ctrl+q"], check=False)
        return process.poll() is not None

    wait_until(gone)
    return process.returncode


def started(wine: Wine, title: str, *command: str | Path) -> tuple["subprocess.Popen[bytes]", str, float]:
    """The program, its window, and the seconds until that was shown."""
    begin = time.perf_counter()
    process = wine.start(*command)
    return process, wait_for_window(title, process), time.perf_counter() - begin


def test_the_shipped_python_survives_as_many_calls_as_a_long_day(wine: Wine, installed: Path) -> None:
    done = wine.run(installed / "runtime" / "python.exe", "-c", MANY_CALLS)
    assert done.stdout.decode().split() == ["windows", str(CALLS - 1)]


def test_first_start_shows_the_forms_and_asks_for_the_unit(wine: Wine, installed: Path) -> None:
    process, _window, _seconds = started(
        wine, NAME, installed / "runtime" / "pythonw.exe", installed / "app" / "main.py"
    )
    wait_for_window("单位资料.*", process)
    time.sleep(DRAWING)
    with Image.open(picture_of("root", PICTURES / "first-start.png")) as picture:
        colours = picture.convert("RGB").getcolors(1 << 20) or []
    assert len(colours) > 50
    assert leave(process) == 0


def test_a_draft_that_is_double_clicked_opens_in_the_window_that_is_there(
    wine: Wine, installed: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "来件 ①.castform"
    draft.write_bytes(next(ROOT.glob("resources/templates/cast-2020-five-areas/sample.json")).read_bytes())
    python, program = installed / "runtime" / "pythonw.exe", installed / "app" / "main.py"
    process, _window, _seconds = started(wine, NAME, python, program)
    assert wine.run(python, program, draft, timeout=60).returncode == 0
    wait_for_window(f"五个方面.*{NAME}", process)
    time.sleep(DRAWING)
    picture_of("root", PICTURES / "draft.png")
    assert leave(process) == 0


def test_the_window_is_there_soon_after_a_bare_one(
    wine: Wine, installed: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    python = installed / "runtime" / "pythonw.exe"
    ratios = []
    for _round in range(3):
        process, _window, bare = started(wine, "bare", python, "-c", BARE_WINDOW)
        process.kill()
        process.wait()
        process, _window, ours = started(wine, NAME, python, installed / "app" / "main.py")
        leave(process)
        ratios.append(ours / bare)
    record_testsuite_property("start to window, times a bare one", ratios)
    assert sorted(ratios)[1] < MOST_TIMES
