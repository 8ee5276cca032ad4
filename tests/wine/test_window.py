import shutil
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
DARK, DRAWN = 100, 3000
"""Brightness of ink, and the pixels of it that show that half a window's text is drawn."""
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


def click_into(window: str) -> None:
    """Makes it the active window, which no window manager does when another program has just ended."""
    subprocess.run(["xdotool", "mousemove", "--window", window, "200", "60", "click", "1"], check=True)


def started(wine: Wine, title: str, *command: str | Path) -> tuple["subprocess.Popen[bytes]", str, float]:
    """The program, its window, and the seconds until that was shown."""
    begin = time.perf_counter()
    process = wine.start(*command)
    return process, wait_for_window(title, process), time.perf_counter() - begin


def ink(window: str, target: Path, left: float = 0.0) -> int:
    """Dark pixels of the window below its menus, from that part of its width on; the picture goes to `target`."""
    with Image.open(picture_of(window, target)) as picture:
        width, height = picture.size
        return sum(picture.convert("L").crop((int(left * width), height // 8, width, height)).histogram()[:DARK])


def test_the_shipped_python_survives_as_many_calls_as_a_long_day(wine: Wine, installed: Path) -> None:
    done = wine.run(installed / "runtime" / "python.exe", "-c", MANY_CALLS)
    assert done.stdout.decode().split() == ["windows", str(CALLS - 1)]


def test_first_start_shows_the_forms_and_asks_for_the_unit(wine: Wine, installed: Path, local_data: Path) -> None:
    shutil.rmtree(local_data / "castforms", ignore_errors=True)  # an earlier run's
    process, window, _seconds = started(
        wine, NAME, installed / "runtime" / "pythonw.exe", installed / "app" / "main.py"
    )
    asks = wait_for_window("单位资料.*", process)
    wait_until(lambda: ink(window, PICTURES / "first-start.png") > DRAWN)
    wait_until(lambda: ink(asks, PICTURES / "profile.png") > DRAWN)
    assert leave(process) == 0


def test_a_draft_that_is_double_clicked_opens_in_the_window_that_is_there_and_its_page_is_drawn(
    wine: Wine, installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "来件 ①.castform"
    draft.write_bytes(next(ROOT.glob("resources/templates/cast-2020-five-areas/sample.json")).read_bytes())
    python, program = installed / "runtime" / "pythonw.exe", installed / "app" / "main.py"
    process, window, _seconds = started(wine, NAME, python, program)
    wait_until(lambda: ink(window, PICTURES / "home.png") > DRAWN)
    assert wine.run(python, program, draft).returncode == 0
    window = wait_for_window(f"五个方面.*{NAME}", process)
    begin = time.perf_counter()
    wait_until(lambda: ink(window, PICTURES / "draft.png", left=0.5) > DRAWN)
    with capsys.disabled():
        sys.stdout.write(f"\nfrom the draft's window to its page: {time.perf_counter() - begin:.1f} s\n")
    click_into(window)
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
