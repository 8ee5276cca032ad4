"""The editor of a picture: a thumbnail, a button to choose a file, one to take it away."""

from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath, Value, text_of
from castforms.model.finding import Finding
from castforms.model.picture import picture_of
from castforms.model.template import Field
from castforms.session.workspace import StorageError
from ui.forms.field_editor import FieldEditor, worst
from ui.widgets.background import Background
from ui.widgets.file_choice import ask_file
from ui.widgets.labels import button, muted, say, set_severity
from ui.widgets.layouts import at_left

_FILES = "图片 (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp)"
_THUMBNAIL = QSize(200, 130)


class PictureEditor(FieldEditor):
    """One picture answer."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__(field, path)
        self._background: Background | None = None
        self.thumbnail = QLabel()
        self.thumbnail.hide()
        self.choose = button("选择图片…")
        self.choose.setAccessibleName(f"选择{field.label}")
        self.choose.clicked.connect(self._ask)
        self.remove = button("移除图片", kind="link")
        self.remove.clicked.connect(lambda: self._change("", f"移除“{self.field.label}”"))
        self.remove.hide()
        self.message = muted("")
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addWidget(self.message, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(at_left(self.thumbnail))
        column.addLayout(row)

    @property
    def control(self) -> QWidget:
        """The button."""
        return self.choose

    def show_value(self, value: Value) -> None:
        """Shows the picture small."""
        picture = picture_of(text_of(value))
        if picture:
            pixels = QPixmap()
            pixels.loadFromData(picture.data)
            mode = QtCore.Qt.AspectRatioMode.KeepAspectRatio, QtCore.Qt.TransformationMode.SmoothTransformation
            ratio = self.devicePixelRatioF()
            small = pixels.scaled(_THUMBNAIL * ratio, *mode)
            small.setDevicePixelRatio(ratio)
            self.thumbnail.setPixmap(small)
        self.thumbnail.setVisible(picture is not None)
        self.remove.setVisible(bool(value))
        self.choose.setText("换一张…" if value else "选择图片…")

    def focus_at(self, rest: FieldPath) -> None:  # noqa: ARG002 - a picture has no parts
        """Puts the keyboard on the button."""
        self.choose.setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Colours the button's frame."""
        set_severity(self.choose, worst(findings))

    def take(self, path: Path) -> None:
        """Reads that file in the background; the message tells why not, if it cannot be used."""
        from castforms.session.picture_answers import picture_answer  # noqa: PLC0415 - loads the picture library

        if self._background is None:
            self._background = Background("picture", self)
            self.destroyed.connect(self._background.finish)
        say(self.message, "正在读入图片……")
        self._background.run(lambda: picture_answer(path), self._on_read, self._on_failed)

    def _ask(self) -> None:
        reading = self._background is not None and not self._background.idle  # a disabled button loses the keyboard
        if not reading and (chosen := ask_file(self, "选择图片", _FILES)):
            self.take(chosen)

    def _on_read(self, answer: str) -> None:
        say(self.message, "")
        self._change(answer, f"放入“{self.field.label}”")

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, StorageError):
            raise error
        say(self.message, str(error), "error")

    def _change(self, value: str, name: str) -> None:
        self.show_value(value)
        self.edited.emit(self.path, value, name, False)
