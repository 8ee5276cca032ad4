"""The window's habits: where it stood, where the last export went."""

from pathlib import Path

from castforms.storage import paths
from castforms.storage.faults import StorageError
from castforms.storage.settings import read_settings, write_settings

__all__ = ["Settings", "StorageError"]


class Settings:
    """Texts by name, kept in the user's folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or paths.user_folder()
        self._path = self.folder / "settings.json"
        self._values = read_settings(self._path)

    def get(self, name: str) -> str:
        """The setting; empty if it was never made."""
        return self._values.get(name, "")

    def put(self, name: str, value: str) -> None:
        """Keeps a setting; raises StorageError."""
        if self._values.get(name) != value:
            self._values = {**self._values, **read_settings(self._path), name: value}  # another window may have written
            write_settings(self._path, self._values)
