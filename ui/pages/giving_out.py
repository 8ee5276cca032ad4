"""From the filled form to files and paper: what must be asked before, and which dialogs follow one another."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from castforms.session.drafts import Draft, DraftBox
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from ui.pages.questions import ask, guarded, tell
from ui.widgets.file_choice import documents

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from castforms.model.pages import PageBox
    from ui.pages.fill_page import FillPage
    from ui.widgets.page_painter import PageFonts


class GivingOut:
    """Exports and prints; its dialogs belong to `parent`."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        self._settings = settings
        self._parent = parent

    def export(self, page: "FillPage") -> None:
        """Gives out the pair; asks first where something must still be mended."""
        if not page.ready:
            return
        page.form.visit_all()
        if not page.errors:
            self._open_export(page, draft=False)
            return
        ask(
            self._parent,
            "还不能正式导出",
            f"还有 {page.errors} 处必须改正的问题。\n\n先改正再导出；如果只想看看样子，可以导出草稿。",
            yes="导出草稿(&D)",
            no="去改正(&M)",
            then=lambda: self._open_export(page, draft=True),
            otherwise=page.findings.go_to_next,
        )

    def print_pages(self, page: "FillPage") -> None:
        """Shows what will be on paper, then asks with the system's dialog, then prints."""
        self._show_print(page.preview.view.pages, page.preview.fonts, page.session.template.title)

    def print_blank(self, page: "FillPage") -> None:
        """The same for the form as it is filled in by hand."""
        if not page.ready:
            return
        pages, fonts = page.session.blank_pages(), page.preview.fonts
        for face in fonts.missing(page.session.faces):
            fonts.open(face)
        self._show_print(pages, fonts, f"{page.session.template.title}（空白表）")

    def export_drafts(self, workspace: Workspace, box: DraftBox, then: Callable[[], None]) -> None:
        """Gives out the pairs of many drafts; `then` is called when the clerk has seen what became of them."""
        from ui.pages.batch_dialog import BatchDialog  # noqa: PLC0415 - as above

        drafts = box.drafts()
        if not drafts:
            tell(self._parent, "没有草稿", "还没有可以导出的草稿。\n\n先从左边选一份表单填写。")
            return
        dialog = BatchDialog(workspace, box, drafts, self._folder, self._parent)
        dialog.exported.connect(self._keep_folder)
        dialog.finished.connect(lambda _code: then())
        dialog.open()

    def send(self, workspace: Workspace, box: DraftBox, draft: Draft, then: Callable[[], None]) -> None:
        """Takes in the stamped pages of a draft and sends the return; `then` is called when the clerk is done."""
        from ui.pages.return_dialog import ReturnDialog  # noqa: PLC0415 - as above

        dialog = ReturnDialog(workspace, box, draft, self._folder, self._parent)
        dialog.folder_chosen.connect(self._keep_folder)
        dialog.finished.connect(lambda _code: then())
        dialog.open()

    def _show_print(self, pages: "tuple[PageBox, ...]", fonts: "PageFonts", name: str) -> None:
        from ui.pages.print_dialog import PrintDialog  # noqa: PLC0415 - loads printing

        if pages:
            dialog = PrintDialog(pages, fonts, name, self._parent)
            dialog.chosen.connect(lambda printer: self._ask_printer(printer, pages, fonts))
            dialog.open()

    def _ask_printer(self, printer: "QPrinter", pages: "tuple[PageBox, ...]", fonts: "PageFonts") -> None:
        from PySide6.QtPrintSupport import QPrintDialog  # noqa: PLC0415 - as above

        from ui.pages.printing import PrintJob  # noqa: PLC0415

        dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowTitle("选择打印机")
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, on=False)
        dialog.setMinMax(1, len(pages))
        dialog.accepted.connect(lambda: PrintJob(printer, pages, fonts, self._parent))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.show()

    @property
    def _folder(self) -> Path:
        return Path(self._settings.get("export_folder") or documents())

    def _keep_folder(self, folder: Path) -> None:
        guarded(self._parent, "", lambda: self._settings.put("export_folder", str(folder)))

    def _open_export(self, page: "FillPage", *, draft: bool) -> None:
        from ui.pages.export_dialog import ExportDialog  # noqa: PLC0415 - not before it is wanted

        dialog = ExportDialog(page.session.exporter(draft=draft), self._folder, page.errors, self._parent)
        dialog.exported.connect(lambda folder: self._note_export(page, folder, draft=draft))
        dialog.print_wanted.connect(lambda: self.print_pages(page))
        dialog.open()

    def _note_export(self, page: "FillPage", folder: Path, *, draft: bool) -> None:
        self._keep_folder(folder)
        if not draft:
            page.mark_exported()
