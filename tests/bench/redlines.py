"""Opinions on a draft of 10,000 characters: compared word by word, and written with tracked changes."""

import random
from difflib import SequenceMatcher
from typing import NamedTuple

from castforms.compose.redline import redline
from castforms.compose.revisions import revised_paragraphs
from castforms.compose.scope import outermost
from castforms.intake.word_draft import draft_paragraphs
from castforms.layout.paginate import Paginator
from castforms.model.document import Document, Paragraph, Section
from castforms.model.entry import Entry, record
from castforms.model.measure import Attachment
from castforms.model.template import RedlinePart
from castforms.session.workspace import Workspace
from castforms.writers.word import write_word
from castforms.writers.word_draft import write_redlined_draft
from castforms.writers.word_revision import Revision
from tests.bench.interleaving import Times, interleaved, table
from tests.drafts import edited, points, word_file

FORM = "cast-draft-opinions"
COMPARE, ONE_TEXT, DIFFLIB = "compared point by point", "compared as one text", "difflib, as one text"
WHOLE, OWN = "compared, set, written", "compared, written into the clerk's file"
CHARACTERS = 10_000


class Draft(NamedTuple):
    """A draft as points with their edits, and as a Word file."""

    items: list[tuple[str, str]]
    word: bytes


def draft(seed: int) -> Draft:
    """About as many characters as the goal names."""
    rng = random.Random(seed)
    drafted = points(rng, CHARACTERS // 30)
    return Draft([(text, edited(rng, text)) for text in drafted], word_file(rng, drafted))


def measure_redlines(rounds: int) -> Times:
    """Milliseconds of each way for drafts in all of whose points something was changed."""
    workspace = Workspace()
    template = workspace.template(FORM)
    typesetter = workspace.typesetter(template)
    setter = Paginator(typesetter.sheet, typesetter.fonts)

    def paragraphs(case: Draft) -> list[Paragraph]:
        items = tuple(record({"number": "", "original": a, "revised": b, "reason": ""}) for a, b in case.items)
        part = RedlinePart("points", "original", "revised", "reason")
        return revised_paragraphs(part, outermost(template, Entry(FORM, record({"points": items}))))

    def whole(case: Draft) -> bytes:
        document = Document("要点", "学会", (Section(tuple(paragraphs(case))),), date="2020-02-10")
        attachment = Attachment("entry.json", "application/json", b"{}")
        return write_word(setter.paginate(document), typesetter.sheet, typesetter.fonts, attachment)

    def own(case: Draft) -> bytes:
        revision = Revision("学会", "2020-02-10")
        return write_redlined_draft(case.word, paragraphs(case), revision, lambda root: draft_paragraphs(root, str))

    def joined(case: Draft) -> tuple[str, str]:
        return "\n".join(a for a, _ in case.items), "\n".join(b for _, b in case.items)

    subjects = {
        COMPARE: lambda case: [redline(*item) for item in case.items],
        ONE_TEXT: lambda case: redline(*joined(case)),
        DIFFLIB: lambda case: SequenceMatcher(None, *joined(case), autojunk=False).get_opcodes(),
        WHOLE: whole,
        OWN: own,
    }
    times = interleaved(subjects, [draft(seed) for seed in range(rounds + 1)], warm=1)
    size = sum(len(text) for text, _ in draft(1).items)
    rows = [(name, f"{sorted(taken)[len(taken) // 2]:.0f}", f"{max(taken):.0f}") for name, taken in times.items()]
    table(f"A draft of {size} characters, an edit in every point", ("", "ms", "worst"), rows)
    return times
