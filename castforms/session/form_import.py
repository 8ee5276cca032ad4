"""A form somebody sent, as a zip file or a folder, checked and put among the user's own."""

import os
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from castforms.session.guarded import Run, Tell, read_guarded
from castforms.storage.faults import StorageError, unreadable
from castforms.storage.folder import create_folder

_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")
_MOST_FAULTS = 3  # that are told at once


class Known(NamedTuple):
    """What is there already, and what a form may use: ids of forms, ids of layout profiles, folders of lists."""

    forms: tuple[str, ...]
    profiles: tuple[str, ...]
    list_folders: tuple[Path, ...]


def import_form(source: Path, folder: Path, known: Known, run: Run = read_guarded) -> str:
    """Puts the form into `folder` and gives its id.

    Raises StorageError where it is no form, has a fault, or the disk refuses; then nothing was written.
    """
    form_id, files = run(partial(_form, source))
    if form_id in known.forms:
        raise StorageError(f"编号为“{form_id}”的表单已经有了，请先移走原来的，或改 template.toml 里的 id")
    create_folder(folder / form_id, files, lambda made: run(partial(_lint, made, known)))
    return form_id


def _form(source: Path, tell: Tell) -> tuple[str, Mapping[str, bytes]]:
    """Runs in the process that reads: the form's id and its files."""
    from castforms.intake.faults import IntakeError  # noqa: PLC0415 - the program itself needs none of these
    from castforms.intake.form_package import MAIN_FILE, form_files_of_folder, form_files_of_zip  # noqa: PLC0415
    from castforms.session.incoming import read_incoming  # noqa: PLC0415

    tell(f"读取 {source}")
    try:
        files = form_files_of_folder(source) if source.is_dir() else read_incoming(source, form_files_of_zip)
    except IntakeError as error:
        raise StorageError(f"无法读取 {source}：{error}") from error
    except OSError as error:
        raise unreadable(source, error) from error
    return _id(source, files[MAIN_FILE]), files


def _id(source: Path, main_file: bytes) -> str:
    from castforms.library.faults import TemplateError  # noqa: PLC0415 - as above
    from castforms.library.toml_file import parse_toml  # noqa: PLC0415

    try:
        form_id = parse_toml(main_file, source).get("id")
    except TemplateError as error:
        raise StorageError(str(error.faults[0])) from error
    if not isinstance(form_id, str) or not _ID.fullmatch(form_id):
        raise StorageError(f"{source}：表单编号（id）应由小写英文字母、数字和连字符组成，以字母开头，请改正")
    return form_id


def _lint(folder: Path, known: Known, tell: Tell) -> None:
    """Runs in the process that reads: raises StorageError for a form with faults."""
    from castforms.library.lists import Lists  # noqa: PLC0415 - as above
    from castforms.session.lint import lint_form  # noqa: PLC0415

    tell(f"检查表单 {folder.name}")
    faults = lint_form(folder, known.profiles, Lists(known.list_folders))
    if faults:
        words = (f"{fault.key}：{fault.message}".lstrip("：") for fault in faults[:_MOST_FAULTS])
        told = "；".join(words).replace(f"{folder}{os.sep}", "")
        more = f"；共 {len(faults)} 处" if len(faults) > _MOST_FAULTS else ""
        raise StorageError(f"表单 {folder.name} 有误，没有添加：{told}{more}")
