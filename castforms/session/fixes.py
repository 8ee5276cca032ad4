"""Safe corrections of findings: what changes is only what the finding names, and one undo takes it back."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from castforms.model.entry import Entry, FieldPath, Value
from castforms.model.finding import Finding
from castforms.rules.catalogue import Message
from castforms.rules.checks_contacts import narrowed_contact
from castforms.rules.cleaning import clean_text
from castforms.session.pasting import without_number


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that does away with a finding; `name` is what the button says and what undo takes back."""

    name: str
    path: FieldPath
    value: Value


_HAN = "\u3400-\u9fff"
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF_WIDTH_MARK = re.compile(rf"(?<=[{_HAN}])[,;:?!()](?=[{_HAN}])")
_FULL_WIDTH_LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_DOCUMENT_NUMBER = re.compile(
    rf"(?P<office>[{_HAN}]{{2,15}}?)[\[(〔【{{]?(?P<year>(?:19|20)\d\d)年?[\])〕】}}]?第?0*(?P<number>[1-9]\d{{0,4}})号?"
)
_SENTENCE_END = re.compile(r"[。！？；．!?;.]+\s*\Z")


def fix_of(entry: Entry, finding: Finding) -> Fix | None:
    """The safe correction of that finding, if there is one."""
    if finding.code == Message.DUPLICATE_ITEM.code:
        return _without_item(entry, finding.path)
    name, change = _CHANGES.get(finding.code, ("", str))
    value = entry.at(finding.path)
    if not name or not isinstance(value, str) or change(value) == value:
        return None
    return Fix(name, finding.path, change(value))


def _without_item(entry: Entry, path: FieldPath) -> Fix | None:
    *outer, position = path
    items = entry.at(tuple(outer))
    if not isinstance(position, int) or not isinstance(items, tuple):
        return None
    return Fix(f"删除第{position + 1}条", tuple(outer), items[:position] + items[position + 1 :])


def _widened(text: str) -> str:
    return _HALF_WIDTH_MARK.sub(lambda mark: _FULL_WIDTH[mark.group()], text)


def _narrowed(text: str) -> str:
    return _FULL_WIDTH_LETTERS.sub(lambda letters: unicodedata.normalize("NFKC", letters.group()), text)


def _official_number(text: str) -> str:
    number = _DOCUMENT_NUMBER.fullmatch(unicodedata.normalize("NFKC", "".join(text.split())))
    return f"{number['office']}〔{number['year']}〕{number['number']}号" if number else text


def _without_end(text: str) -> str:
    return _SENTENCE_END.sub("", text)


def _in_one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


_CHANGES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    Message.OWN_NUMBERING.code: ("去掉序号", without_number),
    Message.HALF_WIDTH_MARK.code: ("改成全角标点", _widened),
    Message.FULL_WIDTH_LETTERS.code: ("改成半角字母和数字", _narrowed),
    Message.FULL_WIDTH_CONTACT.code: ("改成半角", narrowed_contact),
    Message.DOCUMENT_NUMBER_WRONG.code: ("改成规范写法", _official_number),
    Message.TITLE_SENTENCE_END.code: ("去掉句末标点", _without_end),
    Message.TITLE_SEVERAL_LINES.code: ("合并成一行", _in_one_line),
    Message.INVISIBLE.code: ("去掉看不见的字符", clean_text),
}
