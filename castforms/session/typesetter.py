"""A form checked and set on pages in one layout profile; fonts are loaded once for many entries."""

import datetime
from collections.abc import Callable
from functools import cached_property

from castforms.compose.composer import compose, compose_output
from castforms.fonts.faces import FontSet, NoFontError, load_fonts
from castforms.fonts.finder import FontSearch
from castforms.layout.page_mark import with_page_marks
from castforms.layout.paginate import Paginator
from castforms.model.document import Document, all_paragraphs, plain_text
from castforms.model.entry import Entry, FieldPath, text_of
from castforms.model.finding import Finding
from castforms.model.measure import Substitution
from castforms.model.page_mark import document_id
from castforms.model.pages import PagedDocument
from castforms.model.stylesheet import FontRole, StyleSheet
from castforms.model.template import FormTemplate, OutputPart
from castforms.rules.cleaning import clean_entry
from castforms.rules.engine import CheckContext, run_checks
from castforms.storage.faults import StorageError


def this_day() -> datetime.date:
    """Today where the clerk sits."""
    return datetime.datetime.now().astimezone().date()


class Typesetter:
    """Joins rules, composer, layout and fonts under one style sheet."""

    def __init__(self, sheet: StyleSheet, today: Callable[[], datetime.date] = this_day) -> None:
        self.sheet = sheet
        self._today = today
        self._search: FontSearch | None = None

    def look_for_fonts(self) -> None:
        """Asks the machine for its fonts; it answers while the caller goes on until they are needed."""
        self._search = self._search or FontSearch()

    @cached_property
    def fonts(self) -> FontSet:
        """The fonts of the style sheet as this machine has them; raises StorageError where there are none."""
        fonts = load_fonts(self.sheet, self._search)
        try:
            fonts.glyph(FontRole.BODY, "中")
        except NoFontError as error:
            raise StorageError(str(error)) from error
        return fonts

    def substitutions(self) -> tuple[Substitution, ...]:
        """Fonts that stood in so far."""
        return self.fonts.substitutions()

    def findings(self, template: FormTemplate, entry: Entry) -> tuple[Finding, ...]:
        """What the checks say of the entry."""
        return run_checks(template, entry, CheckContext(self.fonts.printable, self._today()))

    def paged(self, template: FormTemplate, entry: Entry, *, mark: bool = False) -> PagedDocument:
        """The entry on its pages; with `mark` each carries its mark, unless the notice forbids additions."""
        if mark and template.notice.page_mark:
            return self.marked(template, entry)
        return self.set_pages(compose(template, entry))

    def cleaned(self, template: FormTemplate, entry: Entry) -> PagedDocument:
        """The entry on its pages as it is given out: without blanks at ends and characters nobody sees."""
        return self.paged(template, clean_entry(entry))

    def marked(self, template: FormTemplate, entry: Entry) -> PagedDocument:
        """The entry on its pages with their marks, whatever the notice says: for comparing with what comes back."""
        paged = self.set_pages(compose(template, entry))
        document = document_id(template.id, text_of(entry.at((template.unit_field,))))
        return with_page_marks(paged, document, self.sheet.mark_of(letter=paged.document.is_letter))

    def paged_output(self, template: FormTemplate, output: OutputPart, entry: Entry) -> PagedDocument:
        """A further file of the form on its pages."""
        return self.set_pages(self.dated_output(template, output, entry))

    def dated_output(self, template: FormTemplate, output: OutputPart, entry: Entry) -> Document:
        """A further file of the form as a document; its revisions are of today where the answers name no day."""
        document = self.composed_output(template, output, entry)
        return document if document.date else document._replace(date=self._today().isoformat())

    def composed_output(self, template: FormTemplate, output: OutputPart, entry: Entry) -> Document:
        """A further file of the form as a document."""
        return compose_output(template, output, entry)

    def cleaned_output(self, template: FormTemplate, output: OutputPart, entry: Entry) -> PagedDocument:
        """A further file of the form on its pages as it is given out."""
        return self.paged_output(template, output, clean_entry(entry))

    def set_pages(self, document: Document) -> PagedDocument:
        """A composed document on its pages."""
        return self._paginator.paginate(document)

    @cached_property
    def _paginator(self) -> Paginator:
        return Paginator(self.sheet, self.fonts)

    def unprintable(self, document: Document) -> tuple[tuple[str, FieldPath], ...]:
        """Characters that no font of this machine has, each with the first answer it stands in."""
        missing = {c for c in set(plain_text(document)) - {"\n"} if not self.fonts.printable(c)}
        places: dict[str, FieldPath] = {}
        for paragraph in all_paragraphs(document) if missing else ():
            for character in missing.intersection(paragraph.text):
                places.setdefault(character, paragraph.path)
        return tuple(places.items())
