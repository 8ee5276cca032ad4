"""An item that somebody adds to a list in a word processor gets the next number, and no other list changes."""

import copy
from pathlib import Path

import docx

from castforms.intake.word_text import read_word_text
from castforms.session.workspace import Workspace
from castforms.writers.word import write_word
from tests.pair.compare import read
from tests.pair.measuring import ENTRY
from tests.pair.office import convert

SAMPLE = Path(__file__).parents[2] / "resources" / "templates" / "cast-2020-five-areas" / "sample.json"
ADDED = "后来补写的一条举措"


def test_an_added_item_is_counted(tmp_path: Path) -> None:
    workspace = Workspace()
    entry = workspace.read_entry(SAMPLE)
    setter = workspace.typesetter(workspace.template(entry.form_id))
    paged = setter.paged(workspace.template(entry.form_id), entry)
    file = tmp_path / "added.docx"
    file.write_bytes(write_word(paged, setter.sheet, setter.fonts, ENTRY))
    document = docx.Document(str(file))
    items = [p for row in document.tables[0].rows for p in row.cells[-1].paragraphs if p._p.pPr.numPr is not None]
    lists = [p._p.pPr.numPr.numId.val for p in items]
    last = items[lists.index(2) - 1]  # of the first list
    added = copy.deepcopy(last._p)
    last._p.addnext(added)
    docx.text.paragraph.Paragraph(added, last._parent).runs[0].text = ADDED
    for run in docx.text.paragraph.Paragraph(added, last._parent).runs[1:]:
        run.text = ""
    document.save(str(file))
    convert([file], "pdf", tmp_path / "printed")
    printed = read(tmp_path / "printed" / "added.pdf").text
    number = lists.count(1) + 1
    assert f"{number}.{ADDED}" in printed
    assert printed.count("1.") >= len(set(lists))
    assert f"{number}.{ADDED}" in "".join(cell for row in read_word_text(file.read_bytes()).rows for cell in row.cells)
