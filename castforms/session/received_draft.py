"""A draft sent for comments, opened from its file into the form that answers it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from castforms.model.entry import Entry, Record, record
from castforms.model.kept_file import kept_file
from castforms.model.template import FieldType, FormTemplate
from castforms.rules.cleaning import clean_text
from castforms.session.guarded import Run, Tell, read_guarded
from castforms.session.incoming import content, read_incoming
from castforms.storage.faults import StorageError
from castforms.storage.kept_files import keep_file

if TYPE_CHECKING:
    from castforms.intake.draft import Draft

TITLE, POINTS = "title", "points"
"""Fields that a draft fills beside its own: what it is called, and its points with `number`, `original`, `revised`."""


class ReceivedDraft(NamedTuple):
    """The answers the draft gives, and what the clerk should look at, in Chinese."""

    values: Record
    doubts: tuple[str, ...]


def opened_draft(field: str, path: Path, run: Run = read_guarded) -> ReceivedDraft:
    """What the draft in that file answers, its name to that field; a Word file is kept, to be given back revised.

    Raises StorageError, with one Chinese line, where the file cannot be read or kept.
    """
    draft = run(partial(_draft, path))
    digest = keep_file(content(path)) if draft.revisable else ""
    name = kept_file(clean_text(path.name), digest)
    return ReceivedDraft(record({field: name, TITLE: draft.title, POINTS: _points(draft)}), draft.doubts)


def _draft(path: Path, tell: Tell) -> "Draft":
    """Runs in the process that reads."""
    from castforms.intake.draft import read_draft  # noqa: PLC0415 - the program itself needs no reader

    tell(f"读取 {path}")
    return read_incoming(path, partial(read_draft, clean=clean_text))


def filled(template: FormTemplate, entry: Entry, path: Path, tell: Callable[[str], object]) -> Entry:
    """The entry with the answers of the draft in that file, what is doubtful told.

    Raises StorageError as `opened_draft` does, and where the form asks for no draft.
    """
    field = next((field for field in template.fields if field.type is FieldType.FILE), None)
    if field is None:
        raise StorageError(f"“{template.title}”不需要读入文件，请去掉这个选项")
    draft = opened_draft(field.name, path)
    for doubt in draft.doubts:
        tell(f"请核对：{doubt}")
    return Entry(entry.form_id, record({**entry.values, **draft.values}))


def _points(draft: "Draft") -> tuple[Record, ...]:
    return tuple(
        record({"number": part.number, "original": part.text, "revised": part.text, "reason": ""})
        for part in draft.parts
    )
