"""The lists of a Word file: a part that says how the items of each list are counted (ECMA-376 part 1, 17.9)."""

from collections.abc import Sequence

from castforms.writers.word_xml import HEADER, NAMESPACES, escaped

_FORMATS = {"1": "decimal", "一": "chineseCountingThousand", "①": "decimalEnclosedCircleChinese"}


def numbering_part(lists: Sequence[str]) -> str:
    """The numbering part; `lists` has each list's manner (`1.`, `（一）`, `①`), list ids count from 1.

    The number has the look of its paragraph's mark, no indent and no gap of its own: it stands where text would.
    """
    manners = list(dict.fromkeys(lists))
    levels = "".join(_definition(number, manner) for number, manner in enumerate(manners))
    counted = "".join(_list(number, manners.index(manner)) for number, manner in enumerate(lists, start=1))
    return f"{HEADER}<w:numbering {NAMESPACES}>{levels}{counted}</w:numbering>"


def _definition(number: int, manner: str) -> str:
    numeral = next(first for first in _FORMATS if first in manner)
    text = escaped(manner.replace(numeral, "%1", 1))
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{_FORMATS[numeral]}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )


def _list(number: int, definition: int) -> str:
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
