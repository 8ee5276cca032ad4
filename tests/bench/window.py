"""The window: how soon it is seen, what a key press costs, whether exports make it deaf, whether edits make it grow."""

import os
import resource
import statistics
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from castforms.model.entry import Entry
from castforms.session.drafts import DraftBox, DraftNote
from castforms.session.profile import ProfileStore
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from tests.bench.interleaving import Times, ratio, say, table
from tests.bench.processes import launcher
from tests.bench.scratch import scratch_folder
from tests.bench.starts import BARE, SHELL, Deafness
from tests.ui.driving import TEMPLATES, commit, settle, wait
from ui.app import prepare_application
from ui.main_window import MainWindow
from ui.pages.batch_dialog import BatchDialog
from ui.pages.fill_page import FillPage

FORMS = ("cast-2020-five-areas", "cast-2020-workers-day-plan", "cast-2020-workers-day-report")
REPORT = FORMS[2]
_LENGTH = 3000


def measure_starts(rounds: int) -> Times:
    """Wall time of whole processes, from their start to the first paint, taken in turn."""
    times: Times = {BARE: [], SHELL: [], **{form: [] for form in FORMS}}
    with scratch_folder() as folder:
        commands = {BARE: ["bare"], SHELL: ["shell"]}
        for form in FORMS:
            file = folder / f"{form}.castform"
            file.write_bytes((TEMPLATES / form / "sample.json").read_bytes())
            commands[form] = ["form", str(file)]
        home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "QT_QPA_PLATFORM": _platform()}
        with launcher(home) as start:
            for number in range(rounds + 1):
                for name, command in commands.items():
                    wall, _, _ = start.run([sys.executable, "-m", "tests.bench.first_paint", *command])
                    if number:  # the first one writes the bytecode
                        times[name].append(wall)
    rows = [
        (n, f"{statistics.median(t):.0f}", f"{min(t):.0f}", f"{ratio(t, times[BARE]):.2f}") for n, t in times.items()
    ]
    table("From the start of the process to the first paint", ("", "ms", "least", "times bare"), rows)
    return times


def measure_keys(count: int) -> list[float]:
    """Processor time in ms of each key press in a report: the character, the checks, the pages, the picture."""
    with scratch_folder() as folder:
        window = _window(folder)
        page = _open(window, folder, _long_report(window.workspace))
        page.form.go_to(("body",))
        page.preview.mark(("body",))
        costs = []
        for _press in range(count):
            began = time.thread_time()
            commit("字")
            page.refresh()
            QApplication.processEvents()  # paints what has changed
            costs.append((time.thread_time() - began) * 1000)
        _close(window)
    median, p95 = statistics.median(costs), statistics.quantiles(costs, n=20)[-1]
    say(f"\n{count} key presses in a report of {_LENGTH:,} characters: median {median:.1f} ms, p95 {p95:.1f}")
    return costs


def measure_exports(count: int) -> Deafness:
    """That many drafts exported from the window."""
    with scratch_folder() as folder:
        window = _window(folder)
        for number in range(count):
            form = FORMS[number % len(FORMS)]
            entry = window.workspace.read_entry(TEMPLATES / form / "sample.json")
            window.drafts.save(window.drafts.create(entry), entry, DraftNote())
        dialog = BatchDialog(window.workspace, window.drafts, window.drafts.drafts(), folder / "out", window)
        dialog.open()
        settle()
        pulse = Pulse()
        began = time.perf_counter()
        dialog.start()
        wait(lambda: not dialog.running)
        seconds = time.perf_counter() - began
        pulse.stop()
        written = len(list((folder / "out").glob("*.pdf")))
        dialog.accept()
        _close(window)
    say(
        f"\n{written} of {count} drafts exported in {seconds:.1f} s; longest turn of the event loop:"
        f" own {pulse.longest.own:.0f} ms, wall {pulse.longest.wall:.0f} ms"
    )
    return pulse.longest


def measure_edits(count: int) -> float:
    """MiB that edits add, from a tenth of them to all: typed through the window, undone now and then."""
    with scratch_folder() as folder:
        window = _window(folder)
        page = _open(window, folder, window.workspace.read_entry(TEMPLATES / REPORT / "sample.json"))
        page.form.go_to(("activity",))
        early = 0.0
        for number in range(count):
            _edit(page, number)
            if number == count // 10:
                early = _resident()
        grown = _resident() - early
        _close(window)
    say(f"\n{count:,} edits: {grown:+.1f} MiB between a tenth of them and all")
    return grown


class Pulse:
    """Notes the longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self.longest = Deafness(0, 0)
        self._last = time.thread_time(), time.perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        """Notes no more."""
        self._timer.stop()

    def _beat(self) -> None:
        now = time.thread_time(), time.perf_counter()
        own, wall = ((after - before) * 1000 for before, after in zip(self._last, now, strict=True))
        self.longest = Deafness(max(self.longest.own, own), max(self.longest.wall, wall))
        self._last = now


def _edit(page: FillPage, number: int) -> None:
    """One edit; every tenth is taken back, every hundredth lets the window show everything."""
    if number % 10 == 9:
        page.undo()
    else:
        commit("字")
    if number % 100 == 99:
        page.session.edit(("activity",), "活动", "重新填写", merge=False)
        page.form.show_entry(page.session.entry)
        page.refresh()
        settle()


def _window(folder: Path) -> MainWindow:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare_application()
    workspace = Workspace([TEMPLATES])
    window = MainWindow(Settings(folder))
    window.furnish(workspace, DraftBox(workspace, folder / "drafts"), ProfileStore(folder))
    window.go_home()
    window.show()
    window.activateWindow()
    settle()
    return window


def _open(window: MainWindow, folder: Path, entry: Entry) -> FillPage:
    file = folder / "measured.castform"
    window.workspace.create(file, entry)
    window.open_draft(file)
    wait(lambda: window.fill is not None and bool(window.fill.preview.view.pages))
    if window.fill is None:
        raise RuntimeError("no form")
    return window.fill


def _close(window: MainWindow) -> None:
    window.close()
    settle()
    window.deleteLater()


def _long_report(workspace: Workspace) -> Entry:
    entry = workspace.read_entry(TEMPLATES / REPORT / "sample.json")
    body = str(entry.values["body"])
    paragraph = body.splitlines()[-1]
    while len(body) < _LENGTH:
        body += "\n" + paragraph
    return entry.with_value(("body",), body[:_LENGTH])


def _resident() -> float:
    """MiB in memory now; where the system does not tell, the peak so far."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _platform() -> str:
    return os.environ.get("QT_QPA_PLATFORM", "offscreen")
