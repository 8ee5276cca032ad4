"""The lead department (牵头部门) that a point of a notice names at its end."""

import re
from typing import NamedTuple

from castforms.intake.points_text import CLOSING, HEADING_NUMBER, LEAD, OPENING, POINT_NUMBER

_NAME = rf"[^{OPENING}{CLOSING}。\n]"
_UNIT = r"[部厅廳室委局处處院办辦组組馆館社站所司会會心党黨]"
_LABELLED = re.compile(
    rf"[{OPENING}]?\s*{LEAD}\s*[:：]\s*(?P<names>{_NAME}{{2,80}}?)\s*(?:[{CLOSING}][。．]?|。|$)", re.MULTILINE
)
_NO_COLON = re.compile(
    rf"^[{OPENING}]?{LEAD}\s*(?![要应應须須需的和与與可按对對在])(?P<names>[^\W\d][\w、，]{{0,60}}{_UNIT})[{CLOSING}]?。?$",
    re.MULTILINE,
)
_NAMED_FIRST = re.compile(
    rf"[{OPENING}]由?(?P<names>{_NAME}{{2,80}}?)(?:[牵牽][头頭](?:[负負][责責])?|[负負][责責])(?P<more>[，,；;、]{_NAME}{{0,80}})?"
    rf"[{CLOSING}][。．]?\s*$",
    re.MULTILINE,
)
_OTHER_PARTIES = re.compile(r"[；;，,、\s]+[^；;，,、:：\s]{2,10}[:：].*", re.DOTALL)
_SPOKEN_OF = re.compile(
    rf"[{OPENING}]{_NAME}{{0,80}}[牵牽][头頭]{_NAME}{{0,80}}[{CLOSING}]\s*$|^\s*{LEAD}", re.MULTILINE
)
_ANY = re.compile(rf"{LEAD}[:：]|[牵牽][头頭][{CLOSING}]")
_RUN_ON = re.compile(
    rf"({LEAD}[:：]{_NAME}{{2,40}}?{_UNIT})(?={HEADING_NUMBER}|{POINT_NUMBER.replace('(?P<number>', '(?:')})"
)


class Department(NamedTuple):
    """The lead department's name, empty where none is known, and the point's text without it."""

    name: str
    text: str
    doubted: bool = False
    """Whether the text speaks of one whose name was not made out."""


def department_in(body: str) -> Department:
    """What the text of a point says of its lead department; other parties and dates beside it are left out."""
    match = _LABELLED.search(body) or _NO_COLON.search(body) or _named_first(body)
    if match is None:
        return Department("", body, _SPOKEN_OF.search(body) is not None)
    name = _OTHER_PARTIES.sub("", match["names"]).strip("；;，,、 ")
    return Department(name, body[: match.start()] + body[match.end() :])


def names_departments(text: str) -> bool:
    """Whether a lead department is named anywhere in the text."""
    return _ANY.search(text) is not None


def department_lines(text: str) -> str:
    """The text with a line's end after a department that ran into the next number, as line ends were lost."""
    return _RUN_ON.sub(r"\1\n", text)


def _named_first(body: str) -> re.Match[str] | None:
    match = _NAMED_FIRST.search(body)
    names = re.split("[、，,和]", match["names"]) if match else []
    return match if names and all(re.search(f"{_UNIT}$", name) for name in names) else None
