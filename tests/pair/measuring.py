"""From documents to figures: writes each as a pair, has LibreOffice convert the Word files, compares."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from castforms.fonts.faces import load_fonts
from castforms.layout.page_mark import with_page_marks
from castforms.layout.paginate import Paginator
from castforms.model.measure import Attachment
from castforms.writers.pdf import write_pdf
from castforms.writers.word import write_word
from tests.pair.compare import Agreement, compare, read
from tests.pair.corpus import Case, style_sheets
from tests.pair.office import convert

ENTRY = Attachment("entry.json", "application/json", b"{}")


def write_pairs(cases: Iterable[Case], folder: Path, *, marked: bool = False) -> list[str]:
    """Writes `ours/NAME.pdf` and `word/NAME.docx` of each case; returns the names."""
    sheets = style_sheets()
    setters: dict[str, Paginator] = {}
    fonts = {profile: load_fonts(sheet) for profile, sheet in sheets.items()}
    for part in ("ours", "word"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    names = []
    for case in cases:
        sheet, measure = sheets[case.profile], fonts[case.profile]
        paged = setters.setdefault(case.profile, Paginator(sheet, measure)).paginate(case.document)
        if marked:
            paged = with_page_marks(paged, "ABCDEFGH", sheet.page_mark)
        (folder / "ours" / f"{case.name}.pdf").write_bytes(write_pdf(paged, measure, ENTRY))
        (folder / "word" / f"{case.name}.docx").write_bytes(write_word(paged, sheet, measure, ENTRY))
        names.append(case.name)
    return names


def measure(cases: Sequence[Case], folder: Path, *, marked: bool = False) -> dict[str, Agreement]:
    """The agreement of each case by name; the files stay in the folder (`theirs` holds LibreOffice's PDFs)."""
    names = write_pairs(cases, folder, marked=marked)
    convert([folder / "word" / f"{name}.docx" for name in names], "pdf", folder / "theirs")
    with ProcessPoolExecutor(2) as readers:
        return dict(zip(names, readers.map(partial(agreement, folder), names, chunksize=8), strict=True))


def agreement(folder: Path, name: str) -> Agreement:
    """The agreement of one pair that was written and converted."""
    return compare(name, read(folder / "ours" / f"{name}.pdf"), read(folder / "theirs" / f"{name}.pdf"))
