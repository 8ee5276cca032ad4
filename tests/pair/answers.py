"""Entries of a form, filled at random with answers that its checks accept."""

from functools import lru_cache

from castforms.model.entry import Entry, Record, Value, record
from castforms.model.picture import picture_text
from castforms.model.template import Field, FieldType, FormTemplate, LimitUnit, TextFormat
from tests.pair.prose import Prose
from tests.pictures import jpeg

_BY_FORMAT = {
    TextFormat.PHONE: "（010）6{}8571{}",
    TextFormat.FAX: "（010）6{}8572{}",
    TextFormat.CONTACT: "（010）6{}8573{}",
    TextFormat.MOBILE: "139{}000{:03}",
    TextFormat.POSTCODE: "1000{}1",
}


@lru_cache(maxsize=64)
def photograph(width: int, height: int) -> str:
    """A picture as an answer: a shade from corner to corner."""
    return picture_text(jpeg("RGB", width, height, quality=60))


class Answers:
    """Random but plausible answers to the questions of a form."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose

    def entry(self, template: FormTemplate) -> Entry:
        """An entry of the form; a question that is not required is left out at times."""
        return Entry(template.id, self._record(template.fields, ()))

    def _record(self, fields: tuple[Field, ...], scopes: tuple[Record, ...]) -> Record:
        values: dict[str, Value] = {}
        for field in fields:
            if field.required or self.prose.rng.random() < 0.85:
                values[field.name] = self._answer(field.settled((values, *scopes)), (values, *scopes))
        return record(values)

    def _answer(self, field: Field, scopes: tuple[Record, ...]) -> Value:  # noqa: C901 - one case for each type
        rng = self.prose.rng
        match field.type:
            case FieldType.TEXT:
                return self._text(field)
            case FieldType.LONG_TEXT:
                return self._long_text(field)
            case FieldType.INTEGER | FieldType.DECIMAL:
                return str(rng.randrange(1, 100))
            case FieldType.DATE:
                return f"2020-0{rng.randrange(1, 10)}-{rng.randrange(10, 29)}"
            case FieldType.SELECT_ONE:
                return rng.choice(field.choices).name if field.choices else ""
            case FieldType.SELECT_MULTIPLE:
                names = [choice.name for choice in field.choices]
                return tuple(name for name in names if rng.random() < 0.5) or (names[0],)
            case FieldType.FILE:
                return f"{self.prose('title')}.docx"
            case FieldType.LIST:
                return tuple(self.prose("item") for _ in range(self._count(field)))
            case FieldType.PICTURE:
                return photograph(rng.randrange(200, 1400), rng.randrange(150, 1000))
            case FieldType.REPEAT:
                return tuple(self._record(field.fields, scopes) for _ in range(self._count(field)))

    def _text(self, field: Field) -> str:
        rng = self.prose.rng
        if pattern := _BY_FORMAT.get(field.format):
            return pattern.format(rng.randrange(10, 99), rng.randrange(10))
        if field.format is TextFormat.EMAIL:
            return self.prose("email")
        if field.readonly:  # the number of a point
            return str(rng.randrange(1, 100))
        return self.prose(rng.choice(["org", "heading", "person", "title"]))

    def _long_text(self, field: Field) -> str:
        paragraphs = [self.prose.text(self.prose.rng.randrange(20, 120)) for _ in range(self.prose.rng.randrange(1, 6))]
        if field.format is TextFormat.NUMBERED_BODY:
            paragraphs[::2] = [f"{'一二三'[k]}、{self.prose('heading')}" for k in range(len(paragraphs[::2]))]
        return "\n".join(paragraphs)

    def _count(self, field: Field) -> int:
        items = next((limit for limit in field.limits if limit.unit is LimitUnit.ITEMS), None)
        least = int(items.minimum or 1) if items else 1
        most = int(items.maximum or 8) if items else 8
        return self.prose.rng.randint(least, min(most, least + 8))
