"""Checks a whole form folder: the form, its sample, and whether it quotes the notice faithfully."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from castforms.library.faults import FaultLog, TemplateError, TemplateFault
from castforms.library.loader import TEMPLATE_FILE, load_template
from castforms.library.reader import near, shorten, shown
from castforms.library.toml_file import read_text
from castforms.model.entry import FieldPath, Record, path_text
from castforms.model.template import Constraint, Field, FieldType, FormTemplate, Limit

NOTICE_FILE = "notice.txt"
"""The notice's text, from which the form quotes."""
SAMPLE_FILE = "sample.json"
"""An entry file with made-up answers."""

_Faults = tuple[TemplateFault, ...]
_TUPLES = frozenset({FieldType.LIST, FieldType.SELECT_MULTIPLE})


def lint_folder(folder: Path) -> _Faults:
    """Everything that is wrong with that form folder; nothing if it can be used as it is."""
    try:
        template = load_template(folder)
    except TemplateError as error:
        return error.faults
    return _faults_of(_check_sources, template, folder) + _faults_of(_check_sample, template, folder)


def _faults_of(check: Callable[[FormTemplate, Path], FaultLog], template: FormTemplate, folder: Path) -> _Faults:
    try:
        check(template, folder).raise_if_any()
    except TemplateError as error:
        return error.faults
    return ()


def sources(template: FormTemplate) -> Iterator[tuple[str, str]]:
    """Every phrase the form quotes from the notice, with the key it stands at."""
    notice = template.notice
    quoted = {"number": notice.number, "title": notice.title, "returns": notice.returns, "recipient": notice.recipient}
    for name, text in quoted.items():
        yield from ((f"notice.{name}", line) for line in text.split("\n") if line.strip())
    yield from _field_sources(template.fields, "fields")


def _field_sources(fields: tuple[Field, ...], key: str) -> Iterator[tuple[str, str]]:
    for position, field in enumerate(fields):
        place = f"{key}[{position}]"
        quoted = {f"{place}.source": field.source, f"{place}.required_source": field.required_source}
        rules: dict[str, tuple[Limit | Constraint, ...]] = {
            "limits": field.limits,
            "item_limits": field.item_limits,
            "constraints": field.constraints,
        }
        for name, group in rules.items():
            quoted.update({f"{place}.{name}[{number}].source": rule.source for number, rule in enumerate(group)})
        yield from ((where, text) for where, text in quoted.items() if text)
        yield from _field_sources(field.fields, f"{place}.fields")


def _check_sources(template: FormTemplate, folder: Path) -> FaultLog:
    notice = _squeezed(read_text(folder / NOTICE_FILE))
    faults = FaultLog(str(folder / TEMPLATE_FILE))
    for key, text in sources(template):
        if _squeezed(text) not in notice:
            faults.add(key, f"“{shorten(text)}”不是 {NOTICE_FILE} 里的原文，请照抄通知的原话")
    return faults


def _squeezed(text: str) -> str:
    """The text without blanks and line ends, which differ between the copies of a notice."""
    return "".join(text.split())


def _check_sample(template: FormTemplate, folder: Path) -> FaultLog:
    file = folder / SAMPLE_FILE
    faults = FaultLog(str(file))
    try:
        sample = json.loads(read_text(file))
    except (ValueError, RecursionError) as error:
        faults.add("", f"不是 JSON（{error}），请改正")
        return faults
    if not isinstance(sample, dict) or sample.get("castform") != 1 or sample.get("form") != template.id:
        faults.add("", f'开头应为 "castform": 1, "form": "{template.id}"，请改正')
    else:
        _check_record(sample.get("values"), template.fields, (), faults)
    return faults


def _check_record(
    values: object, fields: tuple[Field, ...], path: FieldPath, faults: FaultLog, around: tuple[Record, ...] = ()
) -> None:
    if not isinstance(values, dict):
        faults.add(path_text(path) or "values", f"应为对象 {{…}}，现为 {shown(values)}")
        return
    scopes = (values, *around)
    known = {field.name: field.settled(scopes) for field in fields}
    for name, value in values.items():
        if name in known:
            _check_value(value, known[name], (*path, name), faults, scopes)
        else:
            faults.add(path_text((*path, name)), f"表单没有这个字段{near(name, known)}，请改正或删去")


def _check_value(value: object, field: Field, path: FieldPath, faults: FaultLog, scopes: tuple[Record, ...]) -> None:
    if field.type is FieldType.REPEAT and isinstance(value, list):
        for position, item in enumerate(value):
            _check_record(item, field.fields, (*path, position), faults, scopes)
        return
    texts = value if field.type in _TUPLES and isinstance(value, list) else [value]
    if field.type is FieldType.REPEAT or (field.type in _TUPLES and texts is not value):
        faults.add(path_text(path), f"应为列表 […]，现为 {shown(value)}")
    elif not all(isinstance(text, str) for text in texts):
        faults.add(path_text(path), f"应为加引号的文字，现为 {shown(value)}")
    elif (field.choices or field.choices_from) and (
        unknown := [text for text in texts if text and field.choice(str(text)) is None]
    ):
        faults.add(path_text(path), f"没有选项 {shown(unknown[0])}，请改正")
