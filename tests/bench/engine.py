"""castforms as the benches call it, without any peer: a process that measures us must not pay for importing them."""

from castforms.compose.composer import compose
from castforms.model.document import Document
from castforms.model.entry import Entry
from castforms.model.measure import Attachment
from castforms.model.pages import PagedDocument
from castforms.model.stylesheet import GB_9704
from castforms.session.typesetter import Typesetter
from castforms.storage.entry_file import entry_json
from castforms.writers.pdf import write_pdf
from castforms.writers.word import write_word
from tests.bench.works import Work

Pair = tuple[bytes, bytes]


class Engine:
    """castforms, warm: fonts open, everything imported."""

    def __init__(self) -> None:
        self.typesetter = Typesetter(GB_9704)

    def compose(self, work: Work, entry: Entry) -> Document:
        """The composed document."""
        return compose(work.template, entry)

    def lay_out(self, document: Document) -> PagedDocument:
        """The document on its pages."""
        return self.typesetter.set_pages(document)

    def pdf(self, entry: Entry, paged: PagedDocument) -> bytes:
        """The PDF."""
        return write_pdf(paged, self.typesetter.fonts, _attachment(entry))

    def word(self, entry: Entry, paged: PagedDocument) -> bytes:
        """The Word file."""
        return write_word(paged, GB_9704, self.typesetter.fonts, _attachment(entry))

    def pair(self, work: Work, entry: Entry) -> Pair:
        """From the answers to both files."""
        paged = self.lay_out(self.compose(work, entry))
        return self.pdf(entry, paged), self.word(entry, paged)


def _attachment(entry: Entry) -> Attachment:
    return Attachment("entry.json", "application/json", entry_json(entry).encode())
