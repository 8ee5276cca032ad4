"""The return as it goes out: the stamped PDF and the Word file, checked against each other and against the notice."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from castforms.model.embedded import ENTRY_ATTACHMENT
from castforms.model.entry import Entry, text_of
from castforms.model.mail import MailFile
from castforms.model.measure import Attachment
from castforms.model.scan import Identified, ScanResult
from castforms.model.template import FormTemplate
from castforms.rules.cleaning import clean_entry
from castforms.session.checklist import Check, CheckState, PackageFacts, checklist
from castforms.session.compare import compare_files
from castforms.session.formats import FORMATS
from castforms.session.guarded import Run, read_guarded
from castforms.session.output_content import output_content
from castforms.session.outputs import SUFFIXES, longest_mark, output_suffix
from castforms.session.scan_intake import STAMPED, ScanIntake
from castforms.session.typesetter import Typesetter, this_day
from castforms.storage.entry_file import entry_json
from castforms.storage.faults import StorageError, unwritable
from castforms.storage.files import put_files, read_file
from castforms.storage.names import pair_stem, stem_room
from castforms.storage.pair import PDF, WORD
from castforms.writers.zip_archive import write_zip

__all__ = ["MEDIA_TYPES", "ZIP", "Check", "CheckState", "Package", "Packing", "Sources"]

ZIP = ".zip"
MEDIA_TYPES = {
    PDF: "application/pdf",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ZIP: "application/zip",
}
LARGEST_MAIL = 20 * 1024 * 1024
"""Bytes that every common mailbox takes; larger ones are turned away by some."""

_LARGEST_FILE = 80 * 1024 * 1024

Progress = Callable[[str], None]
"""What is being done, in a few words."""


class Sources(NamedTuple):
    """Where the two files come from."""

    stamped: Path | None = None
    """None where there is no stamped file yet."""
    word: Path | None = None
    """None: it is made anew from the entry."""


class Package(NamedTuple):
    """The files under the names by which they go out, and what was found about them."""

    stem: str
    files: tuple[MailFile, ...]
    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing must be put right any more; questions are the clerk's to answer."""
        return bool(self.files) and all(check.state is not CheckState.PROBLEM for check in self.checks)

    def zipped(self) -> "Package":
        """The same as one zip file."""
        archive = MailFile(self.stem + ZIP, MEDIA_TYPES[ZIP], write_zip(self.files))
        return self._replace(files=(archive,))

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Puts the files into the folder and tells where; one that lies there already stays.  Raises StorageError."""
        return put_files(folder, {file.name: file.data for file in self.files})


@dataclass(frozen=True, slots=True)
class Packing:
    """The entry whose return is to go out."""

    template: FormTemplate
    entry: Entry
    typesetter: Typesetter
    run: Run = read_guarded
    """Reads the files, which may come from elsewhere."""
    today: Callable[[], dt.date] = this_day

    def found_in(self, folder: Path) -> Sources:
        """The newest stamped PDF and the newest Word file of this return in that folder."""
        pair, stamped = map(re.escape, self._stems(folder))
        return Sources(_newest(folder, rf"{stamped}(-\d+)?\.pdf"), _newest(folder, rf"{pair}(-\d+)?\.docx"))

    def make(
        self,
        sources: Sources,
        folder: Path,
        *,
        shrink: bool = False,
        limit: int = LARGEST_MAIL,
        scan: ScanResult | None = None,
        progress: Progress = lambda _words: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Package:
        """The package for that folder; nothing is written.

        `shrink` makes the stamped PDF anew with small pictures; `limit` is what the mailbox takes, in bytes.  `scan` is
        what is known of the stamped file already, else it is read again: a second a page.  Raises StorageError where
        a file cannot be read, CancelledError once `cancelled` says so.
        """
        stem, stamped_stem = self._stems(folder)
        files: list[MailFile] = []
        stamped = None
        if sources.stamped:
            _check_suffix(sources.stamped)
            progress("核对盖章件")
            stamped = scan or self._intake.read([sources.stamped], cancelled=cancelled)
            data = self._stamped(sources.stamped, stamped, shrink=shrink)
            files.append(MailFile(stamped_stem + PDF, MEDIA_TYPES[PDF], data))
        elif not self.template.notice.wants_seal:
            files.append(MailFile(stem + PDF, MEDIA_TYPES[PDF], self._written(PDF, mark=False)))
        progress("核对 Word 文件")
        marked = stamped is not None and any(r.identified is Identified.MARK for r in stamped.chosen)
        word = read_file(sources.word, _LARGEST_FILE) if sources.word else self._written(WORD, mark=marked)
        files.append(MailFile(stem + WORD, MEDIA_TYPES[WORD], word))
        files += self._further(stem)
        facts = PackageFacts(
            findings=self.typesetter.findings(self.template, self.entry),
            stamped=stamped,
            differences=self._differences(word),
            own_word=sources.word is None,
            files=tuple(files),
            limit=limit,
            today=self.today(),
        )
        return Package(stem, tuple(files), checklist(self.template, self._entry, facts))

    @property
    def _intake(self) -> ScanIntake:
        return ScanIntake(self.template, self.entry, self.typesetter)

    @property
    def _entry(self) -> Entry:
        return clean_entry(self.entry)

    def _stems(self, folder: Path) -> tuple[str, str]:
        """The names of the pair and of the stamped file without suffixes; raises StorageError for a path too long."""
        title, unit, room = self.template.title, text_of(self._entry.at((self.template.unit_field,))), stem_room(folder)
        pair = pair_stem(title, unit, room - longest_mark(self.template))
        return pair, pair_stem(title, unit, room - len(STAMPED)) + STAMPED

    def _stamped(self, path: Path, scan: ScanResult, *, shrink: bool) -> bytes:
        return self._intake.content(scan) if shrink and scan.complete else read_file(path, _LARGEST_FILE)

    def _written(self, suffix: str, *, mark: bool) -> bytes:
        paged = self.typesetter.paged(self.template, self._entry, mark=mark)
        return FORMATS[suffix](paged, self.typesetter, self._attachment)

    def _further(self, stem: str) -> Iterator[MailFile]:
        """What the form gives out beside its pair."""
        for output in self.template.outputs:
            content = output_content(self.template, output, self._entry, self.typesetter, self._attachment)
            yield MailFile(stem + output_suffix(output), MEDIA_TYPES[SUFFIXES[output.format]], content.data)

    @property
    def _attachment(self) -> Attachment:
        return Attachment(ENTRY_ATTACHMENT, "application/json", entry_json(self._entry).encode())

    def _differences(self, word: bytes) -> int:
        """At how many places the Word file says something else than the pages that were stamped."""
        try:
            with TemporaryDirectory(prefix="castforms-") as name:
                pdf, docx = Path(name, "pages.pdf"), Path(name, "pages.docx")
                pdf.write_bytes(self._written(PDF, mark=False))
                docx.write_bytes(word)
                return len(compare_files(pdf, docx, self.run))
        except OSError as error:
            raise unwritable("临时文件夹", error) from error


def _check_suffix(stamped: Path) -> None:
    if stamped.suffix.lower() != PDF:
        raise StorageError(f"{stamped} 不是 PDF；照片和其他扫描件请先收回（intake），做成一份盖章 PDF")


def _newest(folder: Path, name: str) -> Path | None:
    pattern = re.compile(name, re.IGNORECASE)
    try:
        files = [(file.stat().st_mtime_ns, file) for file in folder.iterdir() if pattern.fullmatch(file.name)]
    except OSError:
        return None
    return max(files, default=(0, None))[1]
