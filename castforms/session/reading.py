"""Text taken from a file into an answer: words and paragraphs, nothing of how they looked."""

from pathlib import Path

from castforms.intake.faults import IntakeError
from castforms.intake.word_text import read_word_text
from castforms.storage.faults import StorageError, unreadable

KINDS = (".docx", ".txt")
"""Files that text can be taken from."""

_LARGEST = {".docx": 50 * 1024 * 1024, ".txt": 4 * 1024 * 1024}
_LONGEST_TEXT = 200_000  # characters, what an entry file takes


def text_of_file(path: Path) -> str:
    """The file's text, a paragraph a line; blank lines go, the cells of a table's row stand side by side.

    May take a second for a large file.  Raises StorageError, with one Chinese line, for what cannot be used.
    """
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        advice = "，请在 Word 里另存为 .docx" if suffix in {".doc", ".wps", ".rtf"} else ""
        raise StorageError(f"只能读入 Word 文件（.docx）和文本文件（.txt）{advice}")
    data = _bytes(path, _LARGEST[suffix])
    text = "\n".join(_word_lines(path, data) if suffix == ".docx" else _decoded(path, data).splitlines())
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise StorageError(f"{path} 里没有文字；如果是扫描件，请先识别成文字")
    text = "\n".join(lines)
    if len(text) > _LONGEST_TEXT:
        raise StorageError(f"{path} 有 {len(text)} 个字符，最多读入 {_LONGEST_TEXT} 个，请先删减")
    return text


def _word_lines(path: Path, data: bytes) -> list[str]:
    try:
        return ["\t".join(row.cells) for row in read_word_text(data).rows]
    except IntakeError as error:
        raise StorageError(f"无法读取 {path}：{error}") from error


def _decoded(path: Path, data: bytes) -> str:
    """Windows' editor writes GB18030, UTF-8 or, with a mark at the start, UTF-16."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise StorageError(f"{path} 不是文本文件，或编码不认识，请另存为 UTF-8 文本")


def _bytes(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if len(data) > largest:
        raise StorageError(f"{path} 超过 {largest // 1024 // 1024} MB，请确认选对了文件")
    return data
