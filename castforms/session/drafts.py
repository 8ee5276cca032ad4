"""The drafts a clerk works on: where they lie, how far each is, and how they are kept safe."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from castforms.model.entry import Entry, text_of
from castforms.model.template import FormTemplate
from castforms.session.workspace import StorageError, Workspace
from castforms.storage import paths
from castforms.storage.drafts import draft_files, new_draft_path, throw_away
from castforms.storage.entry_file import create_entry, read_entry_file, save_entry


class DraftState(StrEnum):
    """How far a return has come; the last three are what the clerk says or does, the first is counted."""

    OPEN = "open"
    EXPORTED = "exported"
    SEALED = "sealed"
    SENT = "sent"


class DraftNote(NamedTuple):
    """What is noted beside the entry, so that the list of drafts needs no checks and no fonts."""

    errors: int = 0
    state: DraftState = DraftState.OPEN

    @property
    def ready(self) -> bool:
        """Whether it can be given out and was not yet."""
        return self.state is DraftState.OPEN and not self.errors

    @property
    def words(self) -> str:
        """The status as the list shows it."""
        if self.state is not DraftState.OPEN:
            return _WORDS[self.state]
        return f"缺 {self.errors} 项" if self.errors else "可导出"


_WORDS = {DraftState.EXPORTED: "已导出", DraftState.SEALED: "已盖章", DraftState.SENT: "已发送"}


class Draft(NamedTuple):
    """One draft in the list."""

    path: Path
    template: FormTemplate
    entry: Entry
    note: DraftNote
    changed: dt.datetime

    @property
    def unit(self) -> str:
        """Who makes the return; empty while that is not answered."""
        return text_of(self.entry.at((self.template.unit_field,)))


class DraftBox:
    """The drafts of one user."""

    def __init__(self, workspace: Workspace, folder: Path | None = None) -> None:
        self._workspace = workspace
        self.folder = folder or paths.user_folder() / "drafts"

    def drafts(self) -> tuple[Draft, ...]:
        """Every draft that can be read, the one changed last first."""
        return tuple(draft for path in draft_files(self.folder) if (draft := self._readable(path)))

    def open(self, path: Path) -> Draft:
        """The draft in that file, wherever it lies; raises StorageError."""
        file = read_entry_file(path, self._workspace.template)
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        return Draft(path, self._workspace.template(file.entry.form_id), file.entry, _note(file.beside), changed)

    def create(self, entry: Entry) -> Path:
        """Writes a new draft and tells where; raises StorageError."""
        path = new_draft_path(self.folder, entry.form_id, dt.datetime.now().astimezone())
        create_entry(path, entry)
        return path

    def save(self, path: Path, entry: Entry, note: DraftNote) -> None:
        """Writes the draft over its file and keeps what other programs store beside it; raises StorageError."""
        beside = dict(self._beside(path))
        meta = beside.get("meta")
        own = {"errors": str(note.errors), "state": note.state.value}
        save_entry(path, entry, {**beside, "meta": {**(meta if isinstance(meta, dict) else {}), **own}})

    def mark(self, path: Path, state: DraftState) -> None:
        """Notes how far the return has come; raises StorageError."""
        draft = self.open(path)
        self.save(path, draft.entry, draft.note._replace(state=state))

    def throw_away(self, path: Path) -> None:
        """Takes a draft off the list; the file is kept in a folder beside.  Raises StorageError."""
        throw_away(path)

    def _readable(self, path: Path) -> Draft | None:
        try:
            return self.open(path)
        except (StorageError, OSError):
            return None

    def _beside(self, path: Path) -> Mapping[str, object]:
        try:
            return read_entry_file(path, self._workspace.template).beside
        except StorageError:  # not there yet, or damaged: nothing to keep
            return {}


def _note(beside: Mapping[str, object]) -> DraftNote:
    meta = beside.get("meta")
    meta = meta if isinstance(meta, Mapping) else {}
    errors, state = str(meta.get("errors", "")), str(meta.get("state", ""))
    known = DraftState(state) if state in set(DraftState) else DraftState.OPEN
    return DraftNote(int(errors) if errors.isdecimal() else 0, known)
