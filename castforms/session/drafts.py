"""The drafts a clerk works on: where they lie, how far each is, and how they are found again after a mishap."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from castforms.model.entry import Entry, text_of
from castforms.model.template import FormTemplate
from castforms.session.draft_note import DraftNote, DraftState, meta_of, note_of, number_of
from castforms.session.open_draft import OpenDraft, Origin, SecondPlaceError
from castforms.session.workspace import StorageError, Workspace
from castforms.storage import paths
from castforms.storage.drafts import bring_back, draft_files, fingerprint, lock_path, throw_away
from castforms.storage.entry_file import (
    SEAL,
    EntryFile,
    file_bytes,
    parse_entry_file,
    read_entry_file,
    save_entry,
)
from castforms.storage.faults import unwritable
from castforms.storage.file_lock import LockedError, take_lock
from castforms.storage.versions import Version, Versions, VersionStore

__all__ = ["Draft", "DraftBox", "DraftNote", "DraftState", "SecondPlaceError", "Version"]


class Draft(NamedTuple):
    """One draft as it was read."""

    path: Path
    template: FormTemplate
    entry: Entry
    note: DraftNote
    changed: dt.datetime
    origin: Origin
    words: str = ""
    """What the clerk should know: that the text was recovered, and from where."""

    @property
    def unit(self) -> str:
        """Who makes the return; empty while that is not answered."""
        return text_of(self.entry.at((self.template.unit_field,)))


class DraftBox:
    """The drafts of one user."""

    def __init__(self, workspace: Workspace, folder: Path | None = None) -> None:
        self._workspace = workspace
        self.folder = folder or paths.user_folder() / "drafts"
        self._store = VersionStore((folder.parent / "versions",) if folder else paths.version_folders())

    def drafts(self) -> tuple[Draft, ...]:
        """Every draft that can be read or recovered, the one changed last first."""
        return tuple(sorted(self.each(), key=lambda draft: draft.changed, reverse=True))

    def each(self) -> Iterator[Draft]:
        """The same in no order, each read when it is asked for."""
        lost = (path for path in self._store.drafts() if path.parent == self.folder.resolve() and not path.exists())
        return (draft for path in (*lost, *draft_files(self.folder)) if (draft := self._readable(path)))

    def open(self, path: Path) -> Draft:
        """The draft in that file, wherever it lies; where it is damaged or behind, from its versions.

        Raises StorageError where neither the file nor a version can be read.
        """
        versions = self._store.of(path)
        try:
            data = file_bytes(path)
            file = parse_entry_file(data, self._workspace.template)
        except StorageError as fault:
            return self._rescued(path, versions, fault)
        known = hashlib.sha256(data).hexdigest()
        origin = Origin(path, known, beside=file.beside)
        revision = number_of(meta_of(file.beside), "revision")
        newest = self._newest(versions, above=revision)
        if newest and meta_of(newest[1].beside).get("previous") == known:
            words = "上次没有来得及写入文件的内容已经恢复，请核对。"
            return self._draft(origin, newest[1], newest[0].saved.astimezone(), words)
        return self._draft(origin, file, dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone())

    def take_up(self, path: Path) -> Draft:
        """The same, and one that was thrown away is in the list again."""
        draft = self.open(path)
        back = bring_back(path, self.folder)
        return draft if back == path else self.open(back)

    def work_on(self, draft: Draft | None = None) -> OpenDraft:
        """The draft, or a new one, to be worked on."""
        return OpenDraft(self.folder, self._store, draft.origin if draft else None)

    def versions(self, path: Path) -> tuple[Version, ...]:
        """The earlier states of that draft, the newest first."""
        return self._store.of(path).all()

    def version_entry(self, version: Version) -> Entry | None:
        """What that version says; None if it cannot be read."""
        file = self._read(version)
        return file.entry if file else None

    def create(self, entry: Entry) -> Path:
        """Writes a new draft and tells where; raises StorageError."""
        draft = self.work_on()
        try:
            return draft.save(entry, DraftNote())
        finally:
            draft.close()

    def save(self, path: Path, entry: Entry, note: DraftNote) -> None:
        """Writes the entry over a file that nobody works on, and keeps what others store in it; raises StorageError."""
        beside = self._beside(path)
        save_entry(path, entry, {**beside, "meta": {**meta_of(beside), **note.members, SEAL: ""}})

    def mark(self, path: Path, state: DraftState, day: dt.date | None = None) -> None:
        """Notes how far the return has come, and the day it was sent (today, if not told); raises StorageError."""
        sent = (day or dt.datetime.now().astimezone().date()).isoformat() if state is DraftState.SENT else ""
        draft = self.open(path)
        work = self.work_on(draft)
        try:
            if work.notice:
                raise StorageError("这份草稿正在另一个窗口中打开，请在那里操作，或关闭后再试")
            work.save(draft.entry, draft.note._replace(state=state, sent=sent))
        finally:
            work.close()

    def throw_away(self, path: Path) -> None:
        """Takes a draft off the list; the file is kept in a folder beside.  Raises StorageError."""
        try:
            lock = take_lock(lock_path(path))
        except LockedError as error:
            raise StorageError("这份草稿正在另一个窗口中打开，请关闭后再删除") from error
        try:
            if path.exists():
                throw_away(path)
            self._store.of(path).forget()
        finally:
            lock.release()

    def _readable(self, path: Path) -> Draft | None:
        try:
            return self.open(path)
        except (StorageError, OSError):
            return None

    def _rescued(self, path: Path, versions: Versions, fault: StorageError) -> Draft:
        newest = self._newest(versions)
        if newest is None:
            raise fault
        version, file = newest
        try:
            known = fingerprint(path)
        except OSError as error:
            raise unwritable(path, error) from error
        reason = "已经损坏" if known else "不见了"
        words = f"草稿的文件{reason}，已用 {version.saved:%m-%d %H:%M} 自动保存的版本恢复，请核对。"
        origin = Origin(path, known, damaged=bool(known), beside=file.beside)
        return self._draft(origin, file, version.saved.astimezone(), words)

    def _newest(self, versions: Versions, above: int = 0) -> tuple[Version, EntryFile] | None:
        for version in versions.all():
            if version.number <= above:
                break
            if file := self._read(version):
                return version, file
        return None

    def _read(self, version: Version) -> EntryFile | None:
        try:
            return read_entry_file(version.path, self._workspace.template)
        except StorageError:
            return None

    def _draft(self, origin: Origin, file: EntryFile, changed: dt.datetime, words: str = "") -> Draft:
        template = self._workspace.template(file.entry.form_id)
        return Draft(origin.path, template, file.entry, note_of(meta_of(file.beside)), changed, origin, words)

    def _beside(self, path: Path) -> Mapping[str, object]:
        try:
            return read_entry_file(path, self._workspace.template).beside
        except StorageError:  # not there yet, or damaged: nothing to keep
            return {}
