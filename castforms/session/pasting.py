"""What is pasted into a list: lines of text or rows of a spreadsheet become items."""

import re

_NUMERALS = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"""\s*(?:
        [（(]\s*(?:\d{{1,3}}|[{_NUMERALS}]{{1,3}})\s*[）)]      # （1） (一)
      | [①-⑳⑴-⒛㈠-㈩❶-❿]
      | \d{{1,3}}\s*(?:[.．、)）](?!\d)|\t)                     # 1. 1、 1) and a number in a column of its own
      | 第[{_NUMERALS}\d]{{1,3}}[条项、][、，:：\s]*
      | [{_NUMERALS}]{{1,3}}、(?![{_NUMERALS}百千万])
      | [•·●○▪■□◆◇►➢-➤*\-–—]\s+
    )\s*""",
    re.VERBOSE,
)


def without_number(text: str) -> str:
    """The text without the number or bullet it begins with."""
    return text[match.end() :] if (match := _NUMBER.match(text)) else text


def pasted_items(text: str) -> tuple[str, ...]:
    """One item for each line that is not blank, its old number stripped; the cells of a spreadsheet row are joined.

    A cell that spans lines, which spreadsheets put between quotation marks, stays one item.
    """
    lines = _unquoted(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    items = (" ".join(without_number(line).split("\t")).strip() for line in lines)
    return tuple(item for item in items if item)


def _unquoted(text: str) -> str:
    if '"' not in text:
        return text
    return re.sub(
        r'(?:(?<=\t)|(?<=\n)|\A)"((?:[^"]|"")*\n(?:[^"]|"")*)"(?=\t|\n|\Z)',
        lambda match: match[1].replace('""', '"').replace("\n", ""),
        text,
    )
