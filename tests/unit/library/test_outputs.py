"""Files that a form gives out beside its pair."""

from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.library.loader import load_template
from castforms.model.template import OutputFormat, RedlinePart

OUTPUT = """
[[outputs]]
name = "花脸稿"
format = "pdf"
date = "${unit}"

[[outputs.sections]]

[[outputs.sections.blocks]]
block = "redline"
for_each = "items"
original = "amount"
revised = "amount"
reason = "amount"
"""
END = '{ for_each = "items", cells = ["一", "${amount}", ""] },\n]\n'

Replacements = dict[str, str]


def with_output(output: str = OUTPUT) -> Replacements:
    return {'type = "decimal"': 'type = "text"', 'unit = "万元"\n': "", END: END + output}


def test_an_output_is_read(form_folder: Callable[[Replacements], Path]) -> None:
    [output] = load_template(form_folder(with_output())).outputs
    assert (output.name, output.format, output.date) == ("花脸稿", OutputFormat.PDF, "${unit}")
    assert output.sections[0].blocks == (RedlinePart("items", "amount", "amount", "amount"),)


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ('name = "花脸稿"', 'name = "花/脸"', "outputs[0].name", "文件名"),
        ('format = "pdf"', 'format = "odt"', "outputs[0].format", "pdf"),
        ("[[outputs.sections]]", "[[outputs.pages]]", "outputs[0].sections", "缺少"),
        ('"${unit}"', '"${unti}"', "outputs[0].date", "没有字段“unti”"),
        ('for_each = "items"\no', 'for_each = "works"\no', "outputs[0].sections[0].blocks[0].for_each", "不是重复组"),
        ('original = "amount"', 'original = "works"', "outputs[0].sections[0].blocks[0].original", "long_text"),
        ('revised = "amount"', 'revised = "x"', "outputs[0].sections[0].blocks[0].revised", "没有字段“x”"),
    ],
)
def test_a_fault_is_told_with_its_place(
    faults: Callable[[Replacements], dict[str, str]], old: str, new: str, key: str, says: str
) -> None:
    assert old in OUTPUT
    assert says in faults(with_output(OUTPUT.replace(old, new))).get(key, "")


def test_two_outputs_of_one_name_are_a_fault(faults: Callable[[Replacements], dict[str, str]]) -> None:
    assert "重复" in faults(with_output(OUTPUT + OUTPUT))["outputs[1].name"]
