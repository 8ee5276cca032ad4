"""Opens hostile files through the doors of the program and notes what became of each.

`python -m tests.hostile.campaign FOLDER DAMAGES SEED QUICK` works in FOLDER and leaves `results.json` there.  It runs
in a process of its own, so that what it costs and whom it calls can be watched from outside.
"""

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

from castforms.session.compare import compare_files
from castforms.session.guarded import FileReader, StorageError
from castforms.session.incoming_text import read_points
from castforms.session.pictures import open_picture
from castforms.session.workspace import Workspace
from castforms.storage import paths
from tests.hostile import draft_files, form_files, pdf_files, picture_files, text_files, word_files
from tests.hostile.case import Case

RESULTS = "results.json"
MEGABYTE = 1 << 20
_LOOK = 0.005  # s


class Result(NamedTuple):
    """What became of a file: the words of the refusal (none where it was read), and what it cost."""

    words: str | None
    crash: str
    """What was raised instead of a refusal."""
    seconds: float
    """Of the processor, in both processes: the clock would tell how busy the computer is."""
    megabytes: float
    """Peak of both processes above their idle state."""


_SLOW = frozenset(
    {
        *("word: 63 columns", "word: 50,000 merged rows", "word: 35 MB of text", "word: an attribute of 30 MB"),
        *("word: a million attributes", "word: a name of 10 MB", "word: a million namespaces", "word: 5,000 columns"),
        *("word: 2,000 rows", "word: a million paragraphs", "word: a million columns in the grid"),
        *("pdf: a page of 60 MB of operators", "pdf: a page of 20 MB of text", "pdf: a drawing in itself"),
        *("draft: a million lists beside the values", "draft: 300,000 names beside the values"),
        *("draft: a million empty records", "picture: PNG of 300,000 chunks (.png)", "text: 4.9 MB of points"),
        *("form: TOML with 90,000 tables", "word: 200 MB, the sizes lie", "word: 200 MB in a header"),
        *("form: 60,000 files", "word: 60,000 parts", "pdf: an object stream of 300 MB", "pdf: a million objects"),
        *("picture: JPEG of 108 million pixels in steps of its own (.jpg)", "form: a form of 200 MB"),
        *("word: 200 MB in a picture", "form: a notice of 200 MB", "pdf: a page packed three times"),
    }
)
"""They take more than a second each, and the quick campaign has others of their sort."""


def all_cases(damages: int, seed: int, *, quick: bool) -> Iterator[Case]:
    """Every case, or every quick one; the same for the same numbers."""
    for files in (word_files, pdf_files, picture_files, draft_files, form_files, text_files):
        yield from (case for case in files.cases(damages, seed) if not (quick and case.id in _SLOW))


def main() -> None:
    """Runs the campaign."""
    folder, damages, seed, quick = Path(sys.argv[1]), *map(int, sys.argv[2:])
    cases = all_cases(damages, seed, quick=bool(quick))
    results = {case.id: result._asdict() for case, result in run(cases, folder)}
    (folder / RESULTS).write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8")


def run(cases: Iterator[Case], folder: Path) -> Iterator[tuple[Case, Result]]:
    """Each case with its result."""
    with FileReader() as reader:
        doors = _doors(reader, folder)
        doors[word_files.KIND](folder / "decent.docx")  # from now on the process stands idle
        for number, case in enumerate(cases):
            place = folder / f"{number:04}"
            place.mkdir()
            path = case.put(place)
            yield case, _result(partial(doors[case.kind], path))
            shutil.rmtree(place)


def _doors(reader: FileReader, folder: Path) -> Mapping[str, Callable[[Path], object]]:
    """Where each kind of file comes in."""
    workspace = Workspace()
    pdf, word = folder / "decent.pdf", folder / "decent.docx"
    pdf.write_bytes(pdf_files.decent())
    word.write_bytes(word_files.decent())

    def add_form(path: Path) -> None:
        own = folder / "user" / "templates"
        forms = Workspace([*paths.template_folders()[:1], own], list_folders=paths.list_folders()[:1])
        try:
            forms.add_form(path, reader.run)
        finally:
            left = [file for file in (folder / "user").glob("*") if file != own]
            shutil.rmtree(folder / "user", ignore_errors=True)
            if left:
                raise AssertionError(f"left behind: {left}")

    return {
        word_files.KIND: lambda path: compare_files(pdf, path, reader.run),
        pdf_files.KIND: lambda path: compare_files(path, word, reader.run),
        picture_files.KIND: lambda path: open_picture(path, reader.run),
        text_files.KIND: lambda path: read_points(path, reader.run),
        draft_files.KIND: workspace.read_entry,
        form_files.KIND: add_form,
    }


def _result(door: Callable[[], object]) -> Result:
    words: str | None = None
    crash = ""
    with _Peak() as peak:
        try:
            door()
        except StorageError as error:
            words = str(error)
        except Exception as error:  # noqa: BLE001 - the very thing that must not happen
            crash = repr(error)
    return Result(words, crash, round(peak.seconds, 2), round(peak.megabytes, 1))


class _Used(NamedTuple):
    """By one process."""

    seconds: float = 0
    resident: int = 0


class _Peak:
    """What this process and its children use beyond what they had at the beginning."""

    def __enter__(self) -> Self:
        self._idle = {pid: _used(pid) for pid in _family()}
        self._most = dict(self._idle)
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._watcher.join()
        self._look()

    @property
    def seconds(self) -> float:
        return sum(most.seconds - self._idle.get(pid, _Used()).seconds for pid, most in self._most.items())

    @property
    def megabytes(self) -> float:
        above = sum(most.resident - self._idle.get(pid, _Used()).resident for pid, most in self._most.items())
        return above / MEGABYTE

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            self._look()

    def _look(self) -> None:
        for pid in _family():
            before, now = self._most.get(pid, _Used()), _used(pid)
            self._most[pid] = _Used(max(before.seconds, now.seconds), max(before.resident, now.resident))


def _family() -> list[int]:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return [os.getpid(), *map(int, children)]


def _used(pid: int) -> _Used:
    try:
        numbers = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:  # it has ended
        return _Used()
    ticks = int(numbers[11]) + int(numbers[12])
    return _Used(ticks / os.sysconf("SC_CLK_TCK"), int(numbers[21]) * os.sysconf("SC_PAGE_SIZE"))


if __name__ == "__main__":
    main()
