"""A small valid form, and what the library says after something in it was replaced."""

from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.library.faults import TemplateError
from castforms.library.loader import load_template

FORM = """
castforms = 1
id = "form"
title = "某表"

[notice]
number = "某办〔2020〕1号"

[[fields]]
name = "unit"
type = "text"
label = "单位"

[[fields]]
name = "kind"
type = "select_one"
label = "类别"
choices = [{ name = "a", label = "甲" }, { name = "b", label = "乙" }]

[[fields]]
name = "works"
type = "list"
label = "工作"
limits = [{ min = 1, max = 3 }]

[[fields]]
name = "items"
type = "repeat"
label = "项目"

[[fields.fields]]
name = "amount"
type = "decimal"
label = "金额"
unit = "万元"

[[sections]]

[[sections.blocks]]
block = "paragraph"
text = "单位：${unit}"

[[sections.blocks]]
block = "table"
columns_mm = [50, 50, 50]
rows = [
  { header = true, cells = ["甲", { text = "乙", colspan = 2 }] },
  { cells = [{ text = "丙", rowspan = 2 }, "丁", "戊"] },
  { cells = ["${kind}", "${works}"] },
  { for_each = "items", cells = ["一", "${amount}", ""] },
]
"""

Replacements = dict[str, str]


@pytest.fixture
def form_folder(tmp_path: Path) -> Callable[[Replacements], Path]:
    """Writes the small form with parts of it replaced, and returns its folder."""

    def write(replacements: Replacements) -> Path:
        text = FORM
        for old, new in replacements.items():
            assert old in text
            text = text.replace(old, new, 1)
        folder = tmp_path / "form"
        folder.mkdir(exist_ok=True)
        (folder / "template.toml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def faults(form_folder: Callable[[Replacements], Path]) -> Callable[[Replacements], dict[str, str]]:
    """The messages about the small form with parts of it replaced, by key."""

    def read(replacements: Replacements) -> dict[str, str]:
        try:
            load_template(form_folder(replacements))
        except TemplateError as error:
            return {fault.key: fault.message for fault in error.faults}
        return {}

    return read
