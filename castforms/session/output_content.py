"""A further file of a form, for one a draft with tracked changes, read back before it is handed over."""

from typing import NamedTuple

from castforms.compose.revisions import numbered
from castforms.intake.word_draft import DraftParagraph, draft_paragraphs
from castforms.intake.word_revisions import read_revisions
from castforms.intake.word_text import read_word_body
from castforms.model.document import Document, all_paragraphs, plain_text
from castforms.model.entry import Entry, Record, record, records_of, text_of
from castforms.model.finding import Finding
from castforms.model.kept_file import kept_digest
from castforms.model.measure import Attachment
from castforms.model.pages import PagedDocument
from castforms.model.template import FieldType, FormTemplate, OutputFormat, OutputPart, RedlinePart
from castforms.rules.catalogue import Message
from castforms.rules.cleaning import clean_text
from castforms.session.draft_order import in_draft_order
from castforms.session.formats import FORMATS
from castforms.session.outputs import SUFFIXES
from castforms.session.typesetter import Typesetter
from castforms.storage.faults import StorageError
from castforms.storage.kept_files import kept_data
from castforms.storage.pair import WORD
from castforms.writers.word_draft import write_redlined_draft
from castforms.writers.word_draft_elements import DraftMismatchError
from castforms.writers.word_revision import Revision

_UNFAITHFUL = "修订稿没有通过核对（全部接受或全部拒绝后与填写的不一致），没有导出，请把填报文件发给开发者"


class OutputContent(NamedTuple):
    """A file, and what there is to say about how it was made."""

    data: bytes
    notes: tuple[Finding, ...] = ()


def output_content(
    template: FormTemplate, output: OutputPart, entry: Entry, typesetter: Typesetter, attachment: Attachment
) -> OutputContent:
    """The file; a draft that was given as Word keeps its own package.

    Tracked changes are read back: accepted they must give the revised text, rejected the original.  Raises
    StorageError where they do not.
    """
    redlines = [block for section in output.sections for block in section.blocks if isinstance(block, RedlinePart)]
    if redlines and (package := kept_data(kept_digest(text_of(entry.at((_file_field(template),)))))):
        entry = _in_draft_order(entry, redlines[0], package)
    paged = typesetter.paged_output(template, output, entry)
    if output.format is OutputFormat.PDF or not redlines:
        return OutputContent(FORMATS[SUFFIXES[output.format]](paged, typesetter, attachment))
    own, notes = _in_own_file(template, output, entry, typesetter, redlines[0])
    return OutputContent(own or _set_anew(template, output, entry, typesetter, paged, attachment), notes)


def output_notes(
    template: FormTemplate, output: OutputPart, entry: Entry, typesetter: Typesetter
) -> tuple[Finding, ...]:
    """What there will be to say about how the file is made; takes as long as writing into the clerk's own file."""
    redlines = [block for section in output.sections for block in section.blocks if isinstance(block, RedlinePart)]
    if output.format is OutputFormat.PDF or not redlines:
        return ()
    return _in_own_file(template, output, entry, typesetter, redlines[0])[1]


def _file_field(template: FormTemplate) -> str:
    return next((field.name for field in template.fields if field.type is FieldType.FILE), "")


def _in_draft_order(entry: Entry, redline: RedlinePart, package: bytes) -> Entry:
    said = (paragraph.text for paragraph in draft_paragraphs(read_word_body(package)[0], clean_text))
    return in_draft_order(entry, redline, [text for text in said if text])


def _in_own_file(
    template: FormTemplate, output: OutputPart, entry: Entry, typesetter: Typesetter, redline: RedlinePart
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The revisions in the Word file that the draft was given as; None where they are not, and what to say of it."""
    field = _file_field(template)
    digest = kept_digest(text_of(entry.at((field,))))
    if not digest:
        return None, ()
    package = kept_data(digest)
    entry = _in_draft_order(entry, redline, package) if package else entry
    if redline.number:  # the word processor that wrote the file counts what its text does not say
        items = (record({**item, redline.number: ""}) for item in records_of(entry.at((redline.for_each,))))
        entry = entry.with_value((redline.for_each,), tuple(items))
    document = typesetter.dated_output(template, output, entry)
    if package and (data := _in_package(package, document, entry, redline)):
        return data, ()
    reason = "它的文字或结构容不下这些修改" if package else "它不在这台电脑上"
    return None, (Message.DRAFT_SET_ANEW.at((field,), reason=reason),)


def _set_anew(
    template: FormTemplate,
    output: OutputPart,
    entry: Entry,
    typesetter: Typesetter,
    paged: PagedDocument,
    attachment: Attachment,
) -> bytes:
    """The draft with its revisions in the official layout."""
    redlines = [block for section in output.sections for block in section.blocks if isinstance(block, RedlinePart)]
    data = FORMATS[WORD](paged, typesetter, attachment)
    wanted = (
        _said(typesetter.composed_output(template, output, _settled(entry, redlines, accepted=accepted)))
        for accepted in (False, True)
    )
    if read_revisions(data) != tuple(wanted):
        raise StorageError(_UNFAITHFUL)
    return data


def find_paragraphs(root: object) -> list[DraftParagraph]:
    """The paragraphs of a draft in a Word file, as they were read when it was opened."""
    return draft_paragraphs(root, clean_text)


def _in_package(package: bytes, document: Document, entry: Entry, redline: RedlinePart) -> bytes | None:
    """The revisions in the clerk's own Word file; None where they do not fit into it."""
    paragraphs = [p for p in all_paragraphs(document) if p.path[:1] == (redline.for_each,)]
    try:
        data = write_redlined_draft(package, paragraphs, Revision(document.unit, document.date), find_paragraphs)
    except DraftMismatchError:
        return None
    before, after = read_revisions(package).accepted, read_revisions(data)
    others = _others(before, _lines(entry, redline, redline.original))
    unchanged = others is not None and others == _others(after.accepted, _lines(entry, redline, redline.revised))
    return data if unchanged and after.rejected == before else None


def _lines(entry: Entry, redline: RedlinePart, name: str) -> list[str]:
    texts = (text_of(item.get(name, "")) for item in records_of(entry.at((redline.for_each,))))
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def _others(paragraphs: tuple[str, ...], lines: list[str]) -> list[str] | None:
    """The paragraphs that are not the lines, which stand among them in that order; None if they do not."""
    rest, others = iter([*lines, ""]), []
    wanted = next(rest)
    for paragraph in paragraphs:
        if wanted and clean_text(paragraph).strip() == wanted:
            wanted = next(rest)
        else:
            others.append(paragraph)
    return None if wanted else others


def _settled(entry: Entry, redlines: list[RedlinePart], *, accepted: bool) -> Entry:
    """The entry as if the draft had said the revised text from the start, or nobody had revised it."""
    for part in redlines:
        items = records_of(entry.at((part.for_each,)))
        entry = entry.with_value((part.for_each,), tuple(_settled_item(item, part, accepted) for item in items))
    return entry


def _settled_item(item: Record, part: RedlinePart, accepted: bool) -> Record:
    names = (part.number, part.original, part.revised)
    text = numbered(*(text_of(item.get(name, "")) for name in names))[accepted]
    return record({**item, part.number: "", part.original: text, part.revised: text})


def _said(document: Document) -> tuple[str, ...]:
    return tuple(line.strip() for line in plain_text(document).split("\n") if line.strip())
