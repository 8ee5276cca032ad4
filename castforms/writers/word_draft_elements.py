"""The elements of a clerk's Word file that revisions go into: cut, divided, and given their marks."""

from copy import deepcopy
from typing import Any

from lxml import etree

from castforms.writers.word_revision import ELEMENTS, Revision

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEFORE_MARK = frozenset({f"{W}sectPr", f"{W}pPrChange"})
_DIVISIBLE = frozenset({f"{W}hyperlink", f"{W}smartTag", f"{W}ins"})
_RANGES = ("bookmark", "commentRange", "perm")
_PLACES = frozenset({f"{W}proofErr", *(f"{W}{name}{side}" for name in _RANGES for side in ("Start", "End"))})


class DraftMismatchError(Exception):
    """The draft does not say what was revised, or its structure does not allow the change."""


def cut(element: Any, offset: int) -> None:
    """Cuts the run before that place: nothing is done where it begins there."""
    run = element.getparent()
    text = element.text or "" if element.tag == f"{W}t" else " "
    if offset >= len(text):
        element = element.getnext()
    elif offset:
        rest = etree.Element(f"{W}t")
        element.text, rest.text = text[:offset], text[offset:]
        element.set(SPACE, "preserve")
        rest.set(SPACE, "preserve")
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


def empty_like(paragraph: Any) -> Any:
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


def set_mark(paragraph: Any, tracked: Any) -> None:
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


def take_over_look(paragraph: Any, model: Any, revision: Revision) -> None:
    """Nothing is left of the paragraph but its end: it gets the look of the words that end there now.

    Word gives the joined paragraph the look that belongs to the end.  An empty one is plain, so that it has no number.
    """
    properties = paragraph.find(f"{W}pPr")
    old, new = _look(paragraph), [] if model is None else _look(model)
    if list(map(etree.tostring, old)) == list(map(etree.tostring, new)):
        return
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    if properties.find(f"{W}pPrChange") is not None:
        return  # somebody has changed its look already
    attributes = {f"{W}{name}": value for name, value in revision.attributes().items()}
    before = etree.SubElement(etree.SubElement(properties, f"{W}pPrChange", attributes), f"{W}pPr")
    for child in old:
        before.append(child)
    for place, child in enumerate(new):
        properties.insert(place, deepcopy(child))


def _look(paragraph: Any) -> list[Any]:
    """What the paragraph's properties say of it, without its end's and its section's."""
    properties = paragraph.find(f"{W}pPr")
    return [] if properties is None else [c for c in properties if c.tag not in {f"{W}rPr", *_BEFORE_MARK}]


def divide(element: Any) -> None:
    """Parts what holds the element behind it, in two of the same kind: a link becomes two links."""
    whole = element.getparent()
    if whole.tag not in _DIVISIBLE:
        raise DraftMismatchError(plain(whole))
    rest = etree.Element(whole.tag, whole.attrib)
    for child in list(element.itersiblings()):
        rest.append(child)
    whole.addnext(rest)


def next_paragraph(element: Any) -> Any:
    """The paragraph that the element can be joined with: what only marks a place between them does not count."""
    following = element.getnext()
    while following is not None and following.tag in _PLACES:
        following = following.getnext()
    return following if following is not None and following.tag == f"{W}p" else None


def emptied_fields(paragraph: Any) -> list[Any]:
    """Runs that are left of fields whose results went: their codes would bring the results back."""
    left: list[Any] = []
    field: list[Any] | None = None  # the runs of the outermost field so far
    depth = 0
    for run in paragraph.iter(f"{W}r"):
        kinds = [sign.get(f"{W}fldCharType") for sign in run.iterfind(f"{W}fldChar")]
        depth += kinds.count("begin")
        if field is None and depth:
            field = []
        if field is not None:
            field.append(run)
        depth = max(0, depth - kinds.count("end"))
        if field is not None and not depth:
            if _is_emptied(field):
                left += [run for run in field if local_name(run.getparent()) not in ELEMENTS.values()]
            field = None
    return left


def _is_emptied(runs: list[Any]) -> bool:
    went = any(run.find(f"{W}delText") is not None for run in runs)
    return went and all(run.find(f"{W}t") is None for run in runs)


def local_name(element: Any) -> str:
    """The element's name without its namespace."""
    name: str = etree.QName(element).localname
    return name


def first_run(paragraph: Any) -> Any:
    """The first run that says anything; None where none does."""
    return next((run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None), None)


def plain(element: Any) -> str:
    """What the element says, deleted words included."""
    return "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText"))
