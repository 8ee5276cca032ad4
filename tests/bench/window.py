"""The window: how soon it is seen, what a key press costs, whether exports make it deaf, whether edits make it grow."""

import os
import resource
import statistics
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from castforms.model.entry import Entry
from castforms.session.drafts import DraftBox
from castforms.session.profile import ProfileStore
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from tests.bench.interleaving import Times, ratio, say, table
from tests.bench.processes import launcher
from tests.bench.scratch import scratch_folder
from tests.bench.starts import BARE, SHELL, Starts
from tests.ui.driving import TEMPLATES, commit, settle, wait
from ui.app import prepare_application
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage

FORMS = ("cast-2020-five-areas", "cast-2020-workers-day-plan", "cast-2020-workers-day-report")
REPORT = FORMS[2]
_LENGTH = 3000


def measure_starts(rounds: int) -> Starts:
    """Whole processes, from their start to the first paint, taken in turn."""
    starts = Starts(*({name: list[float]() for name in (BARE, SHELL, *FORMS)} for _clock in Starts._fields))
    with scratch_folder() as folder:
        settings = Settings(folder / "castforms")
        settings.folder.mkdir()
        settings.put("export_folder", str(folder))  # as of a clerk who has been here before
        commands = {BARE: ["bare"], SHELL: ["shell"]}
        for form in FORMS:
            file = folder / f"{form}.castform"
            file.write_bytes((TEMPLATES / form / "sample.json").read_bytes())
            commands[form] = ["form", str(file)]
        home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "QT_QPA_PLATFORM": platform()}
        with launcher(home) as start:
            for number in range(rounds + 1):
                for name, command in commands.items():
                    wall, processor, _ = start.run([sys.executable, "-m", "tests.bench.first_paint", *command])
                    if number:  # the first one writes the bytecode
                        starts.wall[name].append(wall)
                        starts.processor[name].append(processor)
    rows = [(name, *_cells(starts.wall, name), *_cells(starts.processor, name)) for name in commands]
    head = ("", "wall, ms", "least", "times bare", "processor, ms", "least", "times bare")
    table(f"From the start of the process to the first paint ({platform()})", head, rows)
    return starts


def _cells(times: Times, name: str) -> tuple[str, str, str]:
    taken = times[name]
    return f"{statistics.median(taken):.0f}", f"{min(taken):.0f}", f"{ratio(taken, times[BARE]):.2f}"


def measure_keys(count: int) -> list[float]:
    """Processor time in ms of each key press in a report: the character, the checks, the pages, the picture."""
    with scratch_folder() as folder:
        window = new_window(folder)
        page = open_entry(window, folder, long_report(window.workspace))
        page.form.go_to(("body",))
        page.preview.mark(("body",))
        costs = []
        for _press in range(count):
            began = time.thread_time()
            commit("字")
            page.refresh()
            QApplication.processEvents()  # paints what has changed
            costs.append((time.thread_time() - began) * 1000)
        close_window(window)
    median, p95 = statistics.median(costs), statistics.quantiles(costs, n=20)[-1]
    say(f"\n{count} key presses in a report of {_LENGTH:,} characters: median {median:.1f} ms, p95 {p95:.1f}")
    return costs


def measure_edits(count: int) -> float:
    """MiB that edits add, from a tenth of them to all: typed through the window, undone now and then."""
    with scratch_folder() as folder:
        window = new_window(folder)
        page = open_entry(window, folder, window.workspace.read_entry(TEMPLATES / REPORT / "sample.json"))
        page.form.go_to(("activity",))
        early = 0.0
        for number in range(count):
            _edit(page, number)
            if number == count // 10:
                early = _resident()
        grown = _resident() - early
        close_window(window)
    say(f"\n{count:,} edits: {grown:+.1f} MiB between a tenth of them and all")
    return grown


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


def empty_window(folder: Path) -> MainWindow:
    """The window over the shipped forms, which are still to be read."""
    os.environ["QT_QPA_PLATFORM"] = platform()
    prepare_application()
    workspace = Workspace([TEMPLATES])
    window = MainWindow(Settings(folder))
    window.furnish(workspace, DraftBox(workspace, folder / "drafts"), ProfileStore(folder))
    return window


def new_window(folder: Path) -> MainWindow:
    """The window over the shipped forms and an empty home."""
    window = empty_window(folder)
    window.resize(1280, 720)  # whatever the screen
    window.go_home()
    window.show()
    window.activateWindow()
    settle()
    return window


def open_entry(window: MainWindow, folder: Path, entry: Entry) -> FillPage:
    """The entry on its page, as far as the pages are seen."""
    file = folder / "measured.castform"
    window.workspace.create(file, entry)
    window.open_draft(file)
    wait(lambda: window.fill is not None and window.fill.ready and bool(window.fill.preview.view.pages))
    if window.fill is None:
        raise RuntimeError("no form")
    return window.fill


def close_window(window: MainWindow) -> None:
    """Closes it for good."""
    window.close()
    settle()
    window.deleteLater()


def long_report(workspace: Workspace) -> Entry:
    """The report of the sample, as long as reports may be."""
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


def platform() -> str:
    """A bare window costs what its screen costs: that of `xvfb-run` where there is one."""
    return os.environ.get("QT_QPA_PLATFORM") or ("xcb" if os.environ.get("DISPLAY") else "offscreen")
