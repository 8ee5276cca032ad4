"""Says in plain words that the program stumbled, and that the draft is safe."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import MARGIN
from ui.widgets.labels import button, heading, muted


class FailureDialog(QDialog):
    """Offers a report without personal data to be copied."""

    def __init__(self, saved: bool, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(heading("程序刚才出了错"))
        safe = "已填写的内容已经保存，不会丢失。" if saved else "草稿没有保存成功，请先用“另存一份”保存到别处。"
        column.addWidget(
            muted(f"{safe}\n可以继续使用；如果反复出现，请把下面的报告发给维护人员。报告里没有填写的内容。")
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("出错报告")
        column.addWidget(self.report)
        copy = button("复制报告(&C)")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        close = button("继续(&G)", kind="primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
