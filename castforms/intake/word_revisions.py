"""What a Word file with tracked changes says once all of them are accepted, and once all are rejected."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from castforms.intake.word_draft import is_hidden
from castforms.intake.word_scripts import scripted
from castforms.intake.word_text import read_word_body

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MUTE = "pPr rPr instrText delInstrText sectPr drawing pict object"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_SILENT = frozenset({_ALTERNATE, *(f"{_W}{tag}" for tag in _MUTE.split())})
_PLACES = frozenset(f"{_W}{name}{side}" for name in ("bookmark", "commentRange", "perm") for side in ("Start", "End"))
_GONE = frozenset({"del", "moveFrom"})
_COME = frozenset({"ins", "moveTo"})


class Readings(NamedTuple):
    """The paragraphs that say anything, text boxes aside, without blanks at their ends."""

    rejected: tuple[str, ...]
    accepted: tuple[str, ...]


def read_revisions(data: bytes) -> Readings:
    """Both readings of the body in reading order; raises IntakeError as `read_word_text` does."""
    body, _numbers = read_word_body(data)
    return Readings(*(tuple(_Reading(removed).paragraphs(body)) for removed in (_COME, _GONE)))


class _Reading:
    """One reading: content of the removed kinds is not there, and a paragraph whose end is not there goes on."""

    def __init__(self, removed: frozenset[str]) -> None:
        self._removed = removed
        self._hidden = _SILENT | {f"{_W}{tag}" for tag in removed}

    def paragraphs(self, container: Element) -> Iterator[str]:
        text = ""
        for child in container:
            if child.tag == f"{_W}p":
                text += "".join(self._pieces(child))
                if not self._goes_on(child):
                    yield from self._said(text)
                    text = ""
            elif child.tag not in self._hidden | _PLACES:
                yield from self._said(text)
                text = ""
                yield from self.paragraphs(child)
        yield from self._said(text)

    def _said(self, text: str) -> Iterator[str]:
        if text.strip():
            yield text.strip()

    def _goes_on(self, paragraph: Element) -> bool:
        return any(paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{tag}") is not None for tag in self._removed)

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag in {f"{_W}t", f"{_W}delText"}:
                yield scripted(element, child.text or "")
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag not in self._hidden and not is_hidden(child):
                yield from self._pieces(child)
