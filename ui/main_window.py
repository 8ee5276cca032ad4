"""The window: home, the form being filled, menus and the status bar.

It is shown empty and furnished afterwards: what home and the form need is imported when it is needed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QStandardPaths, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QStackedWidget

from castforms.session.settings import Settings, StorageError
from ui.pages.menus import Command, Menus
from ui.pages.questions import ask, tell

if TYPE_CHECKING:
    from castforms.model.entry import Entry
    from castforms.session.drafts import Draft, DraftBox, DraftState
    from castforms.session.form_session import FormSession
    from castforms.session.profile import ProfileStore
    from castforms.session.workspace import Workspace
    from ui.pages.draft_saver import DraftSaver
    from ui.pages.fill_page import FillPage

_NAME = "公文表单填报"
_FILES = "填报文件 (*.castform)"
_UNDO, _REDO = "撤销(&U)", "重做(&R)"

_LATER = (
    "castforms.session.form_session",
    "ui.widgets.page_painter",
    "ui.widgets.preview",
    "ui.forms.findings_panel",
    "ui.forms.list_editor",
    "ui.forms.form_view",
    "ui.pages.fill_page",
)
"""What the first form will need, imported one by one while the clerk looks at home."""


class MainWindow(QMainWindow):
    """Goes between home and one form at a time."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.setWindowTitle(_NAME)
        self.resize(1280, 720)
        self.setMinimumSize(960, 560)
        self.fill: FillPage | None = None
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.saved = QLabel()
        self.saved.setAccessibleName("保存状态")
        self.statusBar().addPermanentWidget(self.saved)
        self.menus = Menus(self.menuBar(), self._commands())
        self.menus.show_page("")
        self.restoreGeometry(QByteArray.fromBase64(settings.get("geometry").encode("ascii", "ignore")))

    def furnish(self, workspace: "Workspace", drafts: "DraftBox", profiles: "ProfileStore") -> None:
        """Brings in the forms and drafts."""
        from ui.pages.home_page import HomePage
        from ui.widgets.idle_import import IdleImporter
        from ui.widgets.page_painter import PageFonts

        self.workspace, self.drafts, self.profiles = workspace, drafts, profiles
        self._fonts = PageFonts()
        self.home = HomePage(workspace.templates.values(), [str(fault) for fault in workspace.faults])
        self._pages.addWidget(self.home)
        self._connect_home()
        self._refresh_actions()
        self.home.show_drafts(self.drafts.drafts())
        IdleImporter(_LATER, self)

    def open_form(self, form_id: str) -> None:
        """Starts a blank form, with what the profile knows already in it."""
        self._start(self.workspace.blank(form_id))

    def open_letter(self) -> None:
        """Starts the covering letter of the form being filled, which is saved and put away."""
        if self.fill is not None:
            self._start(self.workspace.letter_for(self.fill.session.entry))

    def open_draft(self, path: Path) -> None:
        """Goes on with a draft, wherever it lies."""
        from ui.pages.draft_saver import DraftSaver

        try:
            draft = self.drafts.open(path)
        except (StorageError, OSError) as error:
            tell(self, "打不开这份文件", str(error))
            return
        session = self.workspace.session(draft.entry.form_id, draft.entry)
        self._fill(session, DraftSaver(self.drafts, draft.path, draft.note))

    def go_home(self) -> None:
        """Puts the form away, saved, and shows forms and drafts."""
        self._leave(self._show_home)

    def ask_profile(self) -> None:
        """Shows the unit's particulars to be filled in."""
        from ui.pages.profile_dialog import ProfileDialog

        dialog = ProfileDialog(self.profiles.load(), self)
        dialog.accepted.connect(lambda: self._guard("保存不了单位资料", lambda: self.profiles.save(dialog.profile)))
        dialog.rejected.connect(self._note_asked)
        dialog.open()

    def import_points(self) -> None:
        """Takes a new year's work points out of a notice, checked by the clerk."""
        from ui.pages.points_dialog import PointsDialog

        PointsDialog(self.workspace.lists, self.workspace.add_list, self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves before closing."""
        if self.fill is not None:
            event.ignore()
            self._leave(self._drop_and_close)
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._guard("", lambda: self.settings.put("geometry", geometry))
        event.accept()

    def save_now(self) -> None:
        """Writes the draft before anything else can go wrong; raises StorageError."""
        if self.fill is not None:
            self.fill.saver.save_here()

    def export(self) -> None:
        """Gives out the pair; asks first where something must still be mended."""
        page = self.fill
        if page is None or not page.ready:
            return
        page.form.visit_all()
        if not page.errors:
            self._open_export(page, draft=False)
            return
        ask(
            self,
            "还不能正式导出",
            f"还有 {page.errors} 处必须改正的问题。\n\n先改正再导出；如果只想看看样子，可以导出草稿。",
            yes="导出草稿(&D)",
            no="去改正(&M)",
            then=lambda: self._open_export(page, draft=True),
            otherwise=page.findings.go_to_next,
        )

    def print_pages(self) -> None:
        """Prints what the preview shows."""
        from ui.pages.printing import ask_and_print

        if self.fill is not None and self.fill.preview.view.pages:
            preview = self.fill.preview
            ask_and_print(preview.view.pages, preview.fonts, self.fill.session.template.title, self)

    def _open_export(self, page: "FillPage", *, draft: bool) -> None:
        from ui.pages.export_dialog import ExportDialog

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(self.settings.get("export_folder") or documents)
        dialog = ExportDialog(page.session.exporter(draft=draft), folder, page.errors, self)
        dialog.exported.connect(lambda folder: self._note_export(page, folder, draft=draft))
        dialog.print_wanted.connect(self.print_pages)
        dialog.open()

    def _note_export(self, page: "FillPage", folder: Path, *, draft: bool) -> None:
        self._guard("", lambda: self.settings.put("export_folder", str(folder)))
        if not draft:
            page.mark_exported()

    def _start(self, entry: "Entry") -> None:
        """Starts a form from that entry, with what the profile knows in what is still empty."""
        from castforms.session.drafts import DraftNote
        from castforms.session.profile import prefilled
        from ui.pages.draft_saver import DraftSaver

        entry = prefilled(self.workspace.template(entry.form_id), entry, self.profiles.load())
        self._fill(self.workspace.session(entry.form_id, entry), DraftSaver(self.drafts, None, DraftNote()))

    def _fill(self, session: "FormSession", saver: "DraftSaver") -> None:
        """Leaves what is there, makes the page, shows it: three turns of the event loop, each of them short."""

        def make() -> None:
            from ui.pages.fill_page import FillPage

            page = FillPage(session, saver, self.profiles.load(), self._fonts)
            QTimer.singleShot(0, self, lambda: self._show_form(page))

        def leave() -> None:
            self._drop_page()
            QTimer.singleShot(0, self, make)

        self._leave(leave)

    def _show_form(self, page: "FillPage") -> None:
        self._drop_page()
        self.fill = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.setWindowTitle(f"{page.session.template.title} - {_NAME}")
        page.status.connect(self.saved.setText)
        page.changed.connect(self._refresh_actions)
        page.home_wanted.connect(self.go_home)
        page.export_wanted.connect(self.export)
        page.letter_wanted.connect(self.open_letter)
        self._refresh_actions()

    def _show_home(self) -> None:
        self._drop_page()
        self._pages.setCurrentWidget(self.home)
        self.home.show_drafts(self.drafts.drafts())
        self.setWindowTitle(_NAME)
        self._refresh_actions()

    def _drop_page(self) -> None:
        if self.fill is not None:
            self.fill.close_down()
            self._pages.removeWidget(self.fill)
            self.fill.deleteLater()
            self.fill = None
        self.saved.setText("")

    def _drop_and_close(self) -> None:
        self._drop_page()
        self.close()

    def _leave(self, then: Callable[[], object]) -> None:
        """Saves, then goes on; where the disk refuses, the clerk decides."""
        try:
            self.save_now()
        except StorageError as error:
            text = f"{error}\n\n仍要离开吗？这次的修改会丢失。"
            ask(self, "草稿没有保存", text, yes="离开(&L)", no="留下(&S)", then=then)
        else:
            then()

    def _open_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "打开填报文件", str(self.drafts.folder), _FILES)
        if chosen:
            self.open_draft(Path(chosen))

    def _save_copy(self, page: "FillPage") -> None:
        start = Path.home() / f"{page.session.template.title}.castform"
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存一份填报文件", str(start), _FILES)
        if chosen:
            path = Path(chosen).with_suffix(".castform")
            self._guard("保存不了", lambda: self.drafts.save(path, page.session.entry, page.saver.note))

    def _mark(self, draft: "Draft", state: "DraftState") -> None:
        self._guard("不能标记", lambda: self.drafts.mark(draft.path, state))
        self.home.show_drafts(self.drafts.drafts())

    def _throw_away(self, draft: "Draft") -> None:
        def throw() -> None:
            self._guard("删除不了", lambda: self.drafts.throw_away(draft.path))
            self.home.show_drafts(self.drafts.drafts())

        text = f"删除这份草稿吗？\n\n{draft.template.title}"
        ask(self, "删除草稿", text, yes="删除(&D)", no="保留(&K)", then=throw)

    def _note_asked(self) -> None:
        if not self.profiles.asked:
            self._guard("", lambda: self.profiles.save({}))

    def _guard(self, title: str, action: Callable[[], None]) -> None:
        """Does it; without a title, a disk that refuses is no reason to disturb the clerk."""
        try:
            action()
        except StorageError as error:
            if title:
                tell(self, title, str(error))

    def _connect_home(self) -> None:
        self.home.form_chosen.connect(self.open_form)
        self.home.draft_chosen.connect(lambda draft: self.open_draft(draft.path))
        self.home.draft_marked.connect(self._mark)
        self.home.draft_thrown_away.connect(self._throw_away)
        self.home.open_wanted.connect(self._open_file)
        self.home.profile_wanted.connect(self.ask_profile)

    def _commands(self) -> tuple[tuple[str, tuple[Command | None, ...]], ...]:
        key, on = QKeySequence.StandardKey, self._on_form
        file = (
            Command("新建(&N)", key.New, self.go_home),
            Command("打开(&O)…", key.Open, self._open_file),
            None,
            Command("保存(&S)", key.Save, on(lambda page: page.save()), "form"),
            Command("另存一份(&A)…", key.SaveAs, on(self._save_copy), "form"),
            None,
            Command("导出 PDF 和 Word(&E)…", "Ctrl+E", self.export, "form"),
            Command("打印(&P)…", key.Print, self.print_pages, "form"),
            None,
            Command("导入工作要点(&W)…", "", self.import_points, "home"),
            Command("单位资料(&I)…", "", self.ask_profile),
            Command("退出(&Q)", "Ctrl+Q", self.close),
        )
        edit = (
            Command(_UNDO, key.Undo, on(lambda page: page.undo()), "form"),
            Command(_REDO, "Ctrl+Y Ctrl+Shift+Z", on(lambda page: page.redo()), "form"),
            None,
            Command("查找表单(&F)", key.Find, self._find, "home"),
            Command("下一处问题(&N)", "F8", on(lambda page: page.findings.go_to_next()), "form"),
        )
        view = (
            Command("放大(&I)", "Ctrl++ Ctrl+=", on(lambda page: page.preview.zoom_in()), "form"),
            Command("缩小(&O)", "Ctrl+-", on(lambda page: page.preview.zoom_out()), "form"),
            Command("实际大小(&T)", "Ctrl+0", on(lambda page: page.preview.true_size()), "form"),
            Command("适合页宽(&W)", "Ctrl+1", on(lambda page: page.preview.fit_width()), "form"),
            Command("整页(&P)", "Ctrl+2", on(lambda page: page.preview.fit_page()), "form"),
            None,
            Command("显示印章位置(&S)", "Ctrl+3", on(lambda page: page.preview.seal_button.toggle()), "form"),
            Command("通知要求(&R)", "F1", on(lambda page: page.show_notice()), "form"),
        )
        return ("文件(&F)", file), ("编辑(&B)", edit), ("视图(&V)", view)

    def _find(self) -> None:
        self.home.search.setFocus()

    def _on_form(self, act: "Callable[[FillPage], object]") -> Callable[[], object]:
        return lambda: act(self.fill) if self.fill else None

    def _refresh_actions(self) -> None:
        session = self.fill.session if self.fill else None
        self.menus.show_page("form" if session else "home")
        self.menus.name(_UNDO, session.undo_name if session else "")
        self.menus.name(_REDO, session.redo_name if session else "")
