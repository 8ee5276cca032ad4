"""Starts the window, and makes sure that nothing typed is lost when something goes wrong."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from castforms.session.drafts import DraftBox
from castforms.session.profile import ProfileStore
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from ui import theme
from ui.main_window import MainWindow
from ui.widgets.failure_dialog import FailureDialog


def run(arguments: Sequence[str]) -> int:
    """Opens the window, on a draft if one is named; returns the exit code when it is closed."""
    application = prepare_application()
    window = new_window()
    window.show()
    guard(window)
    if arguments:
        window.open_draft(Path(arguments[0]))
    elif not window.profiles.asked:
        QTimer.singleShot(0, window.ask_profile)
    return application.exec()


def guard(window: MainWindow) -> None:
    """From now on an unexpected exception saves the draft first, then says so; it never ends the program."""
    showing: list[FailureDialog] = []

    def stumbled(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        saved = _saved(window)
        _log(kind, trace)
        if issubclass(kind, KeyboardInterrupt) or showing:
            return
        from castforms.session.log import failure_report  # noqa: PLC0415 - needed only now

        showing.append(FailureDialog(saved, failure_report(kind, trace), window))
        showing[-1].finished.connect(lambda _code: showing.clear())
        showing[-1].open()

    sys.excepthook = stumbled
    QTimer.singleShot(0, _start_log)


def _saved(window: MainWindow) -> bool:
    try:
        window.save_now()
    except Exception:  # noqa: BLE001 - whatever else is broken, the clerk must be told
        return False
    return True


def _start_log() -> None:
    from castforms.session.log import start_log  # noqa: PLC0415 - not needed for the first look

    start_log()


def _log(kind: type[BaseException], trace: TracebackType | None) -> None:
    from castforms.session.log import failure_report  # noqa: PLC0415 - needed only now

    logging.getLogger("castforms").error("%s", failure_report(kind, trace))


def prepare_application() -> QApplication:
    """The application in Chinese, dressed, and following the platform between light and dark."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("castforms")
    application.setApplicationDisplayName("公文表单填报")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    theme.apply(application)
    application.styleHints().colorSchemeChanged.connect(lambda: theme.apply(application))
    return application


def new_window() -> MainWindow:
    """The window over the user's own forms and drafts."""
    workspace = Workspace()
    return MainWindow(workspace, DraftBox(workspace), ProfileStore(), Settings())
