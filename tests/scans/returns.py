"""Returns to be printed and scanned: several forms, their older versions, copies with one other character."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from castforms.model.entry import Entry, Value, record
from castforms.model.measure import Attachment
from castforms.model.pages import GlyphRun, PageBox, PagedDocument
from castforms.model.stylesheet import FontRole
from castforms.model.template import FormTemplate
from castforms.session.typesetter import Typesetter
from castforms.session.workspace import Workspace
from castforms.writers.pdf import write_pdf
from tests.bench.works import works

_HAN = re.compile(r"[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
_ATTACHMENT = Attachment("entry.json", "application/json", b"{}")


@dataclass(frozen=True)
class Return:
    """One filled form on its pages."""

    template: FormTemplate
    entry: Entry
    setter: Typesetter
    marked: bool

    @cached_property
    def paged(self) -> PagedDocument:
        return self.setter.paged(self.template, self.entry, mark=self.marked)

    @cached_property
    def pdf(self) -> bytes:
        return self.written(self.paged)

    def written(self, paged: PagedDocument) -> bytes:
        return write_pdf(paged, self.setter.fonts, _ATTACHMENT)

    @cached_property
    def older(self) -> "Return":
        """The same return before its last correction."""
        return replace(self, entry=_earlier(self.entry))


@dataclass(frozen=True)
class Swap:
    """A character that was exchanged on the paper, and where it stands (mm)."""

    before: str
    after: str
    x: float
    y: float


def make_return(workspace: Workspace, name: str, seed: int, *, marked: bool) -> Return:
    """W1 a table, W2 a sheet, W3 a report with signature (see tests.bench.works)."""
    work = works()[name]
    return Return(work.template, work.entry(seed), workspace.typesetter(work.template), marked)


def with_changed_character(paper: Return, number: int, rng: np.random.Generator) -> tuple[bytes, Swap] | None:
    """The return's PDF with one character of page `number` (from 0) exchanged for another of its kind."""
    page = paper.paged.pages[number]
    places = [(n, k, m.start()) for n, k, run in _runs(page) for m in re.finditer(r"[\u4e00-\u9fff\d]", run.text)]
    if not places:
        return None
    line, position, at = places[int(rng.integers(len(places)))]
    run = page.lines[line].runs[position]
    kind = _HAN if _HAN.match(run.text[at]) else _DIGIT
    pool = sorted({c for _n, _k, r in _runs(page) for c in kind.findall(r.text) if r.face == run.face} - {run.text[at]})
    if kind is _DIGIT:
        pool = [c for c in "0123456789" if c != run.text[at]]
    if not pool:
        return None
    other = str(rng.choice(pool))
    changed = run._replace(text=run.text[:at] + other + run.text[at + 1 :])
    runs = tuple(changed if k == position else r for k, r in enumerate(page.lines[line].runs))
    lines = tuple(box._replace(runs=runs) if n == line else box for n, box in enumerate(page.lines))
    pages = tuple(p._replace(lines=lines) if n == number else p for n, p in enumerate(paper.paged.pages))
    ahead = sum(paper.setter.fonts.glyph(FontRole.BODY, c).advance * run.size + run.spacing for c in run.text[:at])
    place = Swap(run.text[at], other, (run.x + ahead) * 25.4 / 72, page.lines[line].baseline * 25.4 / 72)
    return paper.written(paper.paged._replace(pages=pages)), place


def _runs(page: PageBox) -> list[tuple[int, int, GlyphRun]]:
    return [
        (n, k, run)
        for n, line in enumerate(page.lines)
        if line.paragraph >= 0
        for k, run in enumerate(line.runs)
        if run.text.strip()
    ]


def _earlier(entry: Entry) -> Entry:
    """One number of one answer was another."""

    def changed(value: Value) -> Value | None:
        if isinstance(value, str):
            found = re.search(r"\d", value)
            if not found or len(value) < 12:
                return None
            return value[: found.start()] + str((int(found[0]) + 3) % 10) + value[found.end() :]
        if isinstance(value, tuple):
            for k, item in enumerate(value):
                other = changed(item)
                if other is not None:
                    return (*value[:k], other, *value[k + 1 :])
            return None
        for name, item in value.items():
            other = changed(item)
            if other is not None:
                return record(dict(value) | {name: other})
        return None

    values = changed(entry.values)
    assert isinstance(values, type(entry.values)), "no number to change"
    return Entry(entry.form_id, values)
