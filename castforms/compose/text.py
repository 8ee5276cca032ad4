"""Turns a template text with holes into paragraphs."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from castforms.compose.numbering import heading_level, is_countable, is_heading, item_label, run_in
from castforms.compose.printed import mark, printed
from castforms.compose.scope import Answer, Scope
from castforms.model.document import Hanging, ItemNumber, Paragraph, Run
from castforms.model.entry import FieldPath, texts_of
from castforms.model.template import FieldType, Hole, ParagraphPart, TextFormat, text_lines

Line = Sequence[str | Hole]


def paragraphs(part: ParagraphPart, scope: Scope) -> list[Paragraph]:
    """The paragraphs of one text; none where it is not relevant."""
    if part.relevant is not None and not scope.holds(part.relevant):
        return []
    lines = text_lines(part.text)
    if part.empty is not None and (unanswered := _unanswered(lines, scope)):
        if not part.empty:
            return []
        return [_paragraph(part, text, unanswered[0].path) for text in part.empty.split("\n")]
    if len(lines) == 1:
        found = _line(part, lines[0], scope)
    else:
        found = [paragraph for line in lines for paragraph in _line(part, line, scope)]
    return list(_labelled(part.label, found)) if part.label else found


def fill(line: Line, scope: Scope) -> str:
    """The line with the answers in its holes."""
    return "".join(piece if isinstance(piece, str) else _fill_hole(piece, scope) for piece in line)


def first_path(line: Line, scope: Scope) -> FieldPath:
    """Where the first answer in the line lies; empty if it has no hole."""
    return next((scope.find(piece.name).path for piece in line if isinstance(piece, Hole)), ())


def _labelled(label: str, found: list[Paragraph]) -> Iterator[Paragraph]:
    """The label before the first one; the others begin below its end."""
    for position, paragraph in enumerate(found):
        own, under = paragraph.hanging or Hanging(0)
        if position == 0:
            runs = (Run(label + paragraph.text),)
            yield paragraph._replace(runs=runs, hanging=Hanging(len(label) + own))
        else:
            yield paragraph._replace(hanging=Hanging(own, label + under), before=0)


def _unanswered(lines: Sequence[Line], scope: Scope) -> list[Answer]:
    """The answers asked for, if none of them was given."""
    holes = [(piece, scope.find(piece.name)) for line in lines for piece in line if isinstance(piece, Hole)]
    given = any(answer.column(hole.choice) if _names_column(hole, answer) else answer.given for hole, answer in holes)
    return [] if given else [answer for _, answer in holes]


def _names_column(hole: Hole, answer: Answer) -> bool:
    return hole.choice in answer.field.columns


def _line(part: ParagraphPart, line: Line, scope: Scope) -> list[Paragraph]:
    if len(line) == 1 and isinstance(line[0], Hole) and not line[0].choice:
        return _answer(part, scope.find(line[0].name))
    return _text(part, fill(line, scope), first_path(line, scope))


def _answer(part: ParagraphPart, answer: Answer) -> list[Paragraph]:
    field = answer.field
    if field.type is FieldType.LIST:
        return _items(part, answer) or [_paragraph(part, "", answer.path)]
    if field.format is TextFormat.NUMBERED_BODY:
        return [_body_paragraph(part, text, answer.path) for text in _text_lines(printed(answer))]
    return _text(part, printed(answer), answer.path)


def _items(part: ParagraphPart, answer: Answer) -> list[Paragraph]:
    items = [(position, item.strip()) for position, item in enumerate(texts_of(answer.value)) if item.strip()]
    if part.label:
        return _hanging_items(part, items, answer.path)
    return [
        paragraph
        for number, (position, item) in enumerate(items, 1)
        for paragraph in _item(part, number, item, (*answer.path, position))
    ]


def _hanging_items(part: ParagraphPart, items: list[tuple[int, str]], path: FieldPath) -> list[Paragraph]:
    """Items behind a label; a word processor could not count them, because the first one begins with the label."""
    found = []
    for number, (position, item) in enumerate(items, 1):
        label = item_label(part.numbering, number) if len(items) > 1 else ""
        texts = _text(part, label + item, (*path, position))
        found.append(texts[0]._replace(hanging=Hanging(len(label))))
        found += [text._replace(hanging=Hanging(0, label)) for text in texts[1:]]
    return found


def _item(part: ParagraphPart, number: int, text: str, path: FieldPath) -> list[Paragraph]:
    label = item_label(part.numbering, number)
    if not label or not is_countable(part.numbering, number):
        return _text(part, label + text, path)
    first, *more = _text_lines(text)
    counted = ItemNumber(part.numbering, number)
    numbered = Paragraph(part.style, (Run(label), Run(first)), path, part.align, item=counted)
    return [numbered, *(_paragraph(part, line, path) for line in more)]


def _text(part: ParagraphPart, text: str, path: FieldPath) -> list[Paragraph]:
    if "\n" not in text:
        return [_paragraph(part, text, path)]
    return [_paragraph(part, line, path) for line in _text_lines(text)]


def _text_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()] or [""]


def _paragraph(part: ParagraphPart, text: str, path: FieldPath) -> Paragraph:
    return Paragraph(part.style, (Run(text),) if text else (), path, part.align)


def _body_paragraph(part: ParagraphPart, text: str, path: FieldPath) -> Paragraph:
    style, runs = _body_runs(text)
    return Paragraph(style, runs, path) if style else Paragraph(part.style, runs, path, part.align)


@lru_cache(maxsize=1024)  # at every pause in typing one line of them all is another
def _body_runs(text: str) -> tuple[str, tuple[Run, ...]]:
    """The style of a heading that stands alone, empty for a paragraph of text; and the runs."""
    level = heading_level(text)
    if level and is_heading(text):
        return level.style, (Run(text),)
    lead, *rest = run_in(text) if level and level.font else (text,)
    if not level or not rest:
        return "", (Run(text),) if text else ()
    return "", (Run(lead, level.font), *(Run(words) for words in rest if words))


def _fill_hole(hole: Hole, scope: Scope) -> str:
    answer = scope.find(hole.name)
    if _names_column(hole, answer):
        return answer.column(hole.choice)
    return mark(answer, hole.choice) if hole.choice else printed(answer)
