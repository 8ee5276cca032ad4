"""LibreOffice as the second reader of our Word files."""

import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

_MOST_FILES = 200
"""LibreOffice 7.4 ignores, without a word, what stands behind its 255th argument."""


def convert(files: Sequence[Path], kind: str, folder: Path) -> None:
    """Converts the files to that kind (`pdf`, `docx`) into the folder: few calls, each with a user profile of its own.

    Raises FileNotFoundError where there is no LibreOffice, RuntimeError where a file was not converted.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        raise FileNotFoundError("LibreOffice (soffice) is missing: install the package libreoffice-writer-nogui")
    folder.mkdir(parents=True, exist_ok=True)
    size = min(_MOST_FILES, -(-len(files) // 2))  # two at a time
    portions = [files[start : start + size] for start in range(0, len(files), size)]
    with ThreadPoolExecutor(2) as pool:
        words = list(pool.map(partial(_call, soffice, kind, folder), portions, range(len(portions))))
    if missing := [file.name for file in files if not (folder / f"{file.stem}.{kind}").exists()]:
        raise RuntimeError(f"soffice left out {len(missing)} of {len(files)} files, first {missing[0]}: {words}")


def _call(soffice: str, kind: str, folder: Path, files: Sequence[Path], number: int) -> str:
    profile = (folder / f"profile{number}").absolute().as_uri()
    options = (f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", kind)
    command = [soffice, *options, "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600)
    shutil.rmtree(folder / f"profile{number}", ignore_errors=True)
    return done.stderr.decode(errors="replace")[-500:]
