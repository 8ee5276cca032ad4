"""Takes in the stamped return: reads the pictures, judges them, writes one upright PDF."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.model.entry import Entry, text_of
from castforms.model.measure import Attachment
from castforms.model.page_mark import WHOLE_DOCUMENT, PageMark, document_id, version_of
from castforms.model.pages import PagedDocument
from castforms.model.scan import PageReading, Remark, ScanResult
from castforms.model.template import FormTemplate
from castforms.rules.cleaning import clean_entry
from castforms.scan.faults import ScanError
from castforms.scan.pictures import LARGEST_FILE, MOST_PAGES, Picture, read_pictures
from castforms.session.exporter import CancelledError
from castforms.session.scan_judgement import Expected, judge, seal_places
from castforms.session.scan_remarks import ScanMessage
from castforms.session.typesetter import Typesetter
from castforms.storage.faults import StorageError, reason
from castforms.storage.names import pair_stem, stem_room
from castforms.storage.pair import PDF, write_pair
from castforms.writers.pdf import write_pdf
from castforms.writers.pdf_scan import ScannedPage, write_scanned_pdf

if TYPE_CHECKING:
    from castforms.scan.reading import Sheets

STAMPED = "（盖章）"
"""What the stamped file's name ends with."""

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

        A file that cannot be read becomes a remark.  Takes about two seconds a picture.  Raises StorageError where no
        pages can be set at all, CancelledError once `cancelled` says so.
        """
        paged, expected = self._expected()
        sheets = self._sheets(paged, expected.mark)
        readings: list[PageReading] = []
        faults: list[Remark] = []
        for picture in _pictures(files, faults):
            if cancelled():
                raise CancelledError
            progress(len(readings), picture.source)
            readings.append(_read(picture, sheets))
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

    def _sheets(self, paged: PagedDocument, mark: PageMark) -> "Sheets":
        from castforms.scan.originals import originals_of  # noqa: PLC0415 - numpy, only where a scan is read
        from castforms.scan.reading import Sheets  # noqa: PLC0415 - as above

        pdf = write_pdf(paged, self.typesetter.fonts, Attachment("entry.json", "application/json", b"{}"))
        return Sheets.of(originals_of(pdf, paged.pages, mark))


def _read(picture: Picture, sheets: "Sheets") -> PageReading:
    from castforms.scan.reading import read_page  # noqa: PLC0415 - as above

    return read_page(picture, sheets)


def _pictures(files: Sequence[Path], faults: list[Remark]) -> Iterator[Picture]:
    """The pictures of all files; of one that fails half way those before stay."""
    count = 0
    for file in files:
        try:
            for picture in read_pictures(file, _bytes(file)):
                count += 1
                _check_count(count)
                yield picture
        except (ScanError, StorageError) as error:
            faults.append(ScanMessage.UNREADABLE.about(source=file.name, reason=error))


def _check_count(pictures: int) -> None:
    if pictures > MOST_PAGES:
        raise ScanError(f"连同前面的文件超过 {MOST_PAGES} 页，后面的没有读，请确认选对了文件")


def _bytes(path: Path) -> bytes:
    """No more than what is refused for its size anyway."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise StorageError(reason(error)) from error
