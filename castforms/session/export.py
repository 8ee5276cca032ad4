"""The pair given out: one document as PDF and as Word, line for line the same."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from castforms.model.embedded import ENTRY_ATTACHMENT
from castforms.model.entry import Entry, path_text
from castforms.model.finding import Finding
from castforms.model.measure import Attachment
from castforms.model.pages import PagedDocument
from castforms.model.template import FormTemplate
from castforms.rules.catalogue import Message
from castforms.rules.cleaning import clean_entry
from castforms.session.formats import FORMATS
from castforms.session.outputs import longest_mark, output_suffix
from castforms.session.report import blocking
from castforms.session.typesetter import Typesetter
from castforms.storage.atomic import Create, create
from castforms.storage.entry_file import entry_json
from castforms.storage.names import pair_stem, stem_room
from castforms.storage.pair import PDF, WORD, write_pair

if TYPE_CHECKING:
    from castforms.session.output_content import OutputContent


class Outcome(NamedTuple):
    """What became of one export; without files it was refused, and the findings say why."""

    findings: tuple[Finding, ...]
    pages: int = 0
    files: Mapping[str, Path] = MappingProxyType({})
    """By suffix, further files by what follows the stem of their names."""
    notes: tuple[Finding, ...] = ()
    """What the clerk should know of how the files were made."""

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
    replace: bool = False,
) -> Outcome:
    """Writes the entry's files into the folder, all or none.

    With `replace`, files of the same name make room.  An entry with errors is refused unless it is a `draft`; a
    character that no font has is refused always.  With `mark` every page carries its mark, unless the form's notice
    forbids additions.  Raises StorageError where the disk refuses.
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
    further = _further(template, entry, typesetter, attachment, suffixes)
    contents |= {suffix: content.data for suffix, content in further.items()}
    notes = tuple(note for content in further.values() for note in content.notes)
    stem = pair_stem(template.title, paged.document.unit, stem_room(folder) - longest_mark(template))
    return Outcome(findings, len(paged.pages), write_pair(folder, stem, contents, opener, replace=replace), notes)


def output_notes(template: FormTemplate, entry: Entry, typesetter: Typesetter) -> tuple[Finding, ...]:
    """What an export will have to say of how the files beside the pair are made."""
    from castforms.session.output_content import output_notes as notes_of  # noqa: PLC0415 - few forms need it

    entry = clean_entry(entry)
    return tuple(note for output in template.outputs for note in notes_of(template, output, entry, typesetter))


def _further(
    template: FormTemplate, entry: Entry, typesetter: Typesetter, attachment: Attachment, suffixes: tuple[str, ...]
) -> "dict[str, OutputContent]":
    """What the form gives out beside the pair, by what follows the stem in its name."""
    wanted = {name: output for output in template.outputs if (name := output_suffix(output)).endswith(suffixes)}
    if not wanted:
        return {}
    from castforms.session.output_content import output_content  # noqa: PLC0415 - few forms need it

    return {name: output_content(template, output, entry, typesetter, attachment) for name, output in wanted.items()}


def _unprintable(paged: PagedDocument, typesetter: Typesetter) -> tuple[Finding, ...]:
    """What the checks cannot see: characters that the form itself prints."""
    return tuple(
        Message.UNPRINTABLE.at(path, where=path_text(path) or "表单", characters=f"“{character}”")
        for character, path in typesetter.unprintable(paged.document)
    )
