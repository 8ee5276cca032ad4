"""Writes revisions into a draft that was given as Word: its own package is kept, only changed runs are touched."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, Protocol

from lxml import etree

from castforms.model.document import Change, Paragraph
from castforms.writers.word_revision import ELEMENTS, Revision
from castforms.writers.word_zip import DOCUMENT, WordZip

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEFORE_MARK = frozenset({f"{W}sectPr", f"{W}pPrChange"})


class DraftMismatchError(Exception):
    """The draft does not say what was revised, or its structure does not allow the change."""


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
    Raises DraftMismatchError where it does not, or a paragraph cannot be joined with what follows it.
    """
    package = WordZip(data)
    root = package.parsed(DOCUMENT)
    revision.first = 1 + max(package.identifiers(root), default=0)
    revision.first_comment = package.next_comment
    previous: Any = None
    joined = False
    founds = iter(find(root))
    for line in _lines(paragraphs):
        original = _original(line)
        found = next((found for found in founds if found.text == original), None)
        if found is None:
            raise DraftMismatchError(original)
        previous = _LineReviser(found, previous, revision, find).revise(line, joined=joined)
        joined = line[-1].mark is Change.DELETED and (joined or not _is_gone(line))
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


def _original(line: Line) -> str:
    return "".join(run.text for part in line for run in part.runs if run.change is not Change.INSERTED)


def _is_gone(line: Line) -> bool:
    """Whether nothing of the paragraph is left, so that what stands around it is not joined with it."""
    return len(line) == 1 and _all(line[0], Change.DELETED)


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
        parts = list(line)
        while len(parts) > 1 and _all(parts[0], Change.INSERTED):
            self._insert_whole(parts.pop(0))
        self._cut_runs(parts)
        if joined or _is_gone(line):
            self._delete_blanks(before=True)
        for part in parts:
            self._revise_part(part)
        if line[-1].mark is Change.DELETED:
            self._delete_end(is_gone=_is_gone(line))
        return self._element

    def _insert_whole(self, part: Paragraph) -> None:
        """A paragraph that came: it looks like the one before it, if the two can stand together."""
        beside = self._previous is not None and _is_paragraph(self._previous.getnext())
        model = self._previous if beside else self._element
        self._revision.next_paragraph()
        added = _like(model)
        for run in part.runs:
            added.append(self._inserted(run.text, _first_run(model)))
        _set_mark(added, self._tracked(Change.INSERTED))
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
        for cut in sorted(cuts, reverse=True):
            if cut < len(self._places):
                _cut(self._places[cut].element, self._places[cut].offset)
            elif self._places:
                _cut(self._places[-1].element, self._places[-1].offset + 1)
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
            if said and not "".join(text.text or "" for text in said).strip() and _parent(run) not in ELEMENTS.values():
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
        words.set(_SPACE, "preserve")
        return tracked

    def _split(self) -> None:
        """What was dealt with so far becomes a paragraph of its own, whose end came."""
        last = self._anchor
        while last is not None and last.getparent() is not self._element:
            if last.getnext() is not None:
                raise DraftMismatchError(_plain(last))
            last = last.getparent()
        added = _like(self._element)
        head = [child for child in self._element if child.tag != f"{W}pPr"]
        for child in head[: head.index(last) + 1 if last is not None else 0]:
            added.append(child)
        _set_mark(added, self._tracked(Change.INSERTED))
        self._element.addprevious(added)
        self._anchor = None

    def _delete_end(self, *, is_gone: bool) -> None:
        """The paragraph's end goes, and those of empty paragraphs between it and what it is joined with."""
        element = self._element
        if not _is_paragraph(element.getnext()) or element.find(f"{W}pPr/{W}sectPr") is not None:
            if is_gone:
                return  # an empty paragraph stays, as when it is deleted by hand
            raise DraftMismatchError(_plain(element))
        self._delete_blanks(before=False)
        _set_mark(element, self._tracked(Change.DELETED))
        following = element.getnext()
        while not is_gone and _is_paragraph(following.getnext()) and not self._find([following])[0].text:
            _set_mark(following, self._tracked(Change.DELETED))
            following = following.getnext()

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


def _cut(element: Any, offset: int) -> None:
    """Cuts the run before that place: nothing is done where it begins there."""
    run = element.getparent()
    text = element.text or "" if element.tag == f"{W}t" else " "
    if offset >= len(text):
        element = element.getnext()
    elif offset:
        rest = etree.Element(f"{W}t")
        element.text, rest.text = text[:offset], text[offset:]
        element.set(_SPACE, "preserve")
        rest.set(_SPACE, "preserve")
        element.addnext(rest)
        element = rest
    before = [] if element is None else list(element.itersiblings(preceding=True))
    if element is None or all(child.tag == f"{W}rPr" for child in before):
        return
    tail = etree.Element(f"{W}r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        tail.append(deepcopy(properties))
    for child in [element, *element.itersiblings()]:
        tail.append(child)
    run.addnext(tail)


def _like(paragraph: Any) -> Any:
    """An empty paragraph of the same look."""
    added = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        copied = deepcopy(properties)
        for child in [child for child in copied if child.tag in _BEFORE_MARK]:
            copied.remove(child)
        for tracked in copied.findall(f"{W}rPr/{W}ins") + copied.findall(f"{W}rPr/{W}del"):
            tracked.getparent().remove(tracked)
        added.append(copied)
    return added


def _set_mark(paragraph: Any, tracked: Any) -> None:
    """Tracks what became of the paragraph's end (CT_ParaRPr: the change comes first)."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    look = properties.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        after = next((child for child in properties if child.tag in _BEFORE_MARK), None)
        properties.append(look) if after is None else after.addprevious(look)
    look.insert(0, tracked)


def _is_paragraph(element: Any) -> bool:
    return element is not None and element.tag == f"{W}p"


def _parent(element: Any) -> str:
    name: str = etree.QName(element.getparent()).localname
    return name


def _first_run(paragraph: Any) -> Any:
    return next((run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None), None)


def _plain(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText"))
