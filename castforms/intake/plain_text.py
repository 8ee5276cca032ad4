"""Plain text of any origin: Notepad's and WPS's code pages, with and without a byte order mark."""

import codecs
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from castforms.intake.faults import IntakeError

LARGEST_TEXT = 5 * 1024 * 1024
"""Bytes; a notice has some fifty thousand."""

_MARKS: Mapping[bytes, str] = MappingProxyType(
    {
        codecs.BOM_UTF8: "utf-8-sig",
        codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
        codecs.BOM_UTF32_BE: "utf-32",
        codecs.BOM_UTF16_LE: "utf-16",
        codecs.BOM_UTF16_BE: "utf-16",
        b"\x84\x31\x95\x33": "gb18030",
    }
)
_GUESSES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
"""In the order of their likelihood where two fit alike."""
_LOOKED_AT = 5000
_LIKELY = 0.7
"""Share of usual characters from which on a guess is believed."""
_COMMON_MARKS = "，。、；：？！（）“”‘’《》〈〉【】〔〕—…·．　"


def read_plain_text(data: bytes) -> str:
    """The text without its byte order mark.

    Raises IntakeError for what is empty, too large, no text, or in an encoding that cannot be told.
    """
    if not data.strip():
        raise IntakeError("文件是空的，请检查是否已保存或下载完整")
    if len(data) > LARGEST_TEXT:
        raise IntakeError(f"文本文件超过 {LARGEST_TEXT // 1024 // 1024} MB，请确认选对了文件")
    text = _marked(data) or _decoded(data, "utf-8") or _guessed(data)
    if text is None:
        raise IntakeError("不是文本文件，或文字编码无法识别，请用记事本另存为 UTF-8 后重试")
    return text.removeprefix("\ufeff")


def _marked(data: bytes) -> str | None:
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    return _decoded(data, encoding) if encoding else None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _guessed(data: bytes) -> str | None:
    """The reading with the most characters that people write."""
    readings = [text for encoding in _GUESSES if (text := _decoded(data, encoding))]
    best = max(readings, key=_usual, default="")
    return best if best and _usual(best) >= _LIKELY else None


def _usual(text: str) -> float:
    """The share of its beginning that common characters have; a wrong reading consists of rare ones."""
    beginning = text[:_LOOKED_AT]
    return sum(map(_is_usual, beginning)) / len(beginning)


def _is_usual(character: str) -> bool:
    if character.isascii():
        return character.isprintable() or character in "\t\r\n"
    return character in _COMMON_MARKS or any(_common_codes(character))


def _common_codes(character: str) -> Iterator[bool]:
    """Whether it stands in the first plane of GB 2312 or of Big5, which were ordered by how common characters are."""
    for encoding, last in (("gb2312", b"\xd7\xf9"), ("big5", b"\xc6\x7e")):
        code = character.encode(encoding, "ignore")
        yield len(code) == 2 and b"\xa1\xa1" <= code <= last if encoding == "gb2312" else b"\xa4\x40" <= code <= last
