"""docxtpl and LibreOffice, where they are installed: a filled Word template, and the PDF that LibreOffice makes of it.

As a program it is one whole process with a cold LibreOffice:
`python -m tests.bench.office_peer TEMPLATE.docx CONTEXT.json FOLDER`.
"""

import importlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from tests.bench.sheets import Block

_CONVERTER = Path(__file__).with_name("office_converter.py")


def template_of(blocks: "list[Block]") -> bytes:
    """A Word template with a hole for the text of each paragraph."""
    from tests.bench.plain_stack import plain_word  # noqa: PLC0415 - the cold process must not pay for platypus

    number = iter(range(10**6))
    holes: list[Block] = [
        (
            [(f"{{{{ t[{next(number)}] }}}}", *line[1:]) for line in lines],
            columns,
            [
                [([(f"{{{{ t[{next(number)}] }}}}", *line[1:]) for line in slot[0]], *slot[1:]) for slot in row]
                for row in rows
            ],
        )
        for lines, columns, rows in blocks
    ]
    return plain_word(holes)


def rendered(template: bytes, texts: list[str]) -> bytes:
    """The template filled by docxtpl; raises ImportError where it is missing."""
    docxtpl: Any = importlib.import_module("docxtpl")
    document = docxtpl.DocxTemplate(io.BytesIO(template))
    document.render({"t": texts})
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def soffice() -> str | None:
    """The command of LibreOffice."""
    return shutil.which("soffice")


def python_with_uno() -> str | None:
    """A Python that can talk to LibreOffice: the system's, where python3-uno is installed."""
    candidates = filter(None, (sys.executable, shutil.which("python3", path=os.defpath)))
    return next(filter(_has_uno, candidates), None)


def _has_uno(python: str) -> bool:
    return not subprocess.run((python, "-c", "import uno"), capture_output=True, check=False).returncode


class WarmOffice:
    """A LibreOffice that listens, and a converter that stays connected to it."""

    def __init__(self, office: str, python: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="castforms-bench-"))
        address = f"pipe,name=castforms{os.getpid()};urp;"
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--nologo", f"--accept={address}", profile)
        self._office = subprocess.Popen((office, *options), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._converter = subprocess.Popen(
            (python, str(_CONVERTER), address),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._converter.communicate("quit\n")
        with suppress(subprocess.TimeoutExpired):
            self._office.wait(10)
        self._office.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def pdf(self, word: bytes) -> bytes:
        """The Word file as PDF."""
        source, target = self._folder / "in.docx", self._folder / "out.pdf"
        source.write_bytes(word)
        if self._converter.stdin is None:
            raise RuntimeError("no converter")
        self._converter.stdin.write(f"{source.as_uri()} {target.as_uri()}\n")
        self._converter.stdin.flush()
        self._answer()
        return target.read_bytes()

    def _answer(self) -> None:
        answer = self._converter.stdout.readline().strip() if self._converter.stdout else ""
        if answer != "ready":
            raise RuntimeError(answer or "LibreOffice does not answer")


def cold_pdf(word: Path, folder: Path, profile: Path) -> None:
    """The Word file as PDF by a LibreOffice that starts for it and ends."""
    command = (soffice() or "soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf")
    subprocess.run((*command, "--outdir", str(folder), str(word)), capture_output=True, check=True)


def main(template: str, context: str, folder: str) -> None:
    """Fills the template and converts it."""
    word = Path(folder, "office.docx")
    word.write_bytes(rendered(Path(template).read_bytes(), json.loads(Path(context).read_text(encoding="utf-8"))))
    cold_pdf(word, Path(folder), Path(folder, "profile"))


if __name__ == "__main__":
    main(*sys.argv[1:])
