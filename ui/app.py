"""Starts the window, and makes sure that nothing typed is lost when something goes wrong."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType

from ui.start.pyside import start_pyside
from ui.start.standard_library import hasten_standard_library

hasten_standard_library()
start_pyside()

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from castforms.session.settings import Settings
from ui import theme
from ui.main_window import MainWindow
from ui.widgets.garbage import GarbageCollector
from ui.widgets.single_instance import SingleInstance

_ICON = Path(__file__).parents[1] / "resources" / "icons" / "castforms.ico"
_LOOK_AGAIN = 300
"""Milliseconds."""

_SOON, _SETTLE = 500, 3000
"""Milliseconds after the start: what can wait for the form, and what can wait for the clerk's first look at it."""
STYLE = () if theme.IS_NATIVE else ("-style", "fusion")
"""Where the platform has no style of its own."""
_ENGINE = ("castforms.model.template", "castforms.session.open_draft", "castforms.library.loader")
"""What takes longest to import of what furnishes the window."""
_NO_ICONS, _QTS_ICONS = "hicolor", ":/icons"
"""What Qt calls the icons of a desktop that names none; where its own are."""
_LONGEST_WAIT = 0.5
"""Seconds after which a window that nobody sees, a minimised one for example, goes on all the same."""


def run(arguments: Sequence[str]) -> int:
    """Opens the window, on a draft if one is named; returns the exit code when it is closed."""
    window = open_window(arguments)
    return QApplication.exec() if window else 0


def open_window(arguments: Sequence[str]) -> MainWindow | None:
    """The window, still empty: what belongs in it follows as soon as the event loop runs.

    None where a window that is open already takes the draft over.
    """
    settings = Settings()
    instance = SingleInstance(settings.folder)
    if not instance.is_first and instance.hand_over(str(Path(arguments[0]).absolute()) if arguments else ""):
        return None
    application = _named_application()
    window = MainWindow(settings)
    guard(window)
    window.show()
    AfterFirstPaint(window, lambda: begin(application, window, arguments))
    AfterFirstPaint(window, lambda: QTimer.singleShot(_SOON, window, lambda: settle_in(window, instance)))
    return window


class AfterFirstPaint(QTimer):
    """Does something once the window has been painted, however long the screen takes to ask for it."""

    def __init__(self, window: MainWindow, action: Callable[[], None]) -> None:
        super().__init__(window, interval=0)
        self._window = window
        self._action = action
        self._latest = time.monotonic() + _LONGEST_WAIT
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        """The window is painted in the same turn in which the screen exposes it."""
        if self._window.windowHandle().isExposed() or time.monotonic() > self._latest:
            self.stop()
            QTimer.singleShot(0, self, self._action)


def begin(application: QApplication, window: MainWindow, arguments: Sequence[str]) -> None:
    """Brings in the user's own forms and drafts, in several turns, and goes to where the clerk wants to be."""
    from importlib import import_module

    from ui.widgets.slices import Slices

    def steps() -> Iterator[object]:
        dress(application)
        yield speak_chinese
        speak_chinese(window)
        for name in _ENGINE:
            yield import_module(name)
        furnish(window)

    def arrive() -> None:
        if not (arguments and window.open_draft(Path(arguments[0]))):
            come_home(window, ask=not arguments)

    Slices(window).run(steps(), arrive)


def come_home(window: MainWindow, *, ask: bool) -> None:
    """Shows home for the first time, in several turns: it takes long to read the forms and to make the page.

    Where `ask` is set and nobody ever was asked, the clerk is then asked for the unit's particulars.
    """
    from importlib import import_module

    from PySide6 import QtCore

    from ui.widgets.slices import Slices

    keep_to_own_icons()

    def steps() -> Iterator[object]:
        yield from window.workspace.templates  # each is read when its turn comes
        yield QtCore.Qt  # PySide6 prepares it, and the style, when they are first asked for
        yield window.style()
        yield import_module("ui.pages.home_page")
        yield window.home
        window.show_forms()

    def arrive() -> None:
        if window.fill is None:
            window.go_home()
        if ask and not window.profiles.asked:
            window.ask_profile()

    Slices(window).run(steps(), arrive)


def keep_to_own_icons() -> None:
    """Takes Qt's icons where the desktop has none of its own.

    Else Qt looks for each in every folder of icons there is: a tenth of a second for the first field that can be
    cleared, half a second for a dialog of files.
    """
    from PySide6.QtGui import QIcon

    if QIcon.themeName() in {"", _NO_ICONS}:
        QIcon.setThemeSearchPaths([_QTS_ICONS])


def speak_chinese(parent: QObject) -> None:
    """Gives Qt's own dialogs and menus their Chinese words, and calendars their Chinese days."""
    from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

    QLocale.setDefault(QLocale("zh_CN"))
    translator = QTranslator(parent)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(translator)


def settle_in(window: MainWindow, instance: SingleInstance) -> None:
    """Does what can wait until the form is seen that the program was started with."""
    if window.fill and not window.fill.in_sight:
        QTimer.singleShot(_LOOK_AGAIN, window, lambda: settle_in(window, instance))
        return
    keep_to_own_icons()
    take_over(window, instance)
    _start_log()


def take_over(window: MainWindow, instance: SingleInstance) -> None:
    """From now on the window comes forward, with the draft, when the program is started again."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QIcon

    def bring(draft: str) -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if draft:
            _open_when_free(window, Path(draft))

    window.setWindowIcon(QIcon(str(_ICON)))
    instance.setParent(window)
    if instance.is_first:
        instance.asked.connect(bring)
        instance.listen()


def _open_when_free(window: MainWindow, draft: Path) -> None:
    """Opens the draft once no dialog waits for an answer."""
    if QApplication.activeModalWidget() is None:
        window.open_draft(draft)
    else:
        QTimer.singleShot(_LOOK_AGAIN, window, lambda: _open_when_free(window, draft))


def furnish(window: MainWindow) -> None:
    """Brings in the user's own forms and drafts."""
    from castforms.session.drafts import DraftBox
    from castforms.session.profile import ProfileStore
    from castforms.session.workspace import Workspace

    workspace = Workspace()
    window.furnish(workspace, DraftBox(workspace), ProfileStore())
    QTimer.singleShot(_SETTLE, window, lambda: _settle_exports(window.settings.get("export_folder")))


def _settle_exports(folder: str) -> None:
    """Completes what a killed export left, in a thread: the folder may lie on a network that does not answer."""
    from threading import Thread

    from castforms.session.exporter import recover_pairs

    if folder:
        Thread(target=recover_pairs, args=(Path(folder),), daemon=True).start()


def guard(window: MainWindow) -> None:
    """From now on an unexpected exception saves the draft first, then says so; it never ends the program."""
    showing: list[object] = []

    def stumbled(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        saved = _saved(window)
        _log(kind, trace)
        if issubclass(kind, KeyboardInterrupt) or showing:
            return
        from castforms.session.log import failure_report
        from ui.widgets.failure_dialog import FailureDialog

        dialog = FailureDialog(saved, failure_report(kind, trace), window)
        showing.append(dialog)
        dialog.finished.connect(lambda _code: showing.clear())
        dialog.open()

    sys.excepthook = stumbled


def _saved(window: MainWindow) -> bool:
    try:
        window.save_now()
    except Exception:  # noqa: BLE001 - whatever else is broken, the clerk must be told
        return False
    return True


def _start_log() -> None:
    from castforms.session.log import logger, start_log

    if not logger.handlers:
        start_log()


def _log(kind: type[BaseException], trace: TracebackType | None) -> None:
    from castforms.session.log import failure_report, logger

    _start_log()
    logger.error("%s", failure_report(kind, trace))


def prepare_application() -> QApplication:
    """The application, dressed."""
    application = _named_application()
    dress(application)
    return application


def _named_application() -> QApplication:
    """The application as the platform dresses it."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([*sys.argv[:1], *STYLE])
    application.setApplicationName("castforms")
    application.setApplicationDisplayName("公文表单填报")
    _name_task()
    GarbageCollector(application)
    return application


def dress(application: QApplication) -> None:
    """Gives the application its own style, which follows the platform between light and dark."""
    theme.apply(application)
    application.styleHints().colorSchemeChanged.connect(lambda: theme.apply(application))


def _name_task() -> None:
    """Tells the task bar of Windows that this is castforms and no other program that Python runs."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("castforms")
