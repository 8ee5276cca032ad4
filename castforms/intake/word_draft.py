"""The paragraphs of a draft in a Word file, each character with its place, so that they can be revised there.

Works on the elements of the standard library's parser and of lxml alike: the Word writer finds the same paragraphs.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from castforms.intake.word_scripts import scripted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTAINERS = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}body", f"{_W}document"})
_INLINE = frozenset(
    f"{_W}{tag}" for tag in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "ins", "moveTo")
)
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})
_REVISED = frozenset(f"{_W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo"))
_OFF = frozenset({"0", "false", "off"})

Clean = Callable[[str], str]
"""What becomes of one character when texts are cleaned; empty where it is dropped."""


class Place(NamedTuple):
    """A character, and where it stands: the w:t (or sign) it is in, and its position there."""

    character: str
    element: Any
    offset: int


class DraftParagraph(NamedTuple):
    """A paragraph outside tables and text boxes; the places of what it says, blanks at its ends aside."""

    element: Any
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(place.character for place in self.places)

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says between the places where lines were broken by hand (Shift+Enter), blank ones left out."""
        text = "".join("\n" if place.element.tag in _BREAKS else place.character for place in self.places)
        return tuple(line for part in text.split("\n") if (line := part.strip()))


def draft_paragraphs(root: Any, clean: Clean) -> list[DraftParagraph]:
    """The paragraphs of the body in reading order; those without text too."""
    return [DraftParagraph(element, _stripped(list(_places(element, clean)))) for element in _paragraphs(root)]


def holds_revisions(root: Any) -> bool:
    """Whether somebody else's tracked changes are in the file."""
    return any(element.tag in _REVISED for element in root.iter())


def _paragraphs(container: Any) -> Iterator[Any]:
    for child in container:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _paragraphs(child)


def _places(element: Any, clean: Clean) -> Iterator[Place]:
    for child in element:
        if child.tag == f"{_W}r" and not is_hidden(child):
            yield from _run_places(child, clean)
        elif child.tag in _INLINE:
            yield from _places(child, clean)


def _run_places(run: Any, clean: Clean) -> Iterator[Place]:
    for child in run:
        if child.tag == f"{_W}t":
            for offset, character in enumerate(scripted(run, child.text or "")):
                if kept := clean(character):
                    yield Place(kept, child, offset)
        elif child.tag in _SIGNS and child.get(f"{_W}type", "textWrapping") == "textWrapping":
            yield Place(_SIGNS[child.tag], child, 0)


def is_hidden(run: Any) -> bool:
    """Whether nobody sees the run."""
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in _OFF


def _stripped(places: list[Place]) -> tuple[Place, ...]:
    said = [k for k, place in enumerate(places) if not place.character.isspace()]
    return tuple(places[said[0] : said[-1] + 1]) if said else ()
