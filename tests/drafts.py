"""Made-up drafts of twenty numbered points, edits of them at random, and Word files that hold them in many looks."""

import io
import random
from collections.abc import Callable, Iterator, Sequence

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from tests.pair.prose import Prose

NUMERALS = "一二三四"
SENTENCE_END = "。"
TABLE = ("序号", "任务", "第1项", "调研")
"""What each of its tables says."""
TABLES = 0.15
"""Share of the paragraphs that stand before a table."""


def points(rng: random.Random, size: int = 120) -> list[str]:
    """Two paragraphs ahead, four chapters, twenty points; some of them have several paragraphs."""
    prose = Prose(rng)
    drafted = [prose.text(size), prose.text(size)]
    for chapter in range(4):
        drafted.append(f"{NUMERALS[chapter]}、{prose('heading')}")
        for number in range(5 * chapter + 1, 5 * chapter + 6):
            more = [prose.text(size // 2) for _ in range(rng.choice([0, 0, 0, 1, 2]))]
            drafted.append("\n".join([f"{number}.{prose('heading')}。{prose.text(size)}", *more]))
    return drafted


def edited(rng: random.Random, text: str) -> str:
    """The text after one to three edits of any kind."""
    for _ in range(rng.randrange(1, 4)):
        text = rng.choice(EDITS)(rng, text)
    return text


def _insert(rng: random.Random, text: str) -> str:
    place = rng.randrange(len(text) + 1)
    words = rng.choice(["并", "统筹", "2025年", "、高校", "the WPS Office", "，推动成果转化", "《意见》", "30%"])
    return text[:place] + words + text[place:]


def _delete(rng: random.Random, text: str) -> str:
    start = rng.randrange(len(text) + 1)
    return text[:start] + text[start + rng.randrange(1, 30) :]


def _number(rng: random.Random, text: str) -> str:
    digits = [k for k, character in enumerate(text) if character.isdigit()]
    if not digits:
        return text + f"完成{rng.randrange(1000)}项。"
    place = rng.choice(digits)
    return text[:place] + str(rng.randrange(1000)) + text[place + 1 :]


def _move(rng: random.Random, text: str) -> str:
    paragraphs = text.split("\n")
    if len(paragraphs) > 1:
        paragraphs.insert(rng.randrange(len(paragraphs)), paragraphs.pop(rng.randrange(len(paragraphs))))
        return "\n".join(paragraphs)
    sentences = text.split(SENTENCE_END)
    sentences.insert(rng.randrange(len(sentences)), sentences.pop(rng.randrange(len(sentences))))
    return SENTENCE_END.join(sentences)


def _split(rng: random.Random, text: str) -> str:
    place = rng.randrange(len(text) + 1)
    return text[:place] + "\n" + text[place:]


def _join(_rng: random.Random, text: str) -> str:
    return text.replace("\n", "", 1)


def _add_paragraph(rng: random.Random, text: str) -> str:
    paragraphs = text.split("\n")
    paragraphs.insert(rng.randrange(len(paragraphs) + 1), Prose(rng).text(40))
    return "\n".join(paragraphs)


def _remove_paragraph(rng: random.Random, text: str) -> str:
    paragraphs = text.split("\n")
    paragraphs.pop(rng.randrange(len(paragraphs)))
    return "\n".join(paragraphs)


def _rewrite(rng: random.Random, _text: str) -> str:
    return Prose(rng).text(80)


EDITS: Sequence[Callable[[random.Random, str], str]] = (
    _insert,
    _insert,
    _delete,
    _number,
    _move,
    _split,
    _join,
    _add_paragraph,
    _remove_paragraph,
    _rewrite,
)


def lines(text: str) -> Iterator[str]:
    """The paragraphs of a text that say anything."""
    return (line.strip() for line in text.split("\n") if line.strip())


def word_file(rng: random.Random, drafted: Sequence[str], title: str = "某某工作要点（征求意见稿）") -> bytes:
    """A Word file of the draft as offices make them: many looks, blank paragraphs, tables, a page break."""
    document = docx.Document()
    document.add_paragraph(title, style="Title")
    document.add_paragraph("")
    for text in drafted:
        for line in lines(text):
            style = rng.choice([None, None, "Quote", "Heading 2"])
            _add_looks(rng, document.add_paragraph(rng.choice(["", "", "　　"]), style=style), line)
            if rng.random() < TABLES:
                _add_table(document)
        if rng.random() < 0.1:
            document.add_paragraph("")
    _add_table(document)
    document.add_paragraph("附注").add_run().add_break(WD_BREAK.PAGE)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_looks(rng: random.Random, paragraph: WordParagraph, line: str) -> None:
    if rng.random() < 0.3:
        paragraph.paragraph_format.first_line_indent = Pt(rng.randrange(10, 40))
    start = 0
    while start < len(line):
        end = start + rng.randrange(1, 60)
        run = paragraph.add_run(line[start:end])
        run.bold = rng.choice([None, None, True])
        run.italic = rng.choice([None, None, None, True])
        if rng.random() < 0.3:
            run.font.size = Pt(rng.choice([12, 14, 16]))
        if rng.random() < 0.2:
            run.font.color.rgb = RGBColor(rng.randrange(256), 0, 0)
        start = end


def _add_table(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), TABLE, strict=True):
        cell.text = text
