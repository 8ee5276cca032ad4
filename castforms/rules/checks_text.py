"""Checks of how a text is written: its style, its marks, and the characters themselves."""

import re
import unicodedata
from collections.abc import Iterator

from castforms.model.finding import Finding
from castforms.model.template import FieldType, TextFormat
from castforms.rules.answer import Answer, Passage, excerpt
from castforms.rules.catalogue import Message
from castforms.rules.cleaning import replacement

_HAN = r"[\u3400-\u9fff]"
_RUNNING_TEXT = frozenset({TextFormat.PLAIN, TextFormat.TITLE_SENTENCE, TextFormat.NUMBERED_BODY})
_NUMERALS = "一二三四五六七八九十"
_LISTED_CHARACTERS = 5

_SENTENCE_END = rf"[。！？；．!?;]\Z|(?<={_HAN})\.\Z"
_OWN_NUMBERING = (
    r"\s*(?P<number>[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)]"
    r"|[①-⑳⑴-⒛㈠-㈩]"
    r"|\d{1,2}\s*(?:[.．、](?!\d)|[）)])"
    rf"|[{_NUMERALS}]{{1,3}}、(?![{_NUMERALS}百千万]))"
)
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF_WIDTH_MARK = "[,;:?!()]"
_FULL_WIDTH_LETTERS = "[０-９Ａ-Ｚａ-ｚ]+"
_PAIRS = (("（", "）", "括号"), ("“", "”", "引号"), ("《", "》", "书名号"))
_ENUMERATOR = r"[0-9a-zA-Z一二三四五六七八九十]）"


def title_sentence_end(answer: Answer) -> Iterator[Finding]:
    """A title sentence has no mark at its end ("请以标题句方式")."""
    if answer.field.format is TextFormat.TITLE_SENTENCE:
        for passage in answer.passages:
            if end := re.search(_SENTENCE_END, passage.text.rstrip()[-2:]):
                source = answer.field.source
                yield Message.TITLE_SENTENCE_END.at(passage.path, source=source, where=passage.where, mark=end.group())


def title_lines(answer: Answer) -> Iterator[Finding]:
    """A title sentence is one line ("言简意赅")."""
    if answer.field.format is TextFormat.TITLE_SENTENCE:
        for passage in answer.passages:
            if lines := passage.text.strip().count("\n"):
                source = answer.field.source
                yield Message.TITLE_SEVERAL_LINES.at(passage.path, source=source, where=passage.where, lines=lines + 1)


def own_numbering(answer: Answer) -> Iterator[Finding]:
    """The items of a list that is numbered when it is printed carry no number of their own."""
    if answer.field.type is FieldType.LIST and answer.field.name in answer.around.numbered_lists:
        for passage in answer.passages:
            if number := re.match(_OWN_NUMBERING, passage.text):
                yield Message.OWN_NUMBERING.at(passage.path, where=passage.where, number=number["number"])


def half_width_marks(answer: Answer) -> Iterator[Finding]:
    """Between two Han characters stands a full-width mark."""
    for passage in _running_text(answer):
        marks = (match.start() for match in re.finditer(_HALF_WIDTH_MARK, passage.text))
        found = [k for k in marks if _is_han(passage.text[k - 1 : k]) and _is_han(passage.text[k + 1 : k + 2])]
        if found:
            first = found[0]
            mark = passage.text[first]
            yield Message.HALF_WIDTH_MARK.at(
                passage.path,
                where=passage.where,
                count=len(found),
                text=excerpt(passage.text[max(0, first - 4) : first + 5]),
                mark=mark,
                instead=_FULL_WIDTH[mark],
            )


def _is_han(text: str) -> bool:
    return "\u3400" <= text <= "\u9fff"


def full_width_letters(answer: Answer) -> Iterator[Finding]:
    """Latin letters and digits in running text are half-width: they can be searched and get their own font."""
    for passage in _running_text(answer):
        if found := re.findall(_FULL_WIDTH_LETTERS, passage.text):
            text = excerpt(found[0])
            instead = unicodedata.normalize("NFKC", text)
            yield Message.FULL_WIDTH_LETTERS.at(
                passage.path, where=passage.where, count=len(found), text=text, instead=instead
            )


def unbalanced_marks(answer: Answer) -> Iterator[Finding]:
    """Brackets, quotation marks and title marks come in pairs."""
    for passage in _running_text(answer):
        for opening, closing, marks in _PAIRS:
            opened, closed = passage.text.count(opening), passage.text.count(closing)
            if opened != closed and not _is_excused(passage.text, opening, opened - closed):
                yield Message.UNBALANCED_MARKS.at(
                    passage.path, where=passage.where, marks=marks, opened=opened, closed=closed
                )


def unprintable(answer: Answer) -> Iterator[Finding]:
    """Some font on this machine can draw every character."""
    return _odd(answer, answer.around.odd.unprintable, Message.UNPRINTABLE)


def private_use(answer: Answer) -> Iterator[Finding]:
    """No character is of the private use area, which shows something else on every machine."""
    return _odd(answer, answer.around.odd.private_use, Message.PRIVATE_USE)


def invisible(answer: Answer) -> Iterator[Finding]:
    """Cleaning loses no character that may have meant something: a control character, half a pair, a selector."""
    return _odd(answer, answer.around.odd.invisible, Message.INVISIBLE)


def _running_text(answer: Answer) -> tuple[Passage, ...]:
    clerks_own = answer.field.format in _RUNNING_TEXT and not answer.field.readonly
    return answer.passages if clerks_own else ()


def _is_excused(text: str, opening: str, excess: int) -> bool:
    if opening == "（" and excess < 0:  # 1）2）3）
        return len(re.findall(_ENUMERATOR, text)) >= -excess
    if opening == "“" and excess > 0:  # a quotation of several paragraphs opens anew with each
        return text.count("\n“") >= excess
    return False


def _odd(answer: Answer, characters: frozenset[str], message: Message) -> Iterator[Finding]:
    if characters:
        for passage in answer.passages:
            if not characters.isdisjoint(passage.text):
                found = [character for character in dict.fromkeys(passage.text) if character in characters]
                yield message.at(passage.path, where=passage.where, characters=_listed(found))


def _listed(characters: list[str]) -> str:
    shown = "、".join(map(_named, characters[:_LISTED_CHARACTERS]))
    return shown if len(characters) <= _LISTED_CHARACTERS else f"{shown}等{len(characters)}个字符"


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return code if replacement(character) == "" else f"“{character}”（{code}）"
