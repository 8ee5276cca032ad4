"""What the checks say of the whole form, section by section, with the corrections that are safe."""

from collections.abc import Mapping
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from castforms.model.entry import FieldPath
from castforms.model.finding import Finding, Severity
from castforms.model.template import Field, FormTemplate
from castforms.session.fixes import Fix
from ui import theme
from ui.theme import GAP
from ui.widgets.labels import button, heading

_SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.HINT: "i"}
_NAMES = {Severity.ERROR: "必须改正", Severity.WARNING: "请留意", Severity.HINT: "建议"}
_ROLE = Qt.ItemDataRole.UserRole


class WrappingDelegate(QStyledItemDelegate):
    """Makes a line as high as its words need at the width of the column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Height of the wrapped text."""
        tree = self.parent()
        if not isinstance(tree, QTreeWidget) or index.column():
            return super().sizeHint(option, index)
        width = tree.columnWidth(0) - tree.indentation() * 2 - 8
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        text = str(index.data())
        metrics = QFontMetrics(option.font)
        return QSize(width, metrics.boundingRect(0, 0, max(80, width), 10000, flags, text).height() + 8)


class FindingTree(QTreeWidget):
    """The list itself; Enter jumps."""

    jump = Signal(object)
    fix = Signal(object)
    """The finding to be done away with; its correction is worked out then, from what stands in the field by now."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setIndentation(14)
        self.setRootIsDecorated(False)
        self.setAccessibleName("检查结果")
        self.setToolTip("点一条可转到该处；点右侧的改正办法可直接改正（Ctrl+F8）")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)
        self.setItemDelegate(WrappingDelegate(self))
        self.header().sectionResized.connect(self.scheduleDelayedItemsLayout)
        self.itemClicked.connect(self._on_click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter jumps."""
        item = self.currentItem()
        if item and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_click(item, 0)
        else:
            super().keyPressEvent(event)

    def _on_click(self, item: QTreeWidgetItem, column: int) -> None:
        finding = item.data(0, _ROLE)
        if column == 1 and item.text(1):
            self.fix.emit(finding)
        elif finding is not None:
            self.jump.emit(finding.path)


class FindingsPanel(QWidget):
    """The list under its summary."""

    jump = Signal(object)
    fix = Signal(object)
    fix_all = Signal()

    def __init__(self, template: FormTemplate) -> None:
        super().__init__()
        self._template = template
        self._findings: tuple[Finding, ...] | None = None
        self._kinds: list[tuple[str, Severity, FieldPath]] = []
        self._next = 0
        """Position of the finding that comes next where none is chosen."""
        self.summary = heading("正在检查……")
        self.next = button("下一处(&J)", tip="转到下一处（F8）")
        self.all = button("全部改正(&A)", tip="一次改正所有能自动改正的地方，可撤销")
        self.tree = FindingTree()
        self.tree.jump.connect(self.jump)
        self.tree.fix.connect(self.fix)
        self.next.clicked.connect(self.go_to_next)
        self.all.clicked.connect(self.fix_all)
        self._done = QLabel("没有必须改正的问题，可以导出。")
        self._done.setObjectName("muted")
        self._done.hide()
        self.all.hide()
        self.next.setEnabled(False)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.all)
        head.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._done)
        column.addWidget(self.tree, 1)

    def show_findings(self, findings: tuple[Finding, ...], fixes: Mapping[Finding, Fix]) -> None:
        """Shows findings, with the safe correction of each that has one."""
        if findings == self._findings:
            return
        self._findings = findings
        self.summary.setText(_summary(findings))
        self._done.setVisible(not any(finding.severity is Severity.ERROR for finding in findings))
        self.next.setEnabled(bool(findings))
        self.all.setVisible(len(fixes) > 1)
        in_order = sorted(findings, key=lambda finding: not finding.path)  # the form as a whole comes last
        kinds = [(finding.code, finding.severity, finding.path) for finding in in_order]
        if kinds == self._kinds:  # while a clerk types beyond a limit, only the count is another
            for item, finding in zip(self._items(), in_order, strict=True):
                if item.data(0, _ROLE) != finding:
                    self._say(item, finding, fixes.get(finding))
            return
        chosen = self._chosen
        passed = self._kinds[: self._next if chosen is None else chosen + 1]
        kept = {kind: position for position, kind in enumerate(kinds)}
        self._next = max((kept[kind] + 1 for kind in passed if kind in kept), default=0)
        stays = kept.get(self._kinds[chosen]) if chosen is not None else None
        self._kinds = kinds
        self.tree.clear()
        for section, members in groupby(in_order, key=self._section):
            self._add_section(section, list(members), fixes)
        self.tree.expandAll()
        if stays is not None:
            self.tree.setCurrentItem(self._items()[stays])

    def go_to_next(self) -> None:
        """Jumps to the finding after the current one, or after where that was; the first one after the last."""
        items = self._items()
        if not items:
            return
        chosen = self._chosen
        position = self._next if chosen is None else chosen + 1
        item = items[position % len(items)]
        self.tree.setCurrentItem(item)
        self.jump.emit(item.data(0, _ROLE).path)

    def fix_current(self, here: FieldPath | None) -> None:
        """Corrects a finding at that place, where the keyboard is, or else the chosen one, if that is safe."""
        chosen, near = self.tree.currentItem(), [item for item in self._items() if item.data(0, _ROLE).path == here]
        near.sort(key=lambda item: item is not chosen)
        fixable = (item for item in (*near, chosen) if item is not None and item.text(1))
        if item := next(fixable, None):
            self.fix.emit(item.data(0, _ROLE))

    @property
    def _chosen(self) -> int | None:
        """Which of the findings is chosen, from 0; None if none is."""
        items, current = self._items(), self.tree.currentItem()
        return items.index(current) if current in items else None

    def _items(self) -> list[QTreeWidgetItem]:
        groups = [item for row in range(self.tree.topLevelItemCount()) if (item := self.tree.topLevelItem(row))]
        return [item for group in groups for row in range(group.childCount()) if (item := group.child(row))]

    def _add_section(self, section: str, findings: list[Finding], fixes: Mapping[Finding, Fix]) -> None:
        group = QTreeWidgetItem([f"{section}（{len(findings)}）"])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setForeground(0, QBrush(QColor(theme.colours().muted)))
        self.tree.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        for finding in findings:
            item = QTreeWidgetItem()
            self._say(item, finding, fixes.get(finding))
            group.addChild(item)

    def _say(self, item: QTreeWidgetItem, finding: Finding, fix: Fix | None) -> None:
        """The words come last: with every change that it is told of, the tree measures the line anew."""
        colours = theme.colours()
        with QSignalBlocker(self.tree.model()):
            item.setText(1, fix.name if fix else "")
            item.setForeground(0, QBrush(QColor(colours.of(finding.severity.value))))
            item.setForeground(1, QBrush(QColor(colours.accent)))
            item.setData(0, _ROLE, finding)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{_NAMES[finding.severity]}：{finding.message}")
            item.setToolTip(0, f"{finding.message}\n依据：{finding.source}" if finding.source else finding.message)
        item.setText(0, f"{_SIGNS[finding.severity]}  {finding.message}")

    def _section(self, finding: Finding) -> str:
        return section_of(self._template, finding.path)


def section_of(template: FormTemplate, path: FieldPath) -> str:
    """The part of the form, as the window names it, that a path leads into."""
    field = template.field(str(path[0])) if path else None
    if field is None:
        return "整份表单"
    if len(path) > 2 and isinstance(path[1], int):
        inner = next((member for member in field.fields if member.name == path[2]), None)
        item = f"{field.item_label or field.label}{path[1] + 1}"
        return f"{item} · {_group(inner)}" if inner else item
    return _group(field)


def _group(field: Field) -> str:
    return field.group or field.label


def _summary(findings: tuple[Finding, ...]) -> str:
    counts = [(name, sum(1 for f in findings if f.severity is severity)) for severity, name in _NAMES.items()]
    return "，".join(f"{name} {count} 处" for name, count in counts if count) or "检查通过"
