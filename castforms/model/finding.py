"""What a check has to say, in the terms of the Language Server Protocol's diagnostics."""

from enum import StrEnum
from typing import NamedTuple

from castforms.model.entry import FieldPath


class Severity(StrEnum):
    """How much it matters: an error blocks the export, a warning and a hint do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Finding(NamedTuple):
    """One remark on an entry.

    `path` is the field to jump to, empty for the entry as a whole; `source` the phrase of the notice or the clause
    of the standard it rests on.
    """

    code: str
    severity: Severity
    path: FieldPath
    message: str
    source: str = ""
