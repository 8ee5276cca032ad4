"""The Word file stays a normal document: whoever adds a sentence and saves it gets text that flows as if typed."""

from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from tests.pair.compare import Line, Reading, folded, read
from tests.pair.corpus import Case, corpus
from tests.pair.measuring import write_pairs
from tests.pair.office import convert
from tests.wordprocessingml import W, parts

SENTENCE = "这一句是后来在文字处理软件里补写的，长度超过一行，用来看后面的文字是否自然地顺延下去，而不会停在原处。"
A4 = {(11906, 16838), (16838, 11906)}

NAMES = ("notice-001", "notice-002", "text-003", "details_page-001", "sections-000")


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case for case in corpus(7, 0.1) if case.name in NAMES]


@pytest.fixture(scope="module")
def folder(cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`word` as we wrote them, `edited` with the sentence, `saved` by LibreOffice, `printed` as PDF."""
    folder = tmp_path_factory.mktemp("edited")
    names = write_pairs(cases, folder)
    (folder / "edited").mkdir()
    for name in names:
        document = docx.Document(str(folder / "word" / f"{name}.docx"))
        longest = longest_paragraph(document)
        first = longest.runs[0]
        first._r.addnext(longest.add_run(SENTENCE)._r)
        document.save(str(folder / "edited" / f"{name}.docx"))
    convert([folder / "edited" / f"{name}.docx" for name in names], "docx", folder / "saved")
    convert([folder / "saved" / f"{name}.docx" for name in names], "pdf", folder / "printed")
    return folder


def paragraphs(document: WordDocument) -> list[Paragraph]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def longest_paragraph(document: WordDocument) -> Paragraph:
    return max(paragraphs(document), key=lambda paragraph: len(paragraph.text))


def texts_and_styles(file: Path) -> list[tuple[str, str]]:
    """What stands in each paragraph that says something, and the name of its style."""
    document = docx.Document(str(file))
    styles = [(p.text.replace(SENTENCE, ""), p.style.name.casefold() if p.style else "") for p in paragraphs(document)]
    return [(text, style) for text, style in styles if text]


def saved(folder: Path, name: str) -> Path:
    return folder / "saved" / f"{name}.docx"


def lines_with(reading: Reading, text: str) -> list[Line]:
    """The lines that the text covers."""
    start, position = reading.text.index(text), 0
    found = []
    for line in reading.lines:
        if position < start + len(text) and position + len(line.text) > start:
            found.append(line)
        position += len(line.text)
    return found


pytestmark = pytest.mark.parametrize("name", NAMES)


def test_all_text_and_all_styles_are_still_there(name: str, folder: Path) -> None:
    before = texts_and_styles(folder / "word" / f"{name}.docx")
    assert texts_and_styles(saved(folder, name)) == before
    assert SENTENCE in "".join(p.text for p in paragraphs(docx.Document(str(saved(folder, name)))))


def test_paper_is_still_a4(name: str, folder: Path) -> None:
    sections = docx.Document(str(saved(folder, name))).sections
    assert {(section.page_width.twips, section.page_height.twips) for section in sections} <= A4  # type: ignore[union-attr]


def test_no_breaks_boxes_or_frames_came_in(name: str, folder: Path) -> None:
    tags = {element.tag for _, root in parts(saved(folder, name).read_bytes()) for element in root.iter()}
    assert {f"{W}{tag}" for tag in ("br", "txbxContent", "framePr", "sdt", "vanish")} & tags == set()


def test_the_text_after_the_sentence_flows_on(name: str, folder: Path) -> None:
    """Every line that the sentence covers is full, and the paragraph is longer by what was added."""
    reading = read(folder / "printed" / f"{name}.pdf")
    covered = lines_with(reading, folded(SENTENCE))
    assert len(covered) >= 2
    edges = [line.end for line in covered[:-1]]
    assert max(edges) - min(edges) < 1
