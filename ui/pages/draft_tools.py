"""What the menu offers for the draft that is being filled: its history, and answers from other drafts."""

from castforms.session.drafts import DraftBox
from ui.pages.copy_dialog import CopyDialog
from ui.pages.fill_page import FillPage
from ui.pages.history_dialog import HistoryDialog


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
