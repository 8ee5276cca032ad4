"""A form from a colleague or from next year's notice becomes one of the user's own."""

import re
from collections.abc import Container
from pathlib import Path

from castforms.library.lists import Lists
from castforms.library.loader import TEMPLATE_FILE
from castforms.session.lint import lint_form
from castforms.storage.faults import StorageError
from castforms.storage.form_package import Files, create_form_folder, read_form_package

_CLAIM = re.compile(r"""^id\s*=\s*["']([^"'\n]*)["']""", re.MULTILINE)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


def import_form(source: Path, folder: Path, profiles: Container[str], lists: Lists, known: Container[str]) -> str:
    """Copies the form into `folder`, where the user's forms are, and tells its id.

    `source` is its folder, its `template.toml` or a zip file; `known` are the ids of the forms that are there.  A form
    is data and is checked as `lint` does before it is taken.  Raises StorageError, then nothing was taken.
    """
    files = read_form_package(source)
    form_id = _id(files, source)
    if form_id in known:
        raise StorageError(f"编号为“{form_id}”的表单已经有了，没有导入；如果这是新的一版，请换一个编号")

    def check(staged: Path) -> None:
        faults = lint_form(staged, profiles, lists)
        if faults:
            fault, more = faults[0], f"（共 {len(faults)} 处）" if len(faults) > 1 else ""
            where = "：".join(filter(None, (Path(fault.file).name, fault.key, fault.message)))
            raise StorageError(f"表单有误，没有导入{more}：{where.replace(str(staged), source.name)}")

    create_form_folder(folder / form_id, files, check)
    return form_id


def _id(files: Files, source: Path) -> str:
    """The id that the form claims; whether it is right, and the rest of the file, the check will say."""
    text = files[TEMPLATE_FILE].decode("utf-8-sig", errors="replace")
    claimed = _CLAIM.search(text)
    if claimed is None or not _ID.fullmatch(claimed[1]) or _RESERVED.fullmatch(claimed[1]):
        raise StorageError(f"{source} 里没有可用的表单编号（id，由小写英文字母、数字、- 和 _ 组成），请改正后再导入")
    return claimed[1]
