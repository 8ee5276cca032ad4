"""Reads form folders: `template.toml` into a FormTemplate."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from castforms.library.blocks import read_sections
from castforms.library.faults import FaultLog, TemplateError, TemplateFault
from castforms.library.fields import read_fields
from castforms.library.lists import LIST_FOLDER, Lists
from castforms.library.names import FieldScope
from castforms.library.notices import read_notice
from castforms.library.outputs import read_outputs
from castforms.library.reader import TableReader, near, shorten
from castforms.library.toml_file import read_toml
from castforms.model.template import FORM_LANGUAGE, Field, FieldType, FormTemplate

TEMPLATE_FILE = "template.toml"
"""The file in a form folder that holds the form."""


def load_template(folder: Path, lists: Lists | None = None) -> FormTemplate:
    """The form in that folder; `lists` are those it may choose from, else those of the folder `lists` beside its own.

    Raises TemplateError with everything that is wrong with it.
    """
    file = folder / TEMPLATE_FILE
    faults = FaultLog(str(file))
    form = TableReader(read_toml(file), "", faults)
    template = _template(form, folder.resolve(), lists)
    faults.raise_if_any()
    return template


class TemplateIndex:
    """The forms below some folders; a form is not read before it is asked for."""

    def __init__(
        self, folders: Mapping[str, Path], faults: tuple[TemplateFault, ...] = (), lists: Lists | None = None
    ) -> None:
        self.folders = folders
        self._lists = lists
        self._found_faults = faults
        self._read: dict[str, FormTemplate | TemplateError] = {}
        self.templates: Mapping[str, FormTemplate] = _Templates(self)

    def load(self, form_id: str) -> FormTemplate:
        """The form of that id.

        Raises TemplateError if there is none, or if it is faulty.
        """
        found = self._find(form_id)
        if isinstance(found, TemplateError):
            raise found
        return found

    @property
    def faults(self) -> tuple[TemplateFault, ...]:
        """What is wrong with the forms that cannot be used; reads them all."""
        read = (self._find(form_id) for form_id in self.folders)
        return self._found_faults + tuple(
            fault for found in read if isinstance(found, TemplateError) for fault in found.faults
        )

    def _find(self, form_id: str) -> FormTemplate | TemplateError:
        if form_id not in self.folders:
            advice = near(form_id, self.folders) or "，"
            message = f"没有编号为“{shorten(form_id)}”的表单{advice}请改正（castforms forms 列出全部编号）"
            return TemplateError((TemplateFault("", "", message),))
        if form_id not in self._read:
            try:
                self._read[form_id] = load_template(self.folders[form_id], self._lists)
            except TemplateError as error:
                self._read[form_id] = error
        return self._read[form_id]


class _Templates(Mapping[str, FormTemplate]):
    """The usable forms by id; looking one up reads that one only."""

    def __init__(self, index: TemplateIndex) -> None:
        self._index = index

    def __getitem__(self, form_id: str) -> FormTemplate:
        try:
            return self._index.load(form_id)
        except TemplateError as error:
            raise KeyError(form_id) from error

    def __iter__(self) -> Iterator[str]:
        return (form_id for form_id in self._index.folders if form_id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def find_templates(folders: Sequence[Path], lists: Lists | None = None) -> TemplateIndex:
    """The forms in the folders inside these folders, in order; of two with one id the first one counts.

    `lists` are those the forms may choose from, else those of the folder `lists` beside each form's folder.
    """
    found: dict[str, Path] = {}
    faults: list[TemplateFault] = []
    for folder in (inner for outer in folders for inner in _form_folders(outer, faults)):
        if folder.name in found:
            faults.append(TemplateFault(str(folder), "", f"编号与 {found[folder.name]} 的表单重复，请给文件夹改名"))
        else:
            found[folder.name] = folder
    return TemplateIndex(found, tuple(faults), lists)


def _form_folders(folder: Path, faults: list[TemplateFault]) -> Iterator[Path]:
    try:
        inners = sorted(folder.iterdir())
    except FileNotFoundError:  # the user has none
        return
    except OSError:
        faults.append(TemplateFault(str(folder), "", "打不开文件夹，其中的表单没有列出，请检查权限或磁盘"))
        return
    for inner in inners:
        if not inner.name.startswith(".") and os.path.isfile(inner / TEMPLATE_FILE):  # noqa: PTH113 - never raises
            yield inner


def _template(form: TableReader, folder: Path, lists: Lists | None) -> FormTemplate:
    _check_language(form)
    fields = read_fields(form, Lists([folder.parent.parent / LIST_FOLDER]) if lists is None else lists)
    template = FormTemplate(
        id=_id(form, folder.name),
        title=form.line("title", None),
        notice=read_notice(form.table("notice")),
        fields=fields,
        sections=read_sections(form, FieldScope(fields)),
        profile=form.line("profile"),
        unit_field=form.line("unit_field", "unit"),
        outputs=read_outputs(form, FieldScope(fields)),
    )
    _check_unit_field(form, template)
    form.finish()
    return template


def _check_language(form: TableReader) -> None:
    version = form.value("castforms")
    if version != FORM_LANGUAGE or isinstance(version, bool):
        form.fault("castforms", f"第一行应为 castforms = {FORM_LANGUAGE}（表单语言的版本），请改正或升级程序")


def _id(form: TableReader, folder_name: str) -> str:
    form_id = form.line("id", None)
    if form_id and form_id != folder_name:
        form.fault("id", f"编号应与文件夹名“{shorten(folder_name)}”相同，现为“{shorten(form_id)}”")
    return form_id


def _check_unit_field(form: TableReader, template: FormTemplate) -> None:
    field: Field | None = template.field(template.unit_field)
    if field is None:
        known = [field.name for field in template.fields]
        advice = near(template.unit_field, known)
        form.fault("unit_field", f"没有字段“{shorten(template.unit_field)}”{advice}，请写明填单位名称的字段")
    elif field.type is not FieldType.TEXT:
        form.fault("unit_field", f'字段“{field.name}”应为 type = "text"，请改正')
