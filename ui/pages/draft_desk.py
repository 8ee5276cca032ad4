"""What the clerk does with drafts besides filling them: mark, throw away, save a copy."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from castforms.session.drafts import Draft, DraftBox, DraftState
from ui.pages.questions import ask, guarded

if TYPE_CHECKING:
    from ui.pages.fill_page import FillPage

_SUFFIX = ".castform"
FILES = "填报文件 (*.castform)"
OPENED = "填报文件、导出的或手工填写的 Word 和 PDF (*.castform *.docx *.pdf)"


class DraftDesk:
    """Works on the drafts and then calls `changed`; questions and complaints appear over `parent`."""

    def __init__(self, drafts: DraftBox, parent: QWidget, changed: Callable[[], None]) -> None:
        self._drafts = drafts
        self._parent = parent
        self._changed = changed

    def mark(self, draft: Draft, state: DraftState) -> None:
        """Notes how far the return has come."""
        guarded(self._parent, "不能标记", lambda: self._drafts.mark(draft.path, state))
        self._changed()

    def throw_away(self, draft: Draft) -> None:
        """Takes the draft off the list, once the clerk has agreed."""

        def throw() -> None:
            guarded(self._parent, "删除不了", lambda: self._drafts.throw_away(draft.path))
            self._changed()

        name = f"{draft.unit or '（未填单位）'} · {draft.template.title}"
        text = f"删除这份草稿吗？\n\n{name}\n\n删除后放在 deleted 文件夹，用“打开文件”打开它就能找回。"
        ask(self._parent, "删除草稿", text, yes="删除(&D)", no="保留(&K)", then=throw)

    def save_copy(self, page: "FillPage") -> None:
        """Asks for a place and writes a copy there; the draft stays where it is."""
        start = Path.home() / f"{page.session.template.title}.castform"
        chosen, _kind = QFileDialog.getSaveFileName(self._parent, "另存一份填报文件", str(start), FILES)
        if not chosen:
            return
        named = Path(chosen)
        path = named if named.suffix.casefold() == _SUFFIX else named.with_name(named.name + _SUFFIX)

        def write() -> None:
            entry, note = page.session.entry, page.saver.note
            if page.saver.works_on(path):  # to write behind its back would look like somebody else's doing
                page.save()
                return
            guarded(self._parent, "保存不了", lambda: self._drafts.save(path, entry, note))

        if path != named and os.path.lexists(path):  # the system's dialog has asked about another name
            text = f"已有名为 {path.name} 的文件。\n\n替换后，原来的文件不能找回。"
            ask(self._parent, "替换文件", text, yes="替换(&R)", no="取消(&C)", then=write)
        else:
            write()
