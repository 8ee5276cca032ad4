"""The window: home, the form being filled, menus and the status bar.

It is shown empty and furnished afterwards: what home and the form need is imported when it is needed.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from castforms.session.settings import Settings, StorageError
from ui.pages.menus import FORM, GO, HOME, Menus

if TYPE_CHECKING:
    from PySide6 import QtGui
    from PySide6.QtWidgets import QLabel

    from castforms.model.entry import Entry
    from castforms.session.drafts import Draft, DraftBox
    from castforms.session.form_session import FormSession
    from castforms.session.profile import ProfileStore
    from castforms.session.workspace import Workspace
    from ui.pages.draft_desk import DraftDesk
    from ui.pages.draft_saver import DraftSaver
    from ui.pages.fill_page import FillPage
    from ui.pages.giving_out import GivingOut
    from ui.pages.home_page import HomePage
    from ui.widgets.page_painter import PageFonts
    from ui.widgets.slices import Slices

_NAME = "公文表单填报"
_RETURNED = frozenset({".docx", ".pdf"})

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
        self.resize(self.screen().availableSize().boundedTo(QSize(1280, 760)) - QSize(0, 40))  # less the frame
        self.setMinimumSize(960, 560)
        self.fill: FillPage | None = None
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.menus = Menus(self.menuBar())
        self.restoreGeometry(QByteArray.fromBase64(settings.get("geometry").encode("ascii", "ignore")))

    def furnish(self, workspace: "Workspace", drafts: "DraftBox", profiles: "ProfileStore") -> None:
        """Brings in the forms and drafts."""
        self.workspace, self.drafts, self.profiles = workspace, drafts, profiles

    @cached_property
    def saved(self) -> "QLabel":
        """Says in the status bar when the draft was saved."""
        from PySide6.QtWidgets import QLabel

        saved = QLabel()
        self.statusBar().addPermanentWidget(saved)
        return saved

    @cached_property
    def desk(self) -> "DraftDesk":
        """What is done with drafts besides filling them."""
        from ui.pages.draft_desk import DraftDesk

        return DraftDesk(self.drafts, self, self._show_drafts)

    @cached_property
    def giving_out(self) -> "GivingOut":
        """Exports and prints."""
        from ui.pages.giving_out import GivingOut

        return GivingOut(self.settings, self)

    @cached_property
    def home(self) -> "HomePage":
        """The forms and the drafts; made when it is first wanted, which a draft opened at the start puts off."""
        from ui.pages.home_page import HomePage
        from ui.widgets.idle_import import IdleImporter

        home = HomePage()
        home.form_chosen.connect(self.open_form)
        home.draft_chosen.connect(lambda draft: self.open_draft(draft.path))
        home.draft_marked.connect(self.desk.mark)
        home.draft_thrown_away.connect(self.desk.throw_away)
        home.return_wanted.connect(self.send_draft)
        home.open_wanted.connect(self.open_file)
        home.export_wanted.connect(self.export_drafts)
        home.profile_wanted.connect(self.ask_profile)
        self._pages.addWidget(home)
        IdleImporter(_LATER, self)
        return home

    @cached_property
    def _listing(self) -> "Slices":
        from ui.widgets.slices import Slices

        return Slices(self)

    @cached_property
    def page_fonts(self) -> "PageFonts":
        """The fonts of the pages, opened once for all forms."""
        from ui.widgets.page_painter import PageFonts

        return PageFonts()

    def open_form(self, form_id: str) -> None:
        """Starts a blank form, with what the profile knows already in it."""
        self._start(self.workspace.blank(form_id))

    def open_letter(self) -> None:
        """Starts the covering letter of the form being filled, which is saved and put away."""
        if self.fill is not None:
            self._start(self.workspace.letter_for(self.fill.session.entry))

    def open_draft(self, path: Path) -> bool:
        """Goes on with a draft, wherever it lies; tells whether it can be read.

        A Word or PDF file that comes back is read first, and becomes a new draft if the clerk wants it.
        """
        if path.suffix.casefold() in _RETURNED:
            self._read_back(path)
            return False
        from ui.pages.draft_saver import DraftSaver
        from ui.pages.questions import tell

        if self.fill is not None and self.fill.saver.works_on(path):
            return True
        try:
            draft = self.drafts.take_up(path)
        except (StorageError, OSError) as error:
            tell(self, "打不开这份文件", f"打不开“{path.name}”。\n\n{error}")
            return False

        def begin() -> "tuple[FormSession, DraftSaver]":
            session = self.workspace.session(draft.entry.form_id, draft.entry)
            return session, DraftSaver(self.drafts.work_on(draft), draft.note, draft.words)

        self._fill(begin)
        return True

    def _read_back(self, path: Path) -> None:
        from ui.pages.read_dialog import read_back

        def begin(entry: "Entry") -> None:
            self._guarded("不能建成草稿", lambda: self.open_draft(self.drafts.create(entry)))

        read_back(path, self.workspace, self, begin)

    def go_home(self) -> None:
        """Puts the form away, saved, and shows forms and drafts."""
        self._leave(self._show_home)

    def ask_profile(self) -> None:
        """Shows the unit's particulars to be filled in."""
        from ui.pages.profile_dialog import ProfileDialog

        dialog = ProfileDialog(self.profiles.load(), self)
        dialog.accepted.connect(lambda: self._guarded("保存不了单位资料", lambda: self.profiles.save(dialog.profile)))
        dialog.rejected.connect(self._note_asked)
        dialog.open()

    def import_points(self) -> None:
        """Takes a new year's work points out of a notice, checked by the clerk."""
        from ui.pages.points_dialog import PointsDialog

        PointsDialog(self.workspace.lists, self.workspace.add_list, self).open()

    def closeEvent(self, event: "QtGui.QCloseEvent") -> None:
        """Saves before closing."""
        if self.fill is not None:
            self._leave(self._drop_and_close)
        if self.fill is not None:  # the clerk is being asked
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._guarded("", lambda: self.settings.put("geometry", geometry))
        event.accept()

    def save_now(self) -> None:
        """Writes the draft before anything else can go wrong; raises StorageError."""
        if self.fill is not None:
            self.fill.saver.save_here()

    def export(self) -> None:
        """Gives out the pair; asks first where something must still be mended."""
        if self.fill is not None:
            self.giving_out.export(self.fill)

    def export_drafts(self) -> None:
        """Gives out the pairs of many drafts."""
        self.giving_out.export_drafts(self.workspace, self.drafts, self._show_drafts)

    def send(self) -> None:
        """Saves the form and goes on to its stamped pages and the mail."""
        if self.fill is not None:
            draft = self.fill.saver.draft
            self.fill.save()
            self._leave(lambda: self._send(draft.path))

    def send_draft(self, draft: "Draft") -> None:
        """Takes in the stamped pages of a draft and sends the return."""
        self.giving_out.send(self.workspace, self.drafts, draft, self._show_drafts)

    def print_pages(self) -> None:
        """Prints what the preview shows."""
        if self.fill is not None:
            self.giving_out.print_pages(self.fill)

    def print_blank(self) -> None:
        """Prints the form with nothing filled in."""
        if self.fill is not None:
            self.giving_out.print_blank(self.fill)

    def open_file(self) -> None:
        """Asks for a draft's file and opens it."""
        from PySide6.QtWidgets import QFileDialog

        from ui.pages.draft_desk import OPENED

        chosen, _kind = QFileDialog.getOpenFileName(self, "打开填报文件", str(self.drafts.folder), OPENED)
        if chosen:
            self.open_draft(Path(chosen))

    def save_copy(self) -> None:
        """Writes a copy of the draft to where the clerk says."""
        if self.fill is not None:
            self.desk.save_copy(self.fill)

    def show_history(self) -> None:
        """Shows the earlier versions of the draft."""
        from ui.pages.draft_tools import show_history

        if self.fill is not None:
            show_history(self.fill, self.drafts)

    def show_copy(self) -> None:
        """Offers answers of other drafts."""
        from ui.pages.draft_tools import show_copy

        if self.fill is not None:
            show_copy(self.fill, self.drafts)

    def ask_form(self) -> None:
        """Asks for a form's file and imports it."""
        from ui.pages.draft_tools import ask_form

        if source := ask_form(self):
            self.import_form(source)

    def import_form(self, source: Path) -> None:
        """Takes a form among the user's own, in another thread, and shows it at home."""
        from ui.pages.draft_tools import import_form

        import_form(source, self.workspace, self, self.show_forms)

    def show_forms(self) -> None:
        """Shows at home which forms there are."""
        self.home.show_forms(self.workspace.templates.values(), map(str, self.workspace.faults))

    def go_to_search(self) -> None:
        """Puts the keyboard into the search of the home page."""
        self.home.search.setFocus()

    def _start(self, entry: "Entry") -> None:
        """Starts a form from that entry, with what the profile knows in what is still empty."""
        from castforms.session.drafts import DraftNote
        from castforms.session.profile import prefilled
        from ui.pages.draft_saver import DraftSaver

        entry = prefilled(self.workspace.template(entry.form_id), entry, self.profiles.load())
        form_id = entry.form_id
        self._fill(lambda: (self.workspace.session(form_id, entry), DraftSaver(self.drafts.work_on(), DraftNote())))

    def _fill(self, begin: "Callable[[], tuple[FormSession, DraftSaver]]") -> None:
        """Leaves what is there, makes the page, shows it: three turns of the event loop, each of them short."""

        def make() -> None:
            from ui.pages.fill_page import FillPage

            page = FillPage(*begin(), self.profiles.load(), self.profiles.recent(), lambda: self.page_fonts)
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
        page.begin()
        self.setWindowTitle(f"{page.session.template.title} - {_NAME}")
        page.status.connect(self.saved.setText)
        page.seen.connect(self._refresh_actions)
        page.changed.connect(self._refresh_actions)
        page.home_wanted.connect(self.go_home)
        page.export_wanted.connect(self.export)
        page.exported.connect(self._note_answers)
        page.letter_wanted.connect(self.open_letter)

    def _show_home(self) -> None:
        self._drop_page()
        if not self.home.cards:
            self.show_forms()
        self._pages.setCurrentWidget(self.home)
        self._show_drafts()
        self.setWindowTitle(_NAME)
        self._refresh_actions()

    def _show_drafts(self) -> None:
        """Reads the drafts, many of them in several turns of the event loop."""
        found: list[Draft] = []

        def show() -> None:
            self.home.show_drafts(sorted(found, key=lambda draft: draft.changed, reverse=True))

        self._listing.run(map(found.append, self.drafts.each()), show)

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
        from ui.pages.questions import ask_to_leave
        from ui.widgets.composition import settle_typing

        settle_typing()
        try:
            self.save_now()
        except StorageError as error:
            ask_to_leave(self, error, then)
        else:
            then()

    def _note_answers(self) -> None:
        if self.fill is not None:
            session = self.fill.session
            self._guarded("", lambda: self.profiles.note_answers(session.template, session.entry))

    def _note_asked(self) -> None:
        if not self.profiles.asked:
            self._guarded("", lambda: self.profiles.save({}))

    def _guarded(self, title: str, action: Callable[[], object]) -> None:
        from ui.pages.questions import guarded

        guarded(self, title, action)

    def _send(self, path: Path | None) -> None:
        self._show_home()
        if path is not None:
            self._guarded("打不开这份文件", lambda: self.send_draft(self.drafts.open(path)))

    def _list_questions(self) -> None:
        from ui.pages.go_to_menu import fill_go_to

        if self.fill is not None:
            session = self.fill.session
            fill_go_to(self.menus.menu(GO), session.template, session.entry, self.fill.form.go_to)

    def _refresh_actions(self) -> None:
        """Offers what makes sense now; the first time, when something is seen, the menus get their commands."""
        from ui.pages.commands import REDO, UNDO, menus

        if self.menus.empty:
            self.menus.fill(menus(self))
            self.menus.menu(GO).aboutToShow.connect(self._list_questions)
        session = self.fill.session if self.fill else None
        self.menus.show_page(FORM if session else HOME)
        self.menus.name(UNDO, session.undo_name if session else "")
        self.menus.name(REDO, session.redo_name if session else "")
