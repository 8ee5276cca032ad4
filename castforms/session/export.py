"""The pair given out: one document as PDF and as Word, line for line the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from castforms.model.embedded import ENTRY_ATTACHMENT
from castforms.model.entry import Entry, path_text
from castforms.model.finding import Finding
from castforms.model.measure import Attachment
from castforms.model.pages import PagedDocument
from castforms.model.template import FormTemplate
from castforms.rules.catalogue import Message
from castforms.rules.cleaning import clean_entry
from castforms.session.report import blocking
from castforms.session.typesetter import Typesetter
from castforms.storage.atomic import Create, create
from castforms.storage.entry_file import entry_json
from castforms.storage.names import pair_stem, stem_room
from castforms.storage.pair import PDF, WORD, write_pair
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one export; without files it was refused, and the findings say why."""

    findings: tuple[Finding, ...]
    pages: int = 0
    files: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    """By suffix."""

    @property
    def refused(self) -> bool:
        """Whether nothing was written."""
        return not self.files


def export_entry(
    template: FormTemplate,
    entry: Entry,
    typesetter: Typesetter,
    folder: Path,
    *,
    draft: bool = False,
    mark: bool = False,
    suffixes: tuple[str, ...] = (PDF, WORD),
    opener: Create = create,
) -> Outcome:
    """Writes the entry's files into the folder, all or none.

    An entry with errors is refused unless it is a `draft`; a character that no font has is refused always.
    With `mark` every page carries its mark, unless the form's notice forbids additions.
    Raises StorageError where the disk refuses.
    """
    findings = typesetter.findings(template, entry)
    if blocking(findings, draft=draft):
        return Outcome(findings)
    entry = clean_entry(entry)
    paged = typesetter.paged(template, entry, mark=mark)
    if missing := _unprintable(paged, typesetter):
        return Outcome((*findings, *missing))
    attachment = Attachment(ENTRY_ATTACHMENT, "application/json", entry_json(entry).encode())
    contents = {suffix: FORMATS[suffix](paged, typesetter, attachment) for suffix in suffixes}
    stem = pair_stem(template.title, paged.document.unit, stem_room(folder))
    return Outcome(findings, len(paged.pages), write_pair(folder, stem, contents, opener))


def _unprintable(paged: PagedDocument, typesetter: Typesetter) -> tuple[Finding, ...]:
    """What the checks cannot see: characters that the form itself prints."""
    return tuple(
        Message.UNPRINTABLE.at(path, where=path_text(path) or "表单", characters=f"“{character}”")
        for character, path in typesetter.unprintable(paged.document)
    )
