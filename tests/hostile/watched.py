"""The campaign under the eyes of strace: what it asks of the system beside reading."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.hostile.campaign import RESULTS, Result

_WATCHED = (
    "%network,execve,execveat,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,"
    "unlink,unlinkat,rmdir,symlink,symlinkat,link,linkat"
)
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")
_PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
"""With the folder it is told from."""
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_OPENING = ("open", "openat")
_CHANGING = ("creat", "mkdir", "rename", "unlink", "rmdir", "symlink", "link")
_STARTING = ("execve", "execveat")


class Watched(NamedTuple):
    """The results by case, and the calls that have nothing to do with reading."""

    results: dict[str, Result]
    network: list[str]
    programs: list[str]
    """Started, this Python aside."""
    elsewhere: list[str]
    """Files written or changed outside the folder."""


def watched_campaign(folder: Path, damages: int, seed: int, *, quick: bool) -> Watched:
    """Runs the campaign in that folder."""
    log = folder / "calls"
    place = folder / "campaign"
    place.mkdir()
    command = [sys.executable, "-m", "tests.hostile.campaign", str(place), str(damages), str(seed), str(int(quick))]
    subprocess.run(
        [
            "strace",
            "-f",
            "-qq",
            "-y",
            "--seccomp-bpf",
            "-e",
            f"trace={_WATCHED}",
            "-e",
            "signal=none",
            "-o",
            str(log),
            *command,
        ],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
    results = {name: Result(**values) for name, values in json.loads((place / RESULTS).read_text("utf-8")).items()}
    network: list[str] = []
    programs: list[str] = []
    elsewhere: list[str] = []
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if match := _CALL.match(line):
                call, arguments = match[1], match[2]
                paths = [os.path.normpath(Path(above, name)) for above, name in _PATH.findall(arguments)]
                if call in _STARTING:
                    programs += [line] if Path(paths[0]).resolve() != Path(sys.executable).resolve() else []
                elif call in _OPENING:
                    elsewhere += [line] if _WRITING.search(arguments) and not _inside(paths[:1], place) else []
                elif call.startswith(_CHANGING):
                    changed = paths[-1:] if call.startswith("symlink") else paths
                    elsewhere += [line] if not _inside(changed, place) else []
                else:
                    network.append(line)
    return Watched(results, network, programs, elsewhere)


def _inside(paths: list[str], place: Path) -> bool:
    """Whether they lie there; strace writes other bytes than ASCII as escapes, which no path before them needs."""
    return all(path.startswith(str(place)) or path == os.devnull for path in paths)
