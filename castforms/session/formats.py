"""The formats that a placed document can be written in."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from castforms.model.measure import Attachment
from castforms.model.pages import PagedDocument
from castforms.session.typesetter import Typesetter
from castforms.storage.pair import PDF, WORD
from castforms.writers.pdf import write_pdf
from castforms.writers.word import write_word

Format = Callable[[PagedDocument, Typesetter, Attachment], bytes]

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        PDF: lambda paged, setter, attachment: write_pdf(paged, setter.fonts, attachment),
        WORD: lambda paged, setter, attachment: write_word(paged, setter.sheet, setter.fonts, attachment),
    }
)
"""What can be written, by suffix."""
