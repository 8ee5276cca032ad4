"""A draft sent for comments: its title, and its paragraphs in parts that are revised one by one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from castforms.intake.faults import IntakeError, check_size
from castforms.intake.paragraphs import paragraphs_joined
from castforms.intake.pdf_rows import pdf_rows_text
from castforms.intake.pdf_text import read_pdf_lines
from castforms.intake.plain_text import read_plain_text
from castforms.intake.points import find_points
from castforms.intake.points_text import HEADING_NUMBER, POINT_NUMBER
from castforms.intake.word_draft import Clean, DraftParagraph, draft_paragraphs, holds_revisions
from castforms.intake.word_package import WordPackage
from castforms.intake.word_text import read_word_body

MAIN_PART = "word/document.xml"
"""Where the Word writer looks for the text."""
MOST_CHARACTERS = 200_000
"""Characters of a draft; the notices' have some ten thousand."""

_LONGEST_TITLE_LINE = 40
_MOST_TITLE_LINES = 3
_MOST_LINES_ABOVE_TITLE = 6
_ANNEX = re.compile(r"附件[ \u3000]*[0-9０-９一二三四五六七八九十]{0,2}[:：]?")
_NUMBERED = re.compile(
    rf"(?:(?P<section>{HEADING_NUMBER})|(?P<sub>[（(][一二三四五六七八九十]{{1,3}}[）)])"
    rf"|(?P<article>第[一二三四五六七八九十百零〇0-9]{{1,5}}[条章节])|{POINT_NUMBER})"
)
_DOCUMENT_NUMBER = re.compile(r"[一-鿿]{2,15}[〔\[【（(](?:19|20)\d\d[〕\]】）)]第?\d{1,5}号")
_REVISED = "原文件里有尚未接受的修订，已按全部接受处理；修订稿将按公文格式重新排版"
_BROKEN = "原文件用软回车（Shift+Enter）分段，已按分段读入；修订稿将按公文格式重新排版"
_PACKED_OR_MARKED_UP = (b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf")


class Part(NamedTuple):
    """A numbered point with the paragraphs below it, or a paragraph without number; paragraphs end with line feeds."""

    number: str
    text: str


class Draft(NamedTuple):
    """What the file says; `doubts` are for the clerk, in Chinese.

    `revisable` tells that the file is a Word file into which the revisions can be written.
    """

    title: str
    parts: tuple[Part, ...]
    doubts: tuple[str, ...] = ()
    revisable: bool = False


class _Paragraph(NamedTuple):
    text: str
    label: str = ""
    """Its number, where the word processor counts it and its text does not hold it."""

    @property
    def numbered(self) -> re.Match[str] | None:
        """The number it begins with, however it is written."""
        return _NUMBERED.match(self.label + self.text)


def read_draft(data: bytes, clean: Clean) -> Draft:
    """The draft in a Word file, a PDF or a plain text, told apart by their content.

    Of a whole notice only the annex with the points is taken.  `clean` says what becomes of a character.  Raises
    IntakeError for what cannot be read, or has no text.
    """
    check_size(data)
    if data.startswith(_PACKED_OR_MARKED_UP):
        return _word_draft(data, clean)
    text = pdf_rows_text(read_pdf_lines(data)) if data.startswith(b"%PDF") else read_plain_text(data)
    joined = paragraphs_joined("".join(c if c == "\n" else clean(c) for c in text[: MOST_CHARACTERS + 1]))
    return _draft([_Paragraph(line) for line in joined.split("\n") if line])


def _word_draft(data: bytes, clean: Clean) -> Draft:
    package = WordPackage(data)
    package.check()  # the Word writer will read every part when the revisions go into this file
    body, numbers = read_word_body(data)
    read = draft_paragraphs(body, clean)
    broken = any(map(_hides_points, read))
    draft = _draft([line for p in read for line in _lines(p, numbers.label(p.element), broken=broken)])
    doubts = [words for holds, words in ((holds_revisions(body), _REVISED), (broken, _BROKEN)) if holds]
    if doubts:
        return draft._replace(doubts=(*draft.doubts, *doubts))
    has_table = any(element.tag.endswith("}tbl") for element in body.iter())
    left_out = ("表格里的文字没有列入，如有意见请在 Word 里直接修改",) if has_table else ()
    return draft._replace(doubts=draft.doubts + left_out, revisable=package.main_part == MAIN_PART)


def _hides_points(paragraph: DraftParagraph) -> bool:
    """Whether points begin inside it, so that it cannot be given back as it is."""
    return any(_NUMBERED.match(line) for line in paragraph.lines[1:])


def _lines(paragraph: DraftParagraph, label: str, *, broken: bool) -> Iterator[_Paragraph]:
    texts = paragraph.lines if broken else [paragraph.text] if paragraph.text else []
    for k, text in enumerate(texts):
        yield _Paragraph(text, "" if k else label)


def _draft(paragraphs: list[_Paragraph]) -> Draft:
    if not paragraphs:
        raise IntakeError("文件里没有文字，请确认选对了文件")
    if sum(len(paragraph.text) for paragraph in paragraphs) > MOST_CHARACTERS:
        raise IntakeError(f"文字超过 {MOST_CHARACTERS} 个字符，请确认选对了文件")
    annex = _annex(paragraphs)
    title, body = _titled(annex)
    found = find_points("\n".join(paragraph.text for paragraph in body))
    doubts = (*found.doubts, *(f"第 {p.point.number} 项：{doubt}" for p in found.points for doubt in p.doubts))
    return Draft(title, tuple(_parts(body)), doubts)


def _annex(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """The annex that holds most of the numbered paragraphs; all of it where there are no annexes."""
    starts = [k for k, paragraph in enumerate(paragraphs) if _ANNEX.fullmatch(paragraph.text)]
    if not starts:
        return paragraphs
    pieces = [paragraphs[start + 1 : end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return max((paragraphs[: starts[0]], *pieces), key=lambda piece: sum(map(_is_point, piece)))


def _is_point(paragraph: _Paragraph) -> bool:
    return paragraph.numbered is not None and "。" in paragraph.text


def _titled(paragraphs: list[_Paragraph]) -> tuple[str, list[_Paragraph]]:
    """The title, and what follows it; an issuer's mark and number above it are neither."""
    head = paragraphs[:_MOST_LINES_ABOVE_TITLE]
    first = next((k for k, above in enumerate(head, start=1) if _DOCUMENT_NUMBER.fullmatch(above.text)), 0)
    count = first
    for paragraph in paragraphs[first : first + _MOST_TITLE_LINES]:
        text = paragraph.text
        if paragraph.label or paragraph.numbered or len(text) > _LONGEST_TITLE_LINE or text[-1] in "。；：:，":
            break
        count += 1
    return "".join(paragraph.text for paragraph in paragraphs[first:count]), paragraphs[count:]


def _parts(paragraphs: list[_Paragraph]) -> Iterator[Part]:
    """Paragraphs without number belong to the point before them, unless that is a heading."""
    number, lines, is_open = "", list[str](), False
    for paragraph in paragraphs:
        match = paragraph.numbered
        if match is None and not paragraph.label and is_open:
            lines.append(paragraph.text)
            continue
        if lines:
            yield Part(number, "\n".join(lines))
        number, lines = _number(match) if match else "", [paragraph.text]
        is_open = match is not None and "。" in paragraph.text
    if lines:
        yield Part(number, "\n".join(lines))


def _number(match: re.Match[str]) -> str:
    if match["section"]:
        return match["section"][:-1]
    return match["sub"] or match["article"] or str(int(match["number"]))
