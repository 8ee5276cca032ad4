"""Checks a form folder: the form, whether it quotes the notice faithfully, and whether it prints what it asks."""

from collections.abc import Callable, Iterator
from pathlib import Path

from castforms.library.faults import FaultLog, TemplateError, TemplateFault
from castforms.library.lists import Lists
from castforms.library.loader import TEMPLATE_FILE, load_template
from castforms.library.names import names_in
from castforms.library.reader import shorten
from castforms.library.toml_file import read_text
from castforms.library.uses import used_fields
from castforms.model.template import Constraint, Field, FieldType, FormTemplate, Limit

NOTICE_FILE = "notice.txt"
"""The notice's text, from which the form quotes."""


def lint_folder(folder: Path, lists: Lists | None = None) -> tuple[TemplateFault, ...]:
    """What is wrong with the form in that folder and with what it quotes; nothing if it can be used as it is.

    `lists` are those it may choose from, else those of the folder `lists` beside its own.
    Its sample, which is an entry, and its layout profile, which lies elsewhere, are `session.lint`'s.
    """
    try:
        template = load_template(folder, lists)
    except TemplateError as error:
        return error.faults
    return _faults_of(_check_fields, template, folder) + _faults_of(_check_sources, template, folder)


def _faults_of(
    check: Callable[[FormTemplate, Path, FaultLog], None], template: FormTemplate, folder: Path
) -> tuple[TemplateFault, ...]:
    faults = FaultLog(str(folder / TEMPLATE_FILE))
    try:
        check(template, folder, faults)
        faults.raise_if_any()
    except TemplateError as error:
        return error.faults
    return ()


def sources(template: FormTemplate) -> Iterator[tuple[str, str]]:
    """Every phrase the form quotes from the notice, with the key it stands at."""
    notice = template.notice
    names = ("number", "title", "returns", "how_many", "recipient", "contact", "phone", "fax", "email", "address")
    quoted = {name: str(getattr(notice, name)) for name in names}
    for name, text in quoted.items():
        yield from ((f"notice.{name}", line) for line in text.split("\n") if line.strip())
    for place, field in _with_keys(template.fields, "fields"):
        yield from _field_sources(field, place)


def _with_keys(fields: tuple[Field, ...], key: str) -> Iterator[tuple[str, Field]]:
    for position, field in enumerate(fields):
        place = f"{key}[{position}]"
        yield place, field
        yield from _with_keys(field.fields, f"{place}.fields")


def _field_sources(field: Field, place: str) -> Iterator[tuple[str, str]]:
    quoted = {f"{place}.source": field.source, f"{place}.required_source": field.required_source}
    rules: dict[str, tuple[Limit | Constraint, ...]] = {
        "limits": field.limits,
        "item_limits": field.item_limits,
        "constraints": field.constraints,
    }
    for name, group in rules.items():
        quoted.update({f"{place}.{name}[{number}].source": rule.source for number, rule in enumerate(group)})
    yield from ((where, text) for where, text in quoted.items() if text)


def _check_fields(template: FormTemplate, _folder: Path, faults: FaultLog) -> None:
    used = {id(field) for field in used_fields(template)}
    for place, field in _with_keys(template.fields, "fields"):
        if id(field) not in used and field.type is not FieldType.FILE:
            faults.add(place, f"字段“{field.name}”填了也不会印出来，{_remedy(field)}，或删去这个字段")
        if field.relevant and field.name in names_in(field.relevant):
            faults.add(f"{place}.relevant", f"条件里写了字段“{field.name}”自己，请改为别的字段")


def _remedy(field: Field) -> str:
    if field.type is FieldType.REPEAT:
        return f'请在版面里写 for_each = "{field.name}" 的行或块'
    return f"请在版面里写 ${{{field.name}}}"


def _check_sources(template: FormTemplate, folder: Path, faults: FaultLog) -> None:
    notice = _squeezed(read_text(folder / NOTICE_FILE))
    for key, text in sources(template):
        if _squeezed(text) not in notice:
            faults.add(key, f"“{shorten(text)}”不是 {NOTICE_FILE} 里的原文，请照抄通知的原话")


def _squeezed(text: str) -> str:
    """The text without blanks and line ends, which differ between the copies of a notice."""
    return "".join(text.split())
