"""A form folder checked as a whole: the form, its sample as an entry of it, and the layout profile it asks for."""

import datetime as dt
from collections.abc import Container
from pathlib import Path

from castforms.library.faults import TemplateError, TemplateFault
from castforms.library.lint import lint_folder
from castforms.library.lists import Lists
from castforms.library.loader import TEMPLATE_FILE, load_template
from castforms.library.reader import shorten
from castforms.model.entry import path_text
from castforms.model.finding import Severity
from castforms.model.template import FormTemplate
from castforms.rules.engine import CheckContext, run_checks
from castforms.storage.entry_file import read_entry
from castforms.storage.faults import StorageError

SAMPLE_FILE = "sample.json"
"""An entry file with made-up answers, without errors."""

_ANY_MACHINE_ANY_DAY = CheckContext(printable=lambda _character: True, today=dt.date.min)
_Faults = tuple[TemplateFault, ...]


def lint_form(folder: Path, profiles: Container[str], lists: Lists | None = None) -> _Faults:
    """Everything that is wrong with that form folder; `profiles` are the ids of the layout profiles there are.

    `lists` are those the form may choose from, see `load_template`.
    """
    faults = lint_folder(folder, lists)
    try:
        template = load_template(folder, lists)
    except TemplateError:
        return faults
    return faults + _profile_faults(template, folder, profiles) + _sample_faults(template, folder / SAMPLE_FILE)


def _profile_faults(template: FormTemplate, folder: Path, profiles: Container[str]) -> _Faults:
    if not template.profile or template.profile in profiles:
        return ()
    message = f"没有版式“{shorten(template.profile)}”，请改正编号，或删去这一行（用标准版式）"
    return (TemplateFault(str(folder / TEMPLATE_FILE), "profile", message),)


def _sample_faults(template: FormTemplate, file: Path) -> _Faults:
    try:
        entry = read_entry(file, {template.id: template}.get)
    except StorageError as error:  # its words name the file
        return (TemplateFault("", "", str(error)),)
    findings = run_checks(template, entry, _ANY_MACHINE_ANY_DAY)
    return tuple(
        TemplateFault(str(file), path_text(finding.path), finding.message)
        for finding in findings
        if finding.severity is Severity.ERROR
    )
