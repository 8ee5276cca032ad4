"""A dialog that can be left by accident, but not with what was typed into it."""

from PySide6.QtWidgets import QDialog

from ui.pages.questions import ask


class CarefulDialog(QDialog):
    """Asks before it throws away what was typed."""

    @property
    def typed(self) -> bool:
        """Whether leaving it now would lose anything."""
        raise NotImplementedError

    def reject(self) -> None:
        """Leaves, once the clerk has agreed."""
        if self.typed:
            text = "这里填写的内容还没有保存。\n\n离开后不能找回。"
            ask(self, "放弃填写的内容", text, yes="放弃(&A)", no="继续填写(&G)", then=self.leave)
        else:
            self.leave()

    def leave(self) -> None:
        """Leaves without a question."""
        super().reject()
