"""The beginning of a file that has one: nobody waits for a pipe, and no device is read."""

import errno
import os
import stat
from pathlib import Path


def beginning(path: Path, most: int) -> bytes:
    """The file's bytes, that many at most; raises OSError, also for folders, devices and pipes, and ValueError."""
    mode = path.stat().st_mode  # before it is opened: whoever opens a pipe waits until somebody writes
    if not stat.S_ISREG(mode):
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.ESPIPE
        raise OSError(code, os.strerror(code), str(path))
    with path.open("rb") as file:
        return file.read(most)
