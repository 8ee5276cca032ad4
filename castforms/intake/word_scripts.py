"""Digits that a Word file raises or lowers, made into the characters that look so: 10 and a raised 3 are not 103."""

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN = "0123456789+-−=()"
_SCRIPTS = {
    "superscript": str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"),
    "subscript": str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}


def scripted(run: Any, text: str) -> str:
    """The text of a run as it looks; of other characters than digits and their signs nothing is known."""
    position = run.find(f"{_W}rPr/{_W}vertAlign")
    table = _SCRIPTS.get(position.get(f"{_W}val", "")) if position is not None else None
    return text.translate(table) if table else text
