"""How an answer looks in print."""

from castforms.compose.scope import Answer
from castforms.model.entry import text_of, texts_of
from castforms.model.expression import as_date
from castforms.model.kept_file import kept_name
from castforms.model.template import FieldType


def printed(answer: Answer) -> str:
    """The answer as text; what cannot be read as its type is printed as typed."""
    match answer.field.type:
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return text_of(answer.value).strip()
        case FieldType.DATE:
            return official_date(text_of(answer.value))
        case FieldType.INTEGER | FieldType.DECIMAL:
            return _with_unit(text_of(answer.value).strip(), answer.field.unit)
        case FieldType.SELECT_ONE:
            name = text_of(answer.value).strip()
            choice = answer.field.choice(name)
            return choice.label if choice else name
        case FieldType.SELECT_MULTIPLE:
            return "\N{IDEOGRAPHIC SPACE}".join(mark(answer, c.name) + c.label for c in answer.field.choices)
        case FieldType.LIST:
            return "、".join(text.strip() for text in texts_of(answer.value) if text.strip())
        case FieldType.FILE:
            return kept_name(text_of(answer.value))
        case FieldType.REPEAT | FieldType.PICTURE:
            return ""


def mark(answer: Answer, choice: str) -> str:
    """The tick mark of a choice, checked or not."""
    ticked = choice in texts_of(answer.value) or choice == answer.value
    return answer.field.marks.checked if ticked else answer.field.marks.unchecked


def official_date(text: str) -> str:
    """The day as official texts write it, 2020年4月9日, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    day = as_date(text)
    return f"{day.year}年{day.month}月{day.day}日" if day else text.strip()


def _with_unit(number: str, unit: str) -> str:
    return number if not number or number.endswith(unit) else number + unit
