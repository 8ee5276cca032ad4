"""A draft with its revisions: the paragraphs of the original and of the revised text in one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from castforms.compose.numbering import heading_level, is_heading, run_in, with_number
from castforms.compose.redline import END, Piece, redline
from castforms.compose.scope import Scope
from castforms.model.document import Change, Paragraph, Run
from castforms.model.entry import FieldPath, text_of
from castforms.model.stylesheet import FontRole
from castforms.model.template import RedlinePart

STYLE = "body"


@dataclass(slots=True)
class _Line:
    """A paragraph as it is shown, up to an end that stays, came or went."""

    path: FieldPath
    pieces: list[Piece] = field(default_factory=list)
    mark: Change = Change.KEPT
    comment: str = ""

    @property
    def changed(self) -> bool:
        return self.mark is not Change.KEPT or any(piece.change is not Change.KEPT for piece in self.pieces)

    def text(self, gone: Change) -> str:
        """What it says without the pieces of that fate."""
        return "".join(piece.text for piece in self.pieces if piece.change is not gone)


def revised_paragraphs(part: RedlinePart, scope: Scope) -> list[Paragraph]:
    """Without deletions the paragraphs say the revised texts, without insertions the originals.

    The reason of an item is the comment of its first change.  The last paragraph's end always stays, because no Word
    file can lose it.
    """
    lines = [line for item in scope.items(part.for_each) for line in _item(part, item)]
    return [_paragraph(line) for line in _closed(lines)]


def text_of_lines(text: str) -> str:
    """The text as the redline compares it: a paragraph a line, without blank ones and blanks around them."""
    return "".join(line.strip() + END for line in text.split(END) if line.strip())


def numbered(number: str, original: str, revised: str) -> tuple[str, str]:
    """Both texts as the redline compares them, behind the number if the original does not say it itself."""
    original, revised = text_of_lines(original), text_of_lines(revised)
    if with_number(number.strip(), original) == original:  # if the revised text has none, it was taken away
        return original, revised
    return with_number(number.strip(), original), with_number(number.strip(), revised)


def _item(part: RedlinePart, item: Scope) -> list[_Line]:
    names = (part.number, part.original, part.revised)
    original, revised = numbered(*(text_of(item.find(name).value) if name else "" for name in names))
    lines = list(_lines(redline(original, revised), item.path))
    first = next((line for line in lines if line.changed), None)
    if first:
        first.comment = text_of(item.find(part.reason).value).strip()
    return lines


def _lines(pieces: tuple[Piece, ...], path: FieldPath) -> Iterator[_Line]:
    line = _Line(path)
    for text, change in pieces:
        *ended, rest = text.split(END)
        for words in ended:
            line.pieces += [Piece(words, change)] if words else []
            line.mark = change
            yield line
            line = _Line(path)
        if rest:
            line.pieces.append(Piece(rest, change))


def _closed(lines: list[_Line]) -> list[_Line]:
    """The same texts where the end of the last paragraph stays: the ends before it change instead."""
    if not lines or lines[-1].mark is Change.KEPT:
        return lines
    mark, last = lines[-1].mark, lines[-1]
    last.mark = Change.KEPT
    other = Change.DELETED if mark is Change.INSERTED else Change.INSERTED
    position = next((k for k in range(len(lines) - 2, -1, -1) if lines[k].mark is not mark), None)
    if position is None:
        return lines
    if lines[position].mark is Change.KEPT:
        lines[position].mark = mark
    elif lines[position].mark is other:  # an end that went and one that came are one that stays
        joined, following = lines[position], lines.pop(position + 1)
        joined.pieces += following.pieces
        joined.mark, joined.comment = following.mark, joined.comment or following.comment
    return lines


def _paragraph(line: _Line) -> Paragraph:
    text = line.text(Change.DELETED) or line.text(Change.INSERTED)
    level = heading_level(text)
    style, lead = STYLE, 0
    if level and is_heading(text):
        style = level.style
    elif level and level.font:
        lead = _lead(line)
    runs = tuple(_runs(line.pieces, lead, level.font if level else None))
    return Paragraph(style, runs, line.path, mark=line.mark, comment=line.comment)


def _lead(line: _Line) -> int:
    """Length of the run-in heading, changes included; 0 where the paragraph has none."""
    shown = "".join(piece.text for piece in line.pieces)
    lead, *rest = run_in(shown)
    return len(lead) if rest else 0


def _runs(pieces: list[Piece], lead: int, font: FontRole | None) -> Iterator[Run]:
    start = 0
    for text, change in pieces:
        cut = min(max(0, lead - start), len(text))
        if cut:
            yield Run(text[:cut], font, change)
        if text[cut:]:
            yield Run(text[cut:], change=change)
        start += len(text)
