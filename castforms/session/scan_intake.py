"""Takes in the stamped return: reads the pictures, judges them, writes one upright PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from castforms.model.entry import Entry, text_of
from castforms.model.measure import Attachment
from castforms.model.page_mark import WHOLE_DOCUMENT, PageMark, document_id, version_of
from castforms.model.pages import PagedDocument
from castforms.model.scan import MOST_PICTURES, PageReading, Remark, ScanResult
from castforms.model.template import FormTemplate
from castforms.rules.cleaning import clean_entry
from castforms.session.cancelled import CancelledError
from castforms.session.guarded import FileReader, Limits
from castforms.session.scan_judgement import Expected, judge, seal_places
from castforms.session.scan_process import Printed, count_pictures, read_picture
from castforms.session.scan_remarks import ScanMessage
from castforms.session.typesetter import Typesetter
from castforms.storage.faults import StorageError
from castforms.storage.names import pair_stem, stem_room
from castforms.storage.pair import PDF, write_pair
from castforms.writers.pdf import write_pdf
from castforms.writers.pdf_scan import ScannedPage, write_scanned_pdf

STAMPED = "（盖章）"
"""What the stamped file's name ends with."""

LIMITS = Limits(seconds=30.0, patience=180.0, memory=1024 * 1024 * 1024)
"""For one picture; the largest that are read need three quarters of it."""

Progress = Callable[[int, str], None]
"""Pictures read so far, and the one that is being read."""


@dataclass(frozen=True, slots=True)
class ScanIntake:
    """The entry whose stamped pages come back."""

    template: FormTemplate
    entry: Entry
    typesetter: Typesetter

    def read(
        self,
        files: Sequence[Path],
        progress: Progress = lambda _count, _name: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ScanResult:
        """Reads the pictures of all files, in any order; nothing is written.

        A file that cannot be read becomes a remark.  Takes about a second a picture.  Raises StorageError where no
        pages can be set at all, CancelledError soon after `cancelled` says so.
        """
        readings: list[PageReading] = []
        faults: list[Remark] = []
        with FileReader(LIMITS) as reader:
            reader.start()  # while the pages are set
            paged, expected = self._expected()
            printed = self._printed(paged, expected.mark)
            for file in files:
                try:
                    for number in range(1, reader.run(partial(count_pictures, str(file)), cancelled=cancelled) + 1):
                        _check_count(len(readings) + 1)
                        if cancelled():
                            raise CancelledError
                        progress(len(readings), file.name)
                        work = partial(read_picture, str(file), number, printed)
                        readings.append(reader.run(work, cancelled=cancelled))
                except StorageError as error:
                    faults.append(ScanMessage.UNREADABLE.about(source=file.name, reason=error))
        return judge(readings, faults, expected)

    def write(self, result: ScanResult, folder: Path) -> ScanResult:
        """The result with its PDF in that folder, named as the pair is and （盖章）; as it is where a page is missing.

        No file is ever overwritten.  Raises StorageError.
        """
        if not result.complete:
            return result
        paged, _expected = self._expected()
        stem = pair_stem(self.template.title, paged.document.unit, stem_room(folder) - len(STAMPED)) + STAMPED
        return result._replace(pdf=write_pair(folder, stem, {PDF: self.content(result)})[PDF])

    def content(self, result: ScanResult) -> bytes:
        """The upright PDF of a complete result."""
        paged, _expected = self._expected()
        pages = [
            ScannedPage(page.width, page.height, reading.jpeg)
            for page, reading in zip(paged.pages, result.chosen, strict=True)
        ]
        return write_scanned_pdf(pages, paged.document)

    def _expected(self) -> tuple[PagedDocument, Expected]:
        entry = clean_entry(self.entry)
        paged = self.typesetter.marked(self.template, entry)
        document = document_id(self.template.id, text_of(entry.at((self.template.unit_field,))))
        mark = PageMark(document, version_of(paged.document), WHOLE_DOCUMENT, len(paged.pages))
        return paged, Expected(mark, seal_places(paged))

    def _printed(self, paged: PagedDocument, mark: PageMark) -> Printed:
        pdf = write_pdf(paged, self.typesetter.fonts, Attachment("entry.json", "application/json", b"{}"))
        return Printed(pdf, tuple(paged.pages), mark)


def _check_count(pictures: int) -> None:
    if pictures > MOST_PICTURES:
        raise StorageError(f"连同前面的文件超过 {MOST_PICTURES} 页，后面的没有读，请确认选对了文件")
