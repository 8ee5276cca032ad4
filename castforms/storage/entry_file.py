"""The entry file (`*.castform`): read strictly against its form, written so that it reads back equal."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from castforms.model.entry import Entry, Value
from castforms.model.template import FormTemplate
from castforms.storage.atomic import create_file, replace_file
from castforms.storage.faults import StorageError, unwritable
from castforms.storage.files import read_file
from castforms.storage.json_text import Number, parse_json, plain, shown
from castforms.storage.migration import FORMAT, migrated
from castforms.storage.names import file_as_made
from castforms.storage.typed_values import typed_record

LARGEST_FILE = 4 * 1024 * 1024
"""Bytes of an entry file."""

TemplateOf = Callable[[str], FormTemplate | None]
"""Finds the form of that id."""

SEAL = "sha256"
"""Member of `meta` that holds the seal, a SHA-256 of everything else in the file; a file without it is not judged."""

_OWN = ("castform", "form", "values")


class DamagedError(StorageError):
    """The file is not what was written to it."""


class EntryFile(NamedTuple):
    """What an entry file holds: the entry, and what other programs keep `beside` it (`meta`)."""

    entry: Entry
    beside: Mapping[str, object] = MappingProxyType({})


def read_entry(path: Path, template_of: TemplateOf) -> Entry:
    """The entry in that file.

    Raises StorageError: one Chinese line that names the file, the field and the remedy.
    """
    return read_entry_file(path, template_of).entry


def read_entry_file(path: Path, template_of: TemplateOf) -> EntryFile:
    """The entry in that file with everything beside it; raises StorageError as `read_entry` does."""
    data = file_bytes(path)
    try:
        return parse_entry_file(data, template_of)
    except StorageError as error:
        raise type(error)(f"{path}：{error}") from error


def parse_entry_file(data: bytes, template_of: TemplateOf) -> EntryFile:
    """The entry in the content of a file; raises StorageError (DamagedError for a broken seal) without its name."""
    members = parse_json(data)
    if not isinstance(members, dict) or "castform" not in members:
        raise StorageError('不是填报文件（缺少 "castform": 1），请用本程序生成后填写')
    _check_seal(members)
    return _entry_file(migrated(members), template_of)


def entry_json(entry: Entry) -> str:
    """The entry on one line, the same text for equal entries: what travels inside the PDF and the Word file."""
    return json.dumps(_members(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_file_text(entry: Entry, beside: Mapping[str, object] = MappingProxyType({})) -> str:
    """The entry as its file holds it: readable, fields in their order; sealed anew if `meta` has a place for it."""
    members = {**_members(entry), **beside}
    meta = members.get("meta")
    if isinstance(meta, Mapping) and SEAL in meta:
        members["meta"] = {**meta, SEAL: _seal(members)}
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"


def entry_file_bytes(entry: Entry, beside: Mapping[str, object] = MappingProxyType({})) -> bytes:
    """The content of the entry's file."""
    # a lone surrogate becomes the escape \udxxx, which is what JSON calls it
    return entry_file_text(entry, beside).encode("utf-8", errors="backslashreplace")


def save_entry(path: Path, entry: Entry, beside: Mapping[str, object] = MappingProxyType({})) -> None:
    """Writes the entry over the file; afterwards it holds the old or the new entry, never a part.

    Raises StorageError; then the file is as it was.
    """
    _write(replace_file, path, entry, beside)


def create_entry(path: Path, entry: Entry) -> Path:
    """Writes the entry to a file that must not exist yet, and tells what it is called; raises StorageError."""
    made = file_as_made(path)
    _write(create_file, made, entry, {})
    return made


def _write(write: Callable[[Path, bytes], None], path: Path, entry: Entry, beside: Mapping[str, object]) -> None:
    try:
        write(path, entry_file_bytes(entry, beside))
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error


def file_bytes(path: Path) -> bytes:
    """The content of an entry file; raises StorageError, also for one that is too large."""
    return read_file(path, LARGEST_FILE, "填报文件")


def _entry_file(members: Mapping[str, object], template_of: TemplateOf) -> EntryFile:
    template = _template(members.get("form"), template_of)
    if "values" not in members:
        raise StorageError("缺少 values（填写的内容），请用本程序生成后填写")
    entry = Entry(template.id, typed_record(members["values"], template.fields))
    return EntryFile(
        entry, MappingProxyType({name: plain(value) for name, value in members.items() if name not in _OWN})
    )


def _check_seal(members: Mapping[str, object]) -> None:
    meta = members.get("meta")
    if not isinstance(meta, dict) or SEAL not in meta:
        return
    if meta[SEAL] != _seal({name: plain(value) for name, value in members.items()}):
        raise DamagedError(
            "内容与保存时不一致，文件可能已经损坏，请改用备份；如果是有意用其他程序修改的，请删去 meta 里的 sha256 一项"
        )


def _seal(members: Mapping[str, object]) -> str:
    """The same for equal members, whatever their order and the blanks between them."""
    import hashlib  # noqa: PLC0415 - costs milliseconds, and most files that are read at a start have no seal

    meta = members.get("meta")
    unsealed = {name: value for name, value in meta.items() if name != SEAL} if isinstance(meta, Mapping) else meta
    text = json.dumps({**members, "meta": unsealed}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _template(form_id: object, template_of: TemplateOf) -> FormTemplate:
    if not isinstance(form_id, str) or isinstance(form_id, Number):
        raise StorageError("form 应为加引号的表单编号，请改正")
    template = template_of(form_id)
    if template is None:
        raise StorageError(f"没有编号为“{shown(form_id)}”的表单，请改正 form，或升级程序")
    return template


def _members(entry: Entry) -> dict[str, object]:
    return {"castform": FORMAT, "form": entry.form_id, "values": _json_value(entry.values)}


def _json_value(value: Value) -> object:
    if isinstance(value, Mapping):
        return {name: _json_value(answer) for name, answer in value.items()}
    return value if isinstance(value, str) else [_json_value(item) for item in value]
