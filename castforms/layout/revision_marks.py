"""The sign at the end of a paragraph whose end came or went: ↵, drawn, because it is no text of the document."""

from castforms.model.document import Change
from castforms.model.pages import LineBox, RuleBox

_GAP, _WIDTH, _HEIGHT, _HEAD = 0.15, 0.5, 0.45, 0.14
"""In em: from the text, and of the sign."""
_STROKE = 0.6
"""Points."""


def mark_strokes(line: LineBox, mark: Change, size: float) -> tuple[RuleBox, ...]:
    """The strokes of the sign after that line; a bar through it where the end went.

    An empty line has no place for it and gets none.
    """
    if not line.runs:
        return ()
    last = line.runs[-1]
    left = last.x + last.width + _GAP * size
    right, foot = left + _WIDTH * size, line.baseline - 0.2 * size
    top, head = foot - _HEIGHT * size, _HEAD * size
    strokes = [
        (right, top, right, foot),
        (left, foot, right, foot),
        (left, foot, left + head, foot - head),
        (left, foot, left + head, foot + head),
    ]
    if mark is Change.DELETED:
        strokes.append((left - head, foot + head, right + head, top - head))
    return tuple(RuleBox(*stroke, _STROKE) for stroke in strokes)
