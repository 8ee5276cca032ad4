"""What the menu offers for the draft that is being filled: its history, and answers from other drafts."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from castforms.model.template import FormTemplate
from castforms.session.drafts import DraftBox
from castforms.session.workspace import StorageError, Workspace
from ui.pages.copy_dialog import CopyDialog
from ui.pages.fill_page import FillPage
from ui.pages.history_dialog import HistoryDialog
from ui.pages.questions import tell
from ui.widgets.background import Background

_FORMS = "表单 (*.zip template.toml)"


def ask_form(parent: QWidget) -> Path | None:
    """Asks for the file of a form that is to be imported; None if there is to be none."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, "导入表单", str(Path.home()), _FORMS)
    return Path(chosen) if chosen else None


def import_form(source: Path, workspace: Workspace, parent: QWidget, then: Callable[[], None]) -> None:
    """Takes a form, named by its folder, its `template.toml` or a zip file, among the user's own, and says so."""
    folder = source.parent if source.name == "template.toml" else source

    def done(form: FormTemplate) -> None:
        then()
        tell(parent, "已导入", f"已导入表单“{form.title}”，可以在首页选择填写。")

    def failed(error: BaseException) -> None:
        if not isinstance(error, StorageError):
            raise error
        tell(parent, "不能导入这份表单", str(error))

    Background("import", parent).run(lambda: workspace.add_form(folder), done, failed)


def show_history(page: FillPage, drafts: DraftBox) -> HistoryDialog:
    """Shows the versions of the draft; one that is restored is a step that can be undone."""
    path = page.saver.draft.path
    versions = drafts.versions(path) if path else ()
    dialog = HistoryDialog(page.session.template, page.session.entry, versions, drafts.version_entry, page)
    dialog.restored.connect(lambda entry: page.take_over(entry, "恢复历史版本"))
    dialog.open()
    return dialog


def show_copy(page: FillPage, drafts: DraftBox) -> CopyDialog:
    """Offers answers of other drafts, those of the same form first."""
    session = page.session
    others = [draft for draft in drafts.drafts() if draft.path != page.saver.draft.path]
    others.sort(key=lambda draft: draft.template.id != session.template.id)
    dialog = CopyDialog(session.template, session.entry, others, drafts.open, page)
    dialog.taken.connect(lambda entry: page.take_over(entry, "从其他填报带入"))
    dialog.open()
    return dialog
