"""Files a form was filled from, kept by their fingerprint so that they can be given back revised."""

import hashlib
from pathlib import Path

from castforms.storage import paths
from castforms.storage.atomic import replace_file
from castforms.storage.faults import unwritable


def keep_file(data: bytes, folder: Path | None = None) -> str:
    """Keeps the file's content in the user's folder (or that one); its SHA-256 in hexadecimal.

    Raises StorageError where the disk refuses.
    """
    digest = hashlib.sha256(data).hexdigest()
    if kept_data(digest, folder) is None:
        path = _folder(folder) / digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data)
        except OSError as error:
            raise unwritable(path.parent, error) from error
    return digest


def kept_data(digest: str, folder: Path | None = None) -> bytes | None:
    """The content of that fingerprint; None where it is not kept here, or is not what it was."""
    try:
        data = (_folder(folder) / digest).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def _folder(folder: Path | None) -> Path:
    return folder or paths.user_folder() / "kept"
