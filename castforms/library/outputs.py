"""Reads what a form gives out beside the pair, `[[outputs]]`."""

from castforms.library.blocks import read_sections
from castforms.library.names import FieldScope, text_faults
from castforms.library.reader import TableReader, shorten
from castforms.model.template import OutputFormat, OutputPart

MOST_OUTPUTS = 5
"""Further files of a form."""
_LONGEST_NAME = 10


def read_outputs(form: TableReader, scope: FieldScope) -> tuple[OutputPart, ...]:
    """The further files, all faults noted; no two may have one name."""
    outputs = tuple(_output(reader, scope) for reader in form.tables("outputs", MOST_OUTPUTS))
    names = [output.name for output in outputs]
    for position, name in enumerate(names):
        if name in names[:position]:
            form.fault(f"outputs[{position}].name", f"名称“{name}”重复，请改名")
    return outputs


def _output(reader: TableReader, scope: FieldScope) -> OutputPart:
    name = reader.line("name", None)
    if len(name) > _LONGEST_NAME or not name.isalnum():
        reader.fault("name", f"“{shorten(name)}”会成为文件名的一部分，只能用 {_LONGEST_NAME} 个以内的字、字母和数字")
    date = reader.line("date")
    for message in text_faults(date, scope):
        reader.fault("date", message)
    output = OutputPart(
        name, reader.member("format", OutputFormat, OutputFormat.PDF), read_sections(reader, scope), date
    )
    reader.finish()
    return output
