"""Text taken from a file into an answer: words and paragraphs, nothing of how they looked."""

from pathlib import Path

from castforms.session.guarded import Run, read_guarded
from castforms.session.incoming_text import read_text
from castforms.storage.faults import StorageError
from castforms.storage.typed_values import LONGEST_TEXT


def text_of_file(path: Path, run: Run = read_guarded) -> str:
    """The file's text, a paragraph a line; blank lines go, the cells of a table's row stand side by side.

    Raises StorageError, with one Chinese line, for what cannot be used.
    """
    lines = [line.strip() for line in read_text(path, run).splitlines() if line.strip()]
    if not lines:
        raise StorageError(f"{path} 里没有文字；如果是扫描件，请先识别成文字")
    text = "\n".join(lines)
    if len(text) > LONGEST_TEXT:
        raise StorageError(f"{path} 有 {len(text)} 个字符，最多读入 {LONGEST_TEXT} 个，请先删减")
    return text
