"""Whether the two files of a pair say the same: for the clerk's peace of mind before sending."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.session.guarded import Run, Tell, read_guarded

if TYPE_CHECKING:
    from castforms.intake.comparison import Difference


def compare_files(pdf: Path, word: Path, run: Run = read_guarded) -> "tuple[Difference, ...]":
    """Where the PDF and the Word file differ; nothing if they say the same.

    Tracked deletions do not count as text, unless the PDF shows them struck out as the Word file does.  Raises
    StorageError where one of the files cannot be read.
    """
    return run(partial(_differences, pdf, word))


def _differences(pdf: Path, word: Path, tell: Tell) -> "tuple[Difference, ...]":
    """Runs in the process that reads."""
    from castforms.intake.comparison import differences  # noqa: PLC0415 - the program itself needs none of these
    from castforms.intake.pdf_text import read_pdf_lines  # noqa: PLC0415
    from castforms.intake.word_text import read_word_text  # noqa: PLC0415
    from castforms.session.incoming import content, read_content, read_incoming  # noqa: PLC0415

    tell(f"读取 {pdf}")
    lines = read_incoming(pdf, read_pdf_lines)
    tell(f"读取 {word}")
    data = content(word)
    clean = differences(lines, read_content(word, data, read_word_text))
    if not clean:
        return ()
    marked = differences(lines, read_content(word, data, partial(read_word_text, deletions=True)))
    return marked if len(marked) < len(clean) else clean
