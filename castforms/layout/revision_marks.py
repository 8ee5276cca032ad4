"""The sign at the end of a paragraph whose end came or went: ↵, drawn, because it is no text of the document."""

from castforms.model.document import Change
from castforms.model.pages import LineBox, RuleBox

_GAP, _WIDTH, _HEIGHT, _HEAD = 0.18, 0.6, 0.62, 0.16
"""In em: from the text, and of the sign."""
_FOOT, _BAR = 0.04, 0.36
"""In em above the baseline: the sign's foot, and the bar that strikes it out, level with the one through the words."""
_STROKE = 0.8
"""Points."""


def mark_strokes(line: LineBox, mark: Change, size: float) -> tuple[RuleBox, ...]:
    """The strokes of the sign after that line; where the end went, the bar through the words goes on through it.

    An empty line has no place for it and gets none.
    """
    if not line.runs:
        return ()
    last = line.runs[-1]
    left = last.x + last.width + _GAP * size
    right, foot = left + _WIDTH * size, line.baseline - _FOOT * size
    top, head = foot - _HEIGHT * size, _HEAD * size
    strokes = [
        (right, top, right, foot),
        (left, foot, right, foot),
        (left, foot, left + head, foot - head),
        (left, foot, left + head, foot + head),
    ]
    if mark is Change.DELETED:
        bar = line.baseline - _BAR * size
        strokes.append((last.x + last.width, bar, right + head, bar))
    return tuple(RuleBox(*stroke, _STROKE) for stroke in strokes)
