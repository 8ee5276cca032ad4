"""The unit's own particulars: filled in once, offered in every form."""

from collections.abc import Mapping
from pathlib import Path

from castforms.model.entry import Entry, Record, Value, record, records_of
from castforms.model.template import Field, FieldType, FormTemplate, TextFormat
from castforms.session.recent import Recent, note_recent, read_recent
from castforms.storage import paths
from castforms.storage.settings import read_settings, write_settings

Profile = Mapping[str, str]
"""Answers by the names of `PARTICULARS`."""

PARTICULARS: Mapping[str, str] = {
    "unit": "单位全称",
    "handler": "经办人",
    "phone": "办公电话",
    "mobile": "手机",
    "fax": "传真",
    "email": "电子邮箱",
    "address": "通信地址",
    "postcode": "邮政编码",
}
"""What is asked at the first start, by name, with its label."""

_BY_FORMAT = {
    TextFormat.PHONE: "phone",
    TextFormat.CONTACT: "phone",
    TextFormat.MOBILE: "mobile",
    TextFormat.FAX: "fax",
    TextFormat.EMAIL: "email",
    TextFormat.POSTCODE: "postcode",
}
_BY_LABEL = {
    "单位": "unit",
    "单位名称": "unit",
    "主办单位名称": "unit",
    "填报单位": "unit",
    "发文机关": "unit",
    "署名": "unit",
    "经办人": "handler",
    "联系人": "handler",
    "姓名": "handler",
    "地址": "address",
    "通信地址": "address",
}


class ProfileStore:
    """The profile on disk."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or paths.user_folder()
        self._path = folder / "profile.json"
        self._recent_path = folder / "recent.json"

    @property
    def asked(self) -> bool:
        """Whether the clerk has been asked for it."""
        return self._path.exists()

    def load(self) -> Profile:
        """What is known; empty before the first start is over."""
        return read_settings(self._path)

    def save(self, profile: Profile) -> None:
        """Keeps it, numbers and addresses in half-width characters; raises StorageError."""
        from castforms.rules.checks_contacts import narrowed_contact  # noqa: PLC0415 - seldom needed

        kept = {name: profile.get(name, "").strip() for name in PARTICULARS}
        numbers = {name: narrowed_contact(kept[name]) for name in _BY_FORMAT.values()}
        write_settings(self._path, {**kept, **numbers})

    def recent(self) -> Recent:
        """What was answered lately."""
        return read_recent(self._recent_path)

    def note_answers(self, template: FormTemplate, entry: Entry) -> None:
        """Remembers the short answers of an entry that was given out; raises StorageError."""
        note_recent(self._recent_path, template, entry.values)


def all_offered(field: Field, profile: Profile, recent: Recent) -> tuple[str, ...]:
    """What can be offered for that question: what the profile answers, then what was answered lately."""
    if field.type is not FieldType.TEXT:
        return ()
    return tuple(dict.fromkeys(text for text in (offered(field, profile), *recent.get(field.name, ())) if text))


def offered(field: Field, profile: Profile) -> str:
    """What the profile answers to that question; empty if nothing."""
    if field.type is not FieldType.TEXT:
        return ""
    name = _BY_FORMAT.get(field.format) or _BY_LABEL.get(field.label, "")
    answer = profile.get(name, "")
    return answer or (profile.get("mobile", "") if field.format is TextFormat.CONTACT else "")


def prefilled(template: FormTemplate, entry: Entry, profile: Profile) -> Entry:
    """The entry with what the profile knows in its unanswered fields."""
    return Entry(entry.form_id, filled_record(template.fields, entry.values, profile))


def filled_record(fields: tuple[Field, ...], values: Record, profile: Profile) -> Record:
    """The record with what the profile knows in its unanswered fields."""
    return record({**values, **{field.name: _filled(field, values.get(field.name, ""), profile) for field in fields}})


def _filled(field: Field, value: Value, profile: Profile) -> Value:
    if field.type is FieldType.REPEAT:
        return tuple(filled_record(field.fields, item, profile) for item in records_of(value))
    return value if value or field.type is not FieldType.TEXT else offered(field, profile)
