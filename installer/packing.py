"""The two things that are given out, made from one stage: a setup program and a portable folder in a zip file."""

import hashlib
import os
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from installer.places import NAME, ROOT, version

SCRIPT = Path(__file__).with_name("castforms.nsi")
EPOCH = 1577836800
"""The time all files bear, seconds since 1970: 2020-01-01, so that the same input gives the same bytes."""
SUMS = "SHA256SUMS.txt"

_ZIP_TIME = (2020, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below, by its name from there with forward slashes, in the order of the names."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return iter(sorted(found.items()))


def fingerprint(folder: Path) -> str:
    """SHA-256 over names and contents: equal for stages that are equal."""
    total = hashlib.sha256()
    for name, path in files_of(folder):
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def set_times(folder: Path) -> None:
    """Gives every file and folder the same time."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (EPOCH, EPOCH))


def make_setup(stage: Path, target: Path) -> None:
    """Makes the setup program; raises CalledProcessError where makensis refuses."""
    size = sum(path.stat().st_size for _, path in files_of(stage)) // 1024
    defines = {"NAME": NAME, "VERSION": version(), "STAGE": stage, "TARGET": target, "SIZE": size, "ROOT": ROOT}
    options = [f"-D{name}={value}" for name, value in defines.items()]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH), "LC_ALL": "C.UTF-8"}
    subprocess.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *options, SCRIPT], env=environment, check=True)


def make_zip(stage: Path, folder: str, target: Path) -> None:
    """Makes the zip file: the stage as one folder, to be unpacked anywhere and started from there."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in files_of(stage):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _REGULAR_FILE
            archive.writestr(entry, path.read_bytes())


def write_sums(files: Iterable[Path], target: Path) -> None:
    """Writes the SHA-256 of each file, as `sha256sum --check` reads them."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
