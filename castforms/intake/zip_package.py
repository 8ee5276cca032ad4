"""A zip file from outside: its directory is checked before anything is unpacked, and what it says is not believed."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from castforms.intake.faults import IntakeError

BLOCK = 1 << 20
"""Bytes unpacked at a time; in small ones a parser looks at a long word again and again."""

_DIRECTORY_ENTRY = b"PK\x01\x02"
_UNSAFE_NAME = re.compile(r'[\x00-\x1f:\\<>"|?*]|^/|(?:^|/)\.{1,2}(?:/|$)|//')
_ENCRYPTED = 1
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class PackageLimits(NamedTuple):
    """Files, bytes of one file unpacked, bytes of all that are unpacked."""

    files: int
    file: int
    total: int


class ZipPackage:
    """The files of a zip file; raises IntakeError for a directory that no decent program writes."""

    def __init__(self, data: bytes, limits: PackageLimits, kind: str) -> None:
        self._limits = limits
        self._kind = kind
        self._left = limits.total
        if data.count(_DIRECTORY_ENTRY) > limits.files:
            raise IntakeError(f"{kind}里的文件太多（超过 {limits.files} 个），请确认选对了文件")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        self.names = tuple(info.filename for info in self._zip.infolist() if not info.is_dir())
        """Folders are left out."""
        self._check()

    def blocks(self, name: str) -> Iterator[bytes]:
        """The file's content piece by piece; raises IntakeError for what is missing, damaged or too large."""
        size = 0
        try:
            with self._zip.open(name) as file:
                while block := file.read(BLOCK):
                    size += len(block)
                    self._left -= len(block)
                    if size > self._limits.file or self._left < 0:
                        raise IntakeError(f"{self._kind}展开后过大，请确认选对了文件")
                    yield block
        except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, EOFError, OSError) as error:
            raise self._damaged() from error

    def content(self, name: str) -> bytes:
        """The file's content; raises IntakeError as `blocks` does."""
        return b"".join(self.blocks(name))

    def _check(self) -> None:
        infos = self._zip.infolist()
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise IntakeError(f"{self._kind}设有密码，请先去掉密码")
        if any(_UNSAFE_NAME.search(info.orig_filename) for info in infos):
            raise IntakeError(f"{self._kind}里有不安全的文件名，请确认文件的来源")
        if len({name.casefold() for name in self.names}) < len(self.names):
            raise IntakeError(f"{self._kind}里有重名的文件，请确认文件的来源")
        if any(info.compress_type not in _PACKED for info in infos):
            raise self._damaged()

    def _damaged(self) -> IntakeError:
        return IntakeError(f"{self._kind}已损坏，请重新导出、另存或下载")
