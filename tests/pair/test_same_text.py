"""The PDF, the Word file and the document say the same, whitespace aside: every sample and 240 generated entries.

Page numbers and repeated header rows are page furniture: they stand on the pages and in the PDF, not in the document.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from castforms.intake.word_text import read_word_text
from castforms.model.document import plain_text
from castforms.model.entry import Entry
from castforms.model.measure import Attachment
from castforms.model.pages import PagedDocument
from castforms.session.typesetter import Typesetter
from castforms.session.workspace import Workspace
from castforms.writers.pdf import write_pdf
from castforms.writers.word import write_word
from tests.pair.answers import Answers
from tests.pair.prose import Prose

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
FORMS = sorted(file.parent.name for file in TEMPLATES.glob("*/template.toml"))
ENTRIES_OF_EACH_FORM = 60
ENTRY = Attachment("entry.json", "application/json", b"{}")


WORKSPACE = Workspace()


def squeezed(text: str) -> str:
    return "".join(text.split())


def entries(form: str) -> Iterator[Entry]:
    yield WORKSPACE.read_entry(TEMPLATES / form / "sample.json")
    for seed in range(ENTRIES_OF_EACH_FORM):
        yield Answers(Prose(random.Random(f"{form} {seed}"))).entry(WORKSPACE.template(form))


def text_of_pages(paged: PagedDocument) -> str:
    lines = (line for page in paged.pages for line in page.lines)
    return squeezed("".join(run.text for line in lines for run in line.runs))


def text_of_paragraphs(paged: PagedDocument) -> str:
    lines = [line for page in paged.pages for line in page.lines if line.paragraph >= 0]
    in_order = sorted(lines, key=lambda line: line.paragraph)
    return squeezed("".join(run.text for line in in_order for run in line.runs))


def text_of_pdf(paged: PagedDocument, setter: Typesetter) -> str:
    pdf = pypdfium2.PdfDocument(write_pdf(paged, setter.fonts, ENTRY))
    return squeezed("".join(page.get_textpage().get_text_range() for page in pdf))


def text_of_word(paged: PagedDocument, setter: Typesetter) -> str:
    word = read_word_text(write_word(paged, setter.sheet, setter.fonts, ENTRY))
    return squeezed("".join(cell for row in word.rows for cell in row.cells))


@pytest.mark.parametrize("form", FORMS)
def test_the_three_say_the_same(form: str) -> None:
    setter = WORKSPACE.typesetter(WORKSPACE.template(form))
    for entry in entries(form):
        paged = setter.paged(WORKSPACE.template(form), entry)
        said = squeezed(plain_text(paged.document))
        assert text_of_paragraphs(paged) == said
        assert text_of_word(paged, setter) == said
        assert text_of_pdf(paged, setter) == text_of_pages(paged)


def test_there_are_enough_entries() -> None:
    assert len(FORMS) * (ENTRIES_OF_EACH_FORM + 1) > 200
