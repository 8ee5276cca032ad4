"""A draft being worked on: saved so that nothing typed is lost, and never over what somebody else has written."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from castforms.model.entry import Entry
from castforms.session.draft_note import DraftNote, meta_of
from castforms.storage.atomic import create_file, replace_file
from castforms.storage.drafts import fingerprint, lock_path, new_draft_path, throw_away
from castforms.storage.entry_file import SEAL, entry_file_bytes
from castforms.storage.faults import StorageError, unwritable
from castforms.storage.file_lock import FileLock, LockedError, take_lock
from castforms.storage.leftovers import sweep
from castforms.storage.versions import Versions, VersionStore

_RACES = 20


class SecondPlaceError(StorageError):
    """The draft's own file cannot be written; the text is safe among the draft's versions meanwhile."""


class Origin(NamedTuple):
    """The file that a draft was opened from."""

    path: Path
    known: str = ""
    """Fingerprint of what it held; empty if it is not there."""
    damaged: bool = False
    """What it holds is kept, but no longer as the draft."""
    beside: Mapping[str, object] = MappingProxyType({})
    """What other programs keep in it."""


class OpenDraft:
    """Holds the draft's lock from its first saving until `close`; who only looks leaves nothing beside the file."""

    def __init__(self, folder: Path, store: VersionStore, origin: Origin | None = None) -> None:
        """`folder` is where new drafts go; a draft without origin is new."""
        self._folder = folder
        self._store = store
        self._damaged = origin is not None and origin.damaged
        self._known = origin.known if origin else ""
        self._tried = self._known  # what the file holds if writing it failed at the very end
        self._beside = origin.beside if origin else MappingProxyType({})
        self._lock: FileLock | None = None
        self.path: Path | None = None
        self.notice = ""
        """What the clerk should know: that somebody else has the draft, and where the text goes instead."""
        if origin and self._take(origin.path, ""):
            self.close()

    @property
    def versions(self) -> Versions | None:
        """The versions of the draft; None before it is saved for the first time."""
        return self._store.of(self.path) if self.path else None

    def save(self, entry: Entry, note: DraftNote) -> Path:
        """Writes the draft and tells where, once it is there for certain.

        Raises SecondPlaceError where only a version could be written, other StorageError where nothing could.
        """
        for _race in range(_RACES):
            path = self._claimed() or self._new_path(entry.form_id)
            versions = self._store.of(path)
            data, kept = self._keep(versions, entry, note)
            try:
                if not self._is_ours(path):
                    self._step_aside()
                    continue
                self._write(path, data)
            except FileExistsError:  # another window took the name this moment
                self._step_aside()
            except (OSError, ValueError) as error:
                raise _trouble(path, error, kept=kept) from error
            except StorageError as error:
                raise (SecondPlaceError(str(error)) if kept else error) from error
            else:
                versions.thin_out()
                return path
        raise StorageError(f"{self._folder} 中的草稿正被其他程序占用，请稍候重试")

    def close(self) -> None:
        """Lets others have the draft."""
        if self._lock:
            self._lock.release()
            self._lock = None

    def _claimed(self) -> Path | None:
        """The draft's file, if it is there and nobody else works on it."""
        if self.path and self._lock is None and not self._take(self.path):
            self.path = None
        return self.path

    def _take(self, path: Path, holder: str | None = None) -> bool:
        try:
            self._lock = take_lock(lock_path(path), _user() if holder is None else holder)
        except LockedError as other:
            who = f"，使用者 {other}" if str(other) else ""
            self.notice = f"这份草稿正在另一个窗口中打开{who}。您在这里的修改会另存为一份新的草稿，不影响对方。"
            return False
        self.path = path
        sweep(path.parent)
        return True

    def _new_path(self, form_id: str) -> Path:
        now = dt.datetime.now().astimezone()
        with suppress(OSError):  # saving will say so
            self._folder.mkdir(parents=True, exist_ok=True)
        self._store.thin_out()
        notice = self.notice
        for second in range(_RACES):
            path = new_draft_path(self._folder, form_id, now + dt.timedelta(seconds=second))
            if self._take(path):
                self.notice = notice
                self._known = self._tried = ""
                self._damaged = False
                return path
        raise StorageError(f"{self._folder} 中的草稿正被其他程序占用，请稍候重试")

    def _keep(self, versions: Versions, entry: Entry, note: DraftNote) -> tuple[bytes, bool]:
        """The content of the draft's file, and whether it lies among the versions already."""
        number = versions.next_number()
        own = {**note.members, "revision": str(number), "previous": self._known, SEAL: ""}
        data = entry_file_bytes(entry, {**self._beside, "meta": {**meta_of(self._beside), **own}})
        try:
            versions.keep(data, number, dt.datetime.now().astimezone())
        except OSError:
            return data, False
        return data, True

    def _is_ours(self, path: Path) -> bool:
        """Whether the file holds what it held when we last saw it, or is gone; raises OSError if it cannot be read."""
        if path.parent == self._folder:
            with suppress(OSError):  # writing will say so
                self._folder.mkdir(parents=True, exist_ok=True)
        held = fingerprint(path)
        if not held and path.parent.is_dir():
            self._known = self._tried = ""
            self._damaged = False
        return held in {self._known, self._tried, ""}

    def _write(self, path: Path, data: bytes) -> None:
        if self._damaged:
            throw_away(path)
            self._damaged, self._known = False, ""
        replaced, self._tried = bool(self._known), hashlib.sha256(data).hexdigest()
        if replaced or fingerprint(path):
            replace_file(path, data)
        else:
            create_file(path, data)
        self._known = self._tried

    def _step_aside(self) -> None:
        """From now on the text goes to a file of its own."""
        self.close()
        self.path = None
        self.notice = "这份草稿刚才被另一个窗口或另一个人改过。对方的内容没有动，您的内容已另存为一份新的草稿。"


def _trouble(path: Path, error: OSError | ValueError, *, kept: bool) -> StorageError:
    fault = unwritable(path, error)
    return SecondPlaceError(str(fault)) if kept else fault


def _user() -> str:
    """Who holds a lock, for others to read; empty where that cannot be told."""
    try:
        import getpass  # noqa: PLC0415 - asked once a draft
        import platform  # noqa: PLC0415

        return f"{getpass.getuser()}（{platform.node()}）"
    except (OSError, KeyError, ImportError):
        return ""
