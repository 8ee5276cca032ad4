"""The unit's own particulars: filled in once, offered in every form."""

from collections.abc import Mapping
from pathlib import Path

from castforms.model.entry import Entry, Record, Value, record, records_of
from castforms.model.template import Field, FieldType, FormTemplate, TextFormat
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
        self._path = (folder or paths.user_folder()) / "profile.json"

    @property
    def asked(self) -> bool:
        """Whether the clerk has been asked for it."""
        return self._path.exists()

    def load(self) -> Profile:
        """What is known; empty before the first start is over."""
        return read_settings(self._path)

    def save(self, profile: Profile) -> None:
        """Keeps it; raises StorageError."""
        write_settings(self._path, {name: profile.get(name, "").strip() for name in PARTICULARS})


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
