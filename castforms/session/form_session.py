"""One form being filled: edit, undo, check, look at the pages, give out the pair."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.model.entry import Entry, FieldPath, Value
from castforms.model.finding import Finding
from castforms.model.template import FormTemplate, OutputFormat
from castforms.session.blank import blank_entry
from castforms.session.history import History, Step, changed_place

if TYPE_CHECKING:
    from castforms.model.measure import Face, Substitution
    from castforms.model.pages import PageBox, PagedDocument
    from castforms.session.export import Outcome
    from castforms.session.exporter import Exporter
    from castforms.session.fixes import Fix
    from castforms.session.typesetter import Typesetter


class FormSession:
    """Holds the entry; every change goes through `edit`, `undo` and `redo`."""

    def __init__(self, template: FormTemplate, entry: Entry, typesetter: "Callable[[], Typesetter]") -> None:
        """`typesetter` is called when something is checked or set on pages for the first time: it loads fonts."""
        self.template = template
        self._entry = entry
        self._make_typesetter = typesetter
        self._history = History()
        self._findings: tuple[Finding, ...] | None = None
        self._paged: PagedDocument | None = None
        self._pages: tuple[PageBox, ...] | None = None

    @property
    def entry(self) -> Entry:
        """The answers as they are now."""
        return self._entry

    @property
    def undo_name(self) -> str:
        """What undo takes back, for the menu; empty if nothing."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str:
        """What redo makes again, for the menu; empty if nothing."""
        return self._history.redo_name

    @property
    def faces(self) -> "Mapping[str, Face]":
        """The faces that the pages so far were drawn with, by key."""
        return self._typesetter.fonts.faces

    @property
    def substitutions(self) -> "tuple[Substitution, ...]":
        """Fonts that stand in for those that this machine lacks."""
        return self._typesetter.substitutions()

    def prepare(self) -> None:
        """Loads fonts and checks, so that the first look at the pages does not wait; may run in another thread."""
        entry = self._entry
        self._typesetter.findings(self.template, entry)
        self._typesetter.cleaned(self.template, entry)
        self._further_pages(entry)

    def edit(self, path: FieldPath, value: Value, name: str, *, merge: bool = True) -> None:
        """Changes one answer; `name` tells the clerk what undo will take back.

        Edits of one path in a row are one step, unless `merge` is off.  The answer that is there already is no edit.
        """
        if self._entry.at(path) == value:
            return
        changed = self._entry.with_value(path, value)
        self._history.record(Step(name, path, self._entry), merge=merge)
        self._show(changed)

    def undo(self) -> FieldPath:
        """Takes back the last step, if there is one, and tells where."""
        return self._move(self._history.undo_path, self._history.undo)

    def redo(self) -> FieldPath:
        """Makes the step again that was taken back last, if there is one, and tells where."""
        return self._move(self._history.redo_path, self._history.redo)

    def findings(self) -> tuple[Finding, ...]:
        """What the checks say of the entry as it is now."""
        if self._findings is None:
            self._findings = self._typesetter.findings(self.template, self._entry)
        return self._findings

    def paged(self) -> "PagedDocument":
        """The entry on its pages as it is now."""
        if self._paged is None:
            self._paged = self._typesetter.cleaned(self.template, self._entry)
        return self._paged

    def pages(self) -> "tuple[PageBox, ...]":
        """The pages to be looked at and printed: the pair's, and those of further PDF files; with guides for seals."""
        if self._pages is None:
            from castforms.session.seal_label import with_seal_guides  # noqa: PLC0415 - as below

            diameter = self._typesetter.sheet.seal.diameter
            pages = (*self.paged().pages, *self._further_pages(self._entry))
            self._pages = tuple(with_seal_guides(page, diameter) for page in pages)
        return self._pages

    def blank_pages(self) -> "tuple[PageBox, ...]":
        """The form on its pages with nothing filled in."""
        return self._typesetter.cleaned(self.template, blank_entry(self.template)).pages

    def fixes(self) -> "Mapping[Finding, Fix]":
        """The safe correction of each finding that has one."""
        from castforms.session.fixes import fix_of  # noqa: PLC0415 - the questions are shown before anything is checked

        return {finding: fix for finding in self.findings() if (fix := fix_of(self._entry, finding))}

    def export(self, folder: Path, *, draft: bool = False) -> "Outcome":
        """Writes the PDF and the Word file into the folder; raises StorageError where the disk refuses."""
        return self.exporter(draft=draft).export(folder)

    def exporter(self, *, draft: bool = False, mark: bool = False) -> "Exporter":
        """The export of the entry as it is now, to be run anywhere, in another thread for one."""
        from castforms.session.exporter import Exporter  # noqa: PLC0415 - as above

        return Exporter(self.template, self._entry, lambda: self._typesetter, draft=draft, mark=mark)

    def _further_pages(self, entry: Entry) -> "tuple[PageBox, ...]":
        outputs = (output for output in self.template.outputs if output.format is OutputFormat.PDF)
        return tuple(
            page for output in outputs for page in self._typesetter.cleaned_output(self.template, output, entry).pages
        )

    @cached_property
    def _typesetter(self) -> "Typesetter":
        return self._make_typesetter()

    def _move(self, path: FieldPath, step: Callable[[Entry], Entry]) -> FieldPath:
        before = self._entry
        self._show(step(before))
        return changed_place(path, before.at(path), self._entry.at(path))

    def _show(self, entry: Entry) -> None:
        if entry is not self._entry:
            self._entry, self._findings, self._paged, self._pages = entry, None, None, None
