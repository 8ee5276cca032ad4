import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest
from PIL import Image

from installer.places import NAME, ROOT
from installer.wine import Wine
from tests.wine.windows import picture_of, wait_for_window, wait_until

PICTURES = ROOT / "out" / "wine"
CALLS = 200_000
ROUNDS = 5
MOST_TIMES = 2.5
"""Start of the window as a multiple of a bare one's, the middle of the rounds."""
OF_A_WINDOW = 50
"""Colours that a picture of a window has which has drawn itself."""
DARK, OF_A_PAGE = 100, 3000
"""Brightness of ink, and the pixels of it (of a page's text) that show that the page is drawn."""
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


def colours_of(window: str, target: Path) -> int:
    """Number of colours in what the window shows; the picture goes to `target`."""
    with Image.open(picture_of(window, target)) as picture:
        return len(picture.convert("RGB").getcolors(1 << 20) or [])


def ink_of_page(window: str, target: Path) -> int:
    """Dark pixels in the right half of the window, where the page is shown; the picture goes to `target`."""
    with Image.open(picture_of(window, target)) as picture:
        right = picture.convert("L").crop((picture.width // 2, picture.height // 8, picture.width, picture.height))
        return sum(right.histogram()[:DARK])


def test_the_shipped_python_survives_as_many_calls_as_a_long_day(wine: Wine, installed: Path) -> None:
    done = wine.run(installed / "runtime" / "python.exe", "-c", MANY_CALLS)
    assert done.stdout.decode().split() == ["windows", str(CALLS - 1)]


def test_first_start_shows_the_forms_and_asks_for_the_unit(wine: Wine, installed: Path) -> None:
    process, _window, _seconds = started(
        wine, NAME, installed / "runtime" / "pythonw.exe", installed / "app" / "main.py"
    )
    wait_for_window("单位资料.*", process)
    wait_until(lambda: colours_of("root", PICTURES / "first-start.png") > OF_A_WINDOW)
    assert leave(process) == 0


def test_a_draft_that_is_double_clicked_opens_in_the_window_that_is_there_and_its_page_is_drawn(
    wine: Wine, installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "来件 ①.castform"
    draft.write_bytes(next(ROOT.glob("resources/templates/cast-2020-five-areas/sample.json")).read_bytes())
    python, program = installed / "runtime" / "pythonw.exe", installed / "app" / "main.py"
    process, _window, _seconds = started(wine, NAME, python, program)
    assert wine.run(python, program, draft, timeout=60).returncode == 0
    window = wait_for_window(f"五个方面.*{NAME}", process)
    begin = time.perf_counter()
    wait_until(lambda: ink_of_page(window, PICTURES / "draft.png") > OF_A_PAGE)
    with capsys.disabled():
        sys.stdout.write(f"\nfrom the draft's window to its page: {time.perf_counter() - begin:.1f} s\n")
    assert leave(process) == 0


def test_the_window_is_there_soon_after_a_bare_one(
    wine: Wine, installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = installed / "runtime" / "pythonw.exe"
    bare, ours = [], []
    for _round in range(ROUNDS):
        process, _window, seconds = started(wine, "bare", python, "-c", BARE_WINDOW)
        process.kill()
        process.wait()
        bare.append(seconds)
        process, _window, seconds = started(wine, NAME, python, installed / "app" / "main.py")
        leave(process)
        ours.append(seconds)
    ratio = median(mine / other for mine, other in zip(ours, bare, strict=True))
    with capsys.disabled():
        sys.stdout.write(f"\nstart to window: {median(ours):.1f} s, bare: {median(bare):.1f} s, {ratio:.2f} times\n")
    assert ratio < MOST_TIMES
