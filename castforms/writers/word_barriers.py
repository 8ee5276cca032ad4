"""Revisions that fit into a Word file whose paragraphs cannot all be joined.

A paragraph before a table, or in front of a section's or a content control's end, keeps its end: there is nothing it
could go on in (ECMA-376 part 1, 17.13.5.15; Word offers no way to delete that mark).  The same two texts are then said
by other changes: the end before it goes instead, or the words behind the barrier go there and come before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from castforms.model.document import Change, Paragraph, Run


class Bar(Enum):
    """What follows a paragraph of the draft."""

    NONE = auto()
    """The next paragraph of the text: they can be joined."""
    LATER = auto()
    """A blank paragraph, behind it a barrier: it can go as a whole, not be joined."""
    NEXT = auto()
    """A barrier: its end stays."""


@dataclass(slots=True)
class _Part:
    """A paragraph, and what follows it in the file; nothing yet where it came."""

    paragraph: Paragraph
    bar: Bar = Bar.NONE

    @property
    def mark(self) -> Change:
        return self.paragraph.mark

    def set(self, mark: Change, runs: Sequence[Run] | None = None) -> None:
        self.paragraph = self.paragraph._replace(mark=mark, runs=self.paragraph.runs if runs is None else tuple(runs))


def within_barriers(paragraphs: Sequence[Paragraph], bars: Sequence[Bar]) -> list[Paragraph]:
    """Paragraphs that say the same two texts, where no end goes that has to stay.

    `bars` has one element for each paragraph of the original, that is whose end did not come.
    """
    following = iter(bars)
    parts = [_Part(p, Bar.NONE if p.mark is Change.INSERTED else next(following)) for p in paragraphs]
    position = 0
    while position < len(parts):
        if parts[position].bar is not Bar.NONE:
            position = _take_in(parts, position)
            _close(parts, position)
        position += 1
    return [part.paragraph for part in parts]


def _take_in(parts: list[_Part], position: int) -> int:
    """What was added to a point behind its last paragraph stands before the barrier too; its position then."""
    while position + 1 < len(parts) and _is_added(parts[position + 1], parts[position].paragraph):
        part, added = parts[position], parts[position + 1]
        if part.mark is Change.DELETED:  # an end that went and one that came are one that stays
            _join(parts, position)
            part.set(Change.KEPT)
            continue
        part.set(Change.INSERTED)
        added.set(Change.KEPT)
        part.bar, added.bar = Bar.NONE, part.bar
        position += 1
    return position


def _is_added(part: _Part, before: Paragraph) -> bool:
    came = all(run.change is Change.INSERTED for run in part.paragraph.runs)
    return came and part.mark is Change.INSERTED and part.paragraph.path == before.path


def _join(parts: list[_Part], position: int) -> None:
    """A part whose end is no more takes in the next one, but keeps its own mark."""
    part, following = parts[position], parts.pop(position + 1)
    comments = (part.paragraph.comment, following.paragraph.comment)
    part.paragraph = part.paragraph._replace(
        runs=part.paragraph.runs + following.paragraph.runs, comment="\n".join(filter(None, comments))
    )
    if part.bar is Bar.NONE:
        part.bar = following.bar


def _close(parts: list[_Part], position: int) -> None:
    part = parts[position]
    if part.mark is not Change.DELETED:
        return
    if _says_something(parts, position):
        _draw_in(parts, position)
    elif part.bar is Bar.NEXT:
        _keep_end(parts, position)


def _says_something(parts: list[_Part], position: int) -> bool:
    """Whether something is left of the paragraph, as it is once everything is accepted, up to the end there."""
    while True:
        if any(run.change is not Change.DELETED for run in parts[position].paragraph.runs):
            return True
        position -= 1
        if position < 0 or parts[position].mark is not Change.DELETED or parts[position].bar is not Bar.NONE:
            return False


def _draw_in(parts: list[_Part], position: int) -> None:
    """The rest of the paragraph, from behind the barrier, comes before it and goes there."""
    part = parts[position]
    runs, rest = list(part.paragraph.runs), position + 1
    while True:
        following = parts[rest]
        said, mark = following.paragraph.runs, following.mark
        runs += [run._replace(change=Change.INSERTED) for run in said if run.change is not Change.DELETED]
        following.set(
            Change.DELETED, [run._replace(change=Change.DELETED) for run in said if run.change is not Change.INSERTED]
        )
        if mark is Change.INSERTED:
            mark_behind = parts[rest + 1].mark
            _join(parts, rest)
            following.set(mark_behind)
        if mark is not Change.DELETED:
            break
        rest += 1
    part.set(Change.KEPT, runs)


def _keep_end(parts: list[_Part], position: int) -> None:
    """Nothing is left of the paragraph: the end before it goes instead; without one an empty paragraph stays."""
    parts[position].set(Change.KEPT)
    for before in range(position - 1, -1, -1):
        part = parts[before]
        if part.bar is not Bar.NONE:
            return
        if part.mark is Change.KEPT:
            part.set(Change.DELETED)
            return
        if part.mark is Change.INSERTED:
            behind = parts[before + 1].mark
            _join(parts, before)
            part.set(behind)
            return
