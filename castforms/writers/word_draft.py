"""Writes revisions into a draft that was given as Word: its own package is kept, only changed runs are touched."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import zip_longest
from typing import Any, Protocol

from lxml import etree

from castforms.model.document import Change, Paragraph
from castforms.writers.word_barriers import Bar, within_barriers
from castforms.writers.word_draft_elements import (
    SPACE,
    DraftMismatchError,
    W,
    cut,
    divide,
    emptied_fields,
    empty_like,
    first_run,
    local_name,
    next_paragraph,
    set_mark,
    take_over_look,
)
from castforms.writers.word_revision import ELEMENTS, Revision
from castforms.writers.word_zip import DOCUMENT, WordZip


class Place(Protocol):
    """A character of a paragraph."""

    @property
    def element(self) -> Any:
        """The w:t, or the sign, that it stands in."""

    @property
    def offset(self) -> int:
        """Its position there."""


class Found(Protocol):
    """A paragraph of the draft."""

    @property
    def element(self) -> Any:
        """Its w:p."""

    @property
    def places(self) -> Sequence[Place]:
        """Its characters, blanks at the ends aside."""

    @property
    def text(self) -> str:
        """What they say."""


Find = Callable[[Any], Sequence[Found]]
"""Finds the paragraphs below an element."""

Line = tuple[Paragraph, ...]
"""What became of one paragraph of the draft: itself, before it those that came and those it was split into."""


def write_redlined_draft(data: bytes, paragraphs: Sequence[Paragraph], revision: Revision, find: Find) -> bytes:
    """The draft with the paragraphs' changes tracked; whatever they do not touch stays byte for byte.

    `find` must find the draft's paragraphs in the texts they were given as, others between them are left alone.
    Raises DraftMismatchError where it does not, or a content control would have to be split.
    """
    package = WordZip(data)
    root = package.parsed(DOCUMENT)
    revision.first = 1 + max(package.identifiers(root), default=0)
    revision.first_comment = package.next_comment
    found = list(_matched(_lines(paragraphs), find(root)))
    fitted = within_barriers(paragraphs, [_bar(*pair) for pair in zip_longest(found, found[1:])])
    previous: Any = None
    chain: list[tuple[Any, bool]] = []  # paragraphs whose ends went, with whether something is left of them
    for line, place in zip(_lines(fitted), found, strict=True):
        reviser = _LineReviser(place, previous, revision, find)
        previous = reviser.revise(line, joined=bool(chain))
        if len(line) > 1:
            chain = []
        if line[-1].mark is not Change.DELETED:
            if _is_empty(line[-1]) and place.places:
                take_over_look(place.element, next((p for p, says in reversed(chain) if says), None), revision)
            chain = []
        elif chain or not _is_gone(_parted(line)[1]):
            chain.append((place.element, not _is_empty(line[-1])))
    package.put(DOCUMENT, root)
    package.add_comments(revision)
    return package.data()


def _lines(paragraphs: Sequence[Paragraph]) -> Iterator[Line]:
    line: list[Paragraph] = []
    for paragraph in paragraphs:
        line.append(paragraph)
        if paragraph.mark is not Change.INSERTED:
            yield tuple(line)
            line = []


def _matched(lines: Iterable[Line], founds: Iterable[Found]) -> Iterator[Found]:
    """The draft's paragraph of each line."""
    left = iter(founds)
    for line in lines:
        original = "".join(run.text for part in line for run in part.runs if run.change is not Change.INSERTED)
        found = next((found for found in left if found.text == original), None)
        if found is None:
            raise DraftMismatchError(original)
        yield found


def _bar(found: Found, following: Found | None) -> Bar:
    """What follows the paragraph in the file."""
    element = next_paragraph(found.element)
    if element is None or found.element.find(f"{W}pPr/{W}sectPr") is not None:
        return Bar.NEXT
    while element is not None and (following is None or element is not following.element):
        if element.find(f"{W}pPr/{W}sectPr") is not None:
            return Bar.LATER
        element = next_paragraph(element)
    return Bar.LATER if element is None else Bar.NONE


def _parted(line: Line) -> tuple[Line, Line]:
    """The paragraphs that came whole before the draft's own, and what became of that."""
    count = 0
    while count < len(line) - 1 and _all(line[count], Change.INSERTED):
        count += 1
    return line[:count], line[count:]


def _is_gone(parts: Line) -> bool:
    """Whether nothing of the paragraph is left, so that what stands around it is not joined with it."""
    return len(parts) == 1 and parts[0].mark is Change.DELETED and _is_empty(parts[0])


def _is_empty(paragraph: Paragraph) -> bool:
    """Whether it says nothing once everything is accepted."""
    return _all(paragraph, Change.DELETED)


def _all(paragraph: Paragraph, change: Change) -> bool:
    return all(run.change is change for run in paragraph.runs)


class _LineReviser:
    """Revises one paragraph of the draft, from its beginning to its end.

    `_anchor` is the last element that has been dealt with, None at the beginning; `_look` the run whose formatting
    new text takes over.
    """

    def __init__(self, found: Found, previous: Any, revision: Revision, find: Find) -> None:
        self._element = found.element
        self._places = found.places
        self._previous = previous
        self._revision = revision
        self._find = find
        self._anchor: Any = None
        self._look: Any = None
        self._position = 0

    def revise(self, line: Line, *, joined: bool) -> Any:
        """Makes the changes; returns the element after which the next paragraph that comes belongs.

        `joined` tells that the paragraph before goes on in this one: blanks where they meet go.
        """
        if len(line) == 1 and line[0].mark is Change.KEPT and _all(line[0], Change.KEPT) and not joined:
            return self._element
        added, parts = _parted(line)
        for part in added:
            self._insert_whole(part)
        self._cut_runs(parts)
        if joined or _is_gone(parts):
            self._delete_blanks(before=True)
        for part in parts:
            self._revise_part(part)
        for run in emptied_fields(self._element):
            self._delete(run)
        if line[-1].mark is Change.DELETED:
            self._delete_end(is_gone=_is_gone(parts))
        return self._element

    def _insert_whole(self, part: Paragraph) -> None:
        """A paragraph that came: it looks like the one before it, and stands behind it unless a table does."""
        beside = self._previous is not None and next_paragraph(self._previous) is not None
        model = self._element if self._previous is None else self._previous
        self._revision.next_paragraph()
        added = empty_like(model)
        for run in part.runs:
            added.append(self._inserted(run.text, first_run(model)))
        set_mark(added, self._tracked(Change.INSERTED))
        if part.comment:
            self._comment(part.comment, list(added)[-1], list(added)[-1])
        if beside:
            self._previous.addnext(added)
            self._previous = added
        else:
            self._element.addprevious(added)

    def _cut_runs(self, parts: Sequence[Paragraph]) -> None:
        """Cuts runs where a change begins or ends; what was cut has the formatting of the whole."""
        cuts, position = {0}, 0
        for part in parts:
            for run in part.runs:
                position += 0 if run.change is Change.INSERTED else len(run.text)
                cuts.add(position)
        for place in sorted(cuts, reverse=True):
            if place < len(self._places):
                cut(self._places[place].element, self._places[place].offset)
            elif self._places:
                cut(self._places[-1].element, self._places[-1].offset + 1)
        self._places = self._find([self._element])[0].places

    def _revise_part(self, part: Paragraph) -> None:
        self._revision.next_paragraph()
        changed: list[Any] = []
        for run in part.runs:
            if run.change is Change.INSERTED:
                changed.append(self._insert(run.text))
                continue
            runs = self._take(len(run.text))
            if run.change is Change.DELETED:
                changed += [self._delete(each) for each in runs]
        if part.comment:
            self._add_comment(part.comment, changed)
        if part.mark is Change.INSERTED:
            self._split()

    def _delete_blanks(self, *, before: bool) -> None:
        """The blanks at the paragraph's beginning or at its end, which are no part of what it says."""
        place = self._places[0 if before else -1].element.getparent()
        runs = list(self._element.iter(f"{W}r"))
        edge = runs.index(place)
        anchor, look = self._anchor, self._look
        for run in runs[:edge] if before else runs[edge + 1 :]:
            said = run.findall(f"{W}t")
            if (
                said
                and not "".join(text.text or "" for text in said).strip()
                and local_name(run.getparent()) not in ELEMENTS.values()
            ):
                self._delete(run)
        self._anchor, self._look = anchor, look

    def _take(self, length: int) -> list[Any]:
        """The runs of the next characters."""
        places = self._places[self._position : self._position + length]
        self._position += length
        runs = list(dict.fromkeys(place.element.getparent() for place in places))
        self._anchor = self._look = runs[-1]
        return runs

    def _delete(self, run: Any) -> Any:
        tracked = self._tracked(Change.DELETED)
        run.addprevious(tracked)
        tracked.append(run)
        for text in run.iterfind(f"{W}t"):
            text.tag = f"{W}delText"
        for code in run.iterfind(f"{W}instrText"):
            code.tag = f"{W}delInstrText"
        self._anchor = tracked
        return tracked

    def _insert(self, text: str) -> Any:
        following = self._places[self._position].element.getparent() if self._position < len(self._places) else None
        tracked = self._inserted(text, following if self._look is None else self._look)
        if self._anchor is not None:
            self._anchor.addnext(tracked)
        elif following is not None:
            following.addprevious(tracked)
        else:
            self._element.append(tracked)
        self._anchor = tracked
        return tracked

    def _inserted(self, text: str, model: Any) -> Any:
        tracked = self._tracked(Change.INSERTED)
        run = etree.SubElement(tracked, f"{W}r")
        properties = model.find(f"{W}rPr") if model is not None else None
        if properties is not None:
            look = deepcopy(properties)
            for position in look.findall(f"{W}vertAlign"):
                look.remove(position)  # raised digits come as characters that are
            run.append(look)
        words = etree.SubElement(run, f"{W}t")
        words.text = text
        words.set(SPACE, "preserve")
        return tracked

    def _split(self) -> None:
        """What was dealt with so far becomes a paragraph of its own, whose end came."""
        added = empty_like(self._element)
        for child in self._head():
            added.append(child)
        set_mark(added, self._tracked(Change.INSERTED))
        self._element.addprevious(added)
        self._anchor = None

    def _head(self) -> list[Any]:
        """The paragraph's content before the split; what says nothing behind its last words belongs to them."""
        content = [child for child in self._element if child.tag != f"{W}pPr"]
        if self._position == len(self._places):
            return content
        last = self._anchor
        while last is not None and last.getparent() is not self._element:
            if last.getnext() is not None:
                divide(last)
            last = last.getparent()
        content = [child for child in self._element if child.tag != f"{W}pPr"]
        return content[: content.index(last) + 1 if last is not None else 0]

    def _delete_end(self, *, is_gone: bool) -> None:
        """The paragraph's end goes, and those of empty paragraphs between it and what it is joined with."""
        self._delete_blanks(before=False)
        set_mark(self._element, self._tracked(Change.DELETED))
        following = next_paragraph(self._element)
        while not is_gone and following is not None and not self._find([following])[0].text:
            behind = next_paragraph(following)
            if behind is not None:
                set_mark(following, self._tracked(Change.DELETED))
            following = behind

    def _add_comment(self, text: str, changed: Sequence[Any]) -> None:
        if not changed:
            changed = [self._element[-1] if self._anchor is None else self._anchor]
        last = changed[-1] if changed[-1].getparent() is changed[0].getparent() else changed[0]
        reference = self._comment(text, changed[0], last)
        if last is self._anchor:
            self._anchor = reference

    def _comment(self, text: str, first: Any, last: Any) -> Any:
        number = str(self._revision.comment(text))
        start, end = (etree.Element(f"{W}commentRange{side}", {f"{W}id": number}) for side in ("Start", "End"))
        reference = etree.Element(f"{W}r")
        etree.SubElement(reference, f"{W}commentReference", {f"{W}id": number})
        first.addprevious(start)
        last.addnext(end)
        end.addnext(reference)
        return reference

    def _tracked(self, change: Change) -> Any:
        attributes = {f"{W}{name}": value for name, value in self._revision.attributes().items()}
        return etree.Element(f"{W}{ELEMENTS[change]}", attributes)
