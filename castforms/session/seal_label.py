"""Lines of a form that ask for a seal (单位盖章：): it is pressed over the unit's name behind the label."""

import re

from castforms.model.pages import LineBox, PageBox, SealGuide
from castforms.model.stylesheet import TWIPS_PER_POINT

_LABEL = re.compile(r"(盖章|公章)[）)]?\s*[：:]|[（(](盖章|公章)[）)]\s*[：:]?")
"""The same words in running text ask for none."""
_MIDDLE = 0.35
"""Of a character's height, how far its middle is above the baseline."""


def asks_for_seal(line: LineBox) -> bool:
    """Whether the form wants a seal at this line."""
    return line.paragraph >= 0 and _LABEL.search(_text(line)) is not None


def with_seal_guides(page: PageBox, diameter: int) -> PageBox:
    """The page with a guide at every line that asks for a seal; `diameter` in twips."""
    width = diameter / TWIPS_PER_POINT
    guides = tuple(_guide(line, width) for line in page.lines if asks_for_seal(line))
    return page._replace(seals=page.seals + guides) if guides else page


def _guide(line: LineBox, diameter: float) -> SealGuide:
    """In the middle of the name; where there is none yet, it begins behind the label."""
    label = _LABEL.search(_text(line))
    first, last = line.runs[0], line.runs[-1]
    right = last.x + last.width
    behind = label.end() / len(_text(line)) if label else 0.0
    left = first.x + (right - first.x) * behind  # a label is Chinese: its characters are of one width
    middle = (left + right) / 2 if behind < 1 else left + diameter / 2
    return SealGuide(middle, line.baseline - _MIDDLE * last.size, diameter)


def _text(line: LineBox) -> str:
    return "".join(run.text for run in line.runs)
