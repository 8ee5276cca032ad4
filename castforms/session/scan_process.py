"""What the guarded process does with scans: it opens the files, lays their pictures over the printed pages, reads them.

Each picture is a piece of work of its own, so that a limit of time is one for a picture and stopping takes no longer.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from castforms.model.page_mark import PageMark
from castforms.model.pages import PageBox
from castforms.model.scan import PageReading
from castforms.session.guarded import Tell
from castforms.storage.faults import StorageError, reason
from castforms.storage.ordinary_file import beginning

if TYPE_CHECKING:
    from castforms.scan.pictures import Scan
    from castforms.scan.reading import Sheets

ONE_THREAD = "OPENBLAS_NUM_THREADS"
"""Variable of numpy's: its threads would wait for one another by turning in circles, and take memory each."""


class Printed(NamedTuple):
    """The return as it was printed."""

    pdf: bytes
    pages: tuple[PageBox, ...]
    mark: PageMark
    """What its marks say, the page aside."""


def count_pictures(path: str, tell: Tell) -> int:
    """How many pictures the file holds; raises StorageError as its pictures do."""
    tell(f"打开 {Path(path).name}")
    return _opened(path).pages


def read_picture(path: str, number: int, printed: Printed, tell: Tell) -> PageReading:
    """What the picture of that number (from 1) shows; raises StorageError where it cannot be read."""
    os.environ.setdefault(ONE_THREAD, "1")  # before numpy is loaded
    from castforms.scan.faults import ScanError  # noqa: PLC0415 - numpy, only where a scan is read
    from castforms.scan.pictures import Picture  # noqa: PLC0415 - as above
    from castforms.scan.reading import read_page  # noqa: PLC0415 - as above

    name = Path(path).name
    tell(f"读取 {name} 第 {number} 张")
    try:
        picture = Picture(name, number, _opened(path).picture(number))
    except ScanError as error:
        raise StorageError(str(error)) from error
    return read_page(picture, _sheets(printed))


def _opened(path: str) -> "Scan":
    from castforms.scan.faults import ScanError  # noqa: PLC0415 - as above
    from castforms.scan.pictures import LARGEST_FILE, open_scan  # noqa: PLC0415 - as above

    try:
        return open_scan(beginning(Path(path), LARGEST_FILE + 1))
    except ScanError as error:
        raise StorageError(str(error)) from error
    except (OSError, ValueError) as error:
        raise StorageError(reason(error)) from error


@lru_cache(maxsize=1)
def _sheets(printed: Printed) -> "Sheets":
    """Made once for all pictures of a return."""
    from castforms.scan.originals import originals_of  # noqa: PLC0415 - as above
    from castforms.scan.reading import Sheets  # noqa: PLC0415 - as above

    return Sheets.of(originals_of(printed.pdf, printed.pages, printed.mark))
