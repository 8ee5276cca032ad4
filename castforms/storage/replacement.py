"""Old files make room for new ones of the same name, and come back if the new ones do not arrive."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from castforms.storage.atomic import discard, temporary
from castforms.storage.faults import SHARING_ERRORS, StorageError, unwritable

Rename = Callable[[Path, Path], object]


class FileInUseError(StorageError):
    """Another program, Word most likely, has the file open."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path.name}”正被其他程序（例如 Word）打开，请关闭它后重试，或另存为新的编号")
        self.path = path


@contextmanager
def set_aside(files: Sequence[Path], rename: Rename = Path.replace) -> Iterator[None]:
    """Moves the files that exist out of the way while the body runs, and away for good if it succeeds.

    Raises FileInUseError where one of them is open elsewhere, StorageError where it cannot be moved; then, and if the
    body raises, every file is where it was.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for path in files:
            if path.exists():
                aside = temporary(path.parent)
                _move(path, aside, rename)
                moved.append((path, aside))
        yield
    except BaseException:
        for path, aside in moved:
            aside.replace(path)
        raise
    for _path, aside in moved:
        discard(aside)


def _move(path: Path, aside: Path, rename: Rename) -> None:
    try:
        rename(path, aside)
    except OSError as error:
        if getattr(error, "winerror", None) in SHARING_ERRORS:
            raise FileInUseError(path) from error
        raise unwritable(path, error) from error
