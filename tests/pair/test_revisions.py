"""LibreOffice accepts and rejects our tracked changes: the revised text, the original, and every look as it was."""

import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph

from castforms.compose.composer import compose_output
from castforms.intake.word_draft import draft_paragraphs
from castforms.layout.paginate import paginate
from castforms.library.loader import load_template
from castforms.model.document import all_paragraphs
from castforms.model.entry import Entry, record
from castforms.model.measure import Attachment
from castforms.model.stylesheet import GB_9704
from castforms.model.template import OutputFormat
from castforms.writers.word import write_word
from castforms.writers.word_draft import write_redlined_draft
from castforms.writers.word_revision import Revision
from tests.drafts import edited, lines, points, word_file
from tests.fake_measure import FakeMeasure
from tests.pair.corpus import RESOURCES

SYSTEM_PYTHON = "/usr/bin/python3"
TITLE, UNIT = "某某工作要点（征求意见稿）", "中国某某学会"
DRAFTS = 16
TEMPLATE = load_template(RESOURCES / "templates" / "cast-draft-opinions")


class Case(NamedTuple):
    """A draft with its edits, written into the clerk's Word file (`own`) or set anew."""

    name: str
    items: list[tuple[str, str]]
    own: bool


class Settled(NamedTuple):
    """The cases as LibreOffice settled them, files by name."""

    cases: Sequence[Case]
    folder: Path

    def said(self, verb: str, name: str) -> list[str]:
        """The paragraphs outside tables that say anything."""
        paragraphs = docx.Document(str(self.folder / verb / f"{name}.docx")).paragraphs
        return [line for paragraph in paragraphs for line in lines(paragraph.text)]

    def looks(self, verb: str, name: str) -> dict[str, list[tuple[object, ...]]]:
        """Character by character bold, italic, size and colour of each paragraph, by its text."""
        found: dict[str, list[tuple[object, ...]]] = {}
        for paragraph in docx.Document(str(self.folder / verb / f"{name}.docx")).paragraphs:
            found[paragraph.text] = [
                (character, bool(run.bold), bool(run.italic), run.font.size, run.font.color.rgb)
                for run in paragraph.runs
                for character in run.text
            ]
        return found

    def styles(self, verb: str, name: str) -> list[tuple[str, bool]]:
        """The style of each paragraph outside tables, and whether it says anything."""
        paragraphs = docx.Document(str(self.folder / verb / f"{name}.docx")).paragraphs
        return [(str(p.style and p.style.name), bool(p.text.strip())) for p in paragraphs]

    def blank_before_tables(self, name: str) -> list[str]:
        """The styles of the blank paragraphs directly before tables, once all is accepted."""
        document = docx.Document(str(self.folder / "accepted" / f"{name}.docx"))
        before = (table._element.getprevious() for table in document.tables)
        paragraphs = (Paragraph(element, document._body) for element in before if isinstance(element, CT_P))
        return [str(p.style and p.style.name) for p in paragraphs if not p.text.strip()]


def made(number: int) -> Case:
    rng = random.Random(f"office {number}")
    items = [(text, edited(rng, text) if rng.random() < 0.85 else text) for text in points(rng, 60)]
    for gone in rng.sample(range(len(items)), 3):
        items[gone] = (items[gone][0], "")
    return Case(f"draft-{number:02}", items, own=number % 2 == 0)


def written(case: Case, folder: Path) -> None:
    """The draft with its changes, without comments: the office package without a screen cannot show those."""
    values = {"unit": UNIT, "title": TITLE, "report_date": "2020-02-10"}
    fields = tuple(record({"number": "", "original": a, "revised": b, "reason": ""}) for a, b in case.items)
    entry = Entry(TEMPLATE.id, record({**values, "points": fields}))
    output = next(output for output in TEMPLATE.outputs if output.format is OutputFormat.WORD)
    document = compose_output(TEMPLATE, output, entry)
    if case.own:
        data = word_file(random.Random(case.name), [original for original, _ in case.items], TITLE)
        (folder / f"{case.name}-before.docx").write_bytes(data)
        paragraphs = [p for p in all_paragraphs(document) if p.path[:1] == ("points",)]
        data = write_redlined_draft(
            data, paragraphs, Revision(UNIT, document.date), lambda root: draft_paragraphs(root, str)
        )
    else:
        measure = FakeMeasure()
        attachment = Attachment("entry.json", "application/json", b"{}")
        data = write_word(paginate(document, GB_9704, measure), GB_9704, measure, attachment)
    (folder / f"{case.name}.docx").write_bytes(data)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    folder = tmp_path_factory.mktemp("revisions")
    cases = [made(number) for number in range(DRAFTS)]
    for case in cases:
        written(case, folder)
    profile, pipe = (folder / "profile").as_uri(), f"castforms-{folder.parent.name}-{folder.name}"
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice (soffice) is missing: install the package libreoffice-writer-nogui"
    command = [
        soffice,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
    ]
    script = Path(__file__).parent / "settle_revisions.py"
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        done = subprocess.run(
            [SYSTEM_PYTHON, str(script), pipe, str(folder)], capture_output=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
    finally:
        office.terminate()
        office.wait(timeout=60)
    return Settled(cases, folder)


def texts(case: Case, position: int) -> list[str]:
    said = [line for item in case.items for line in lines(item[position])]
    return [TITLE, *said, "附注"] if case.own else [TITLE, *said]


def test_there_are_300_edits(settled: Settled) -> None:
    assert sum(original != revised for case in settled.cases for original, revised in case.items) >= 300


def test_all_accepted_it_is_the_revised_text(settled: Settled) -> None:
    assert [c.name for c in settled.cases if settled.said("accepted", c.name) != texts(c, 1)] == []


def test_all_rejected_it_is_the_original(settled: Settled) -> None:
    assert [c.name for c in settled.cases if settled.said("rejected", c.name) != texts(c, 0)] == []


def test_rejected_every_character_looks_as_before(settled: Settled) -> None:
    own = [case for case in settled.cases if case.own]
    for case in own:
        assert settled.looks("rejected", case.name) == settled.looks("accepted", f"{case.name}-before")


def test_accepted_paragraphs_that_nobody_touched_look_as_before(settled: Settled) -> None:
    for case in settled.cases:
        if case.own:
            before, after = settled.looks("accepted", f"{case.name}-before"), settled.looks("accepted", case.name)
            untouched = {text for text in before if any(text.strip() in lines(a) for a, b in case.items if a == b)}
            assert {text: after[text] for text in untouched} == {text: before[text] for text in untouched}


def test_rejected_every_paragraph_has_its_style_again(settled: Settled) -> None:
    for case in settled.cases:
        if case.own:
            assert settled.styles("rejected", case.name) == settled.styles("accepted", f"{case.name}-before")


def test_accepted_no_number_or_heading_without_words_is_left_before_a_table(settled: Settled) -> None:
    left = {style for case in settled.cases if case.own for style in settled.blank_before_tables(case.name)}
    assert left <= {"Normal"}
