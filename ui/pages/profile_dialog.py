"""The unit's particulars, asked once at the first start."""

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from castforms.session.profile import PARTICULARS, Profile
from ui.pages.careful_dialog import CarefulDialog
from ui.theme import MARGIN
from ui.widgets.composition import ComposedLine
from ui.widgets.labels import button, heading, muted


class ProfileDialog(CarefulDialog):
    """Asks for the profile; nothing in it is required."""

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("单位资料")
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(heading("单位资料"))
        column.addWidget(muted("填一次，以后每份表单自动填入，仍可逐份修改。只保存在这台电脑上，都可以留空。"))
        form = QFormLayout()
        self.boxes = {name: ComposedLine(profile.get(name, "")) for name in PARTICULARS}
        for (name, label), box in zip(PARTICULARS.items(), self.boxes.values(), strict=True):
            box.setAccessibleName(label)
            form.addRow(label, box)
            if name == "unit":
                box.setPlaceholderText("与印章一致的全称")
        column.addLayout(form)
        self.later = button("以后再填(&L)")
        self.later.clicked.connect(self.reject)
        self.save = button("保存(&S)", kind="primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.save)
        column.addLayout(row)

    @property
    def typed(self) -> bool:
        """Whether anything was filled in or changed."""
        return any(box.isModified() for box in self.boxes.values())

    @property
    def profile(self) -> Profile:
        """What was filled in."""
        return {name: box.text().strip() for name, box in self.boxes.items()}
