"""Puts pictures and their captions between the paragraphs of a text."""

from collections.abc import Iterator

from castforms.compose.scope import Scope
from castforms.model.document import Paragraph, Run
from castforms.model.entry import text_of
from castforms.model.expression import as_number
from castforms.model.picture import picture_of
from castforms.model.template import FieldType


def with_pictures(text: list[Paragraph], pictures: str, scope: Scope) -> Iterator[Paragraph]:
    """The paragraphs with the pictures of that repeat at their ends; those of no paragraph come after the last."""
    placed: dict[int, list[Paragraph]] = {}
    for item in scope.items(pictures):
        number = _number(item)
        position = number if 0 < number < len(text) else len(text)
        placed.setdefault(position, []).extend(_picture(item))
    for position, paragraph in enumerate(text, start=1):
        yield paragraph
        yield from placed.get(position, ())


def _picture(item: Scope) -> Iterator[Paragraph]:
    """The picture and its caption; nothing where there is no picture."""
    answers = {field.type: item.find(name) for name, field in item.fields.items()}
    picture = picture_of(text_of(answers[FieldType.PICTURE].value))
    if picture:
        caption = answers.get(FieldType.TEXT)
        words = text_of(caption.value).strip() if caption else ""
        yield Paragraph("picture", (), answers[FieldType.PICTURE].path, picture=picture, keep=bool(words))
        if caption and words:
            yield Paragraph("caption", (Run(words),), caption.path)


def _number(item: Scope) -> int:
    """After which paragraph the picture stands; 0 if that is not said."""
    field = next((field for field in item.fields.values() if field.type is FieldType.INTEGER), None)
    number = as_number(text_of(item.find(field.name).value)) if field else None
    return int(number) if number is not None else 0
