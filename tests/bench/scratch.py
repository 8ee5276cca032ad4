"""A folder for the files of a measurement, and what they are made of."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from castforms.storage.entry_file import entry_file_text
from tests.bench.office_peer import template_of
from tests.bench.sheets import lines_of
from tests.bench.subjects import Case


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="castforms-bench-") as folder:
        yield Path(folder)


def write_inputs(case: Case, folder: Path) -> None:
    """What the whole processes read: our entry file, the peers' broken lines, the office peer's template."""
    folder.joinpath("entry.castform").write_text(entry_file_text(case.entry), encoding="utf-8")
    folder.joinpath("sheet.json").write_text(json.dumps(case.sheet), encoding="utf-8")
    folder.joinpath("template.docx").write_bytes(template_of(case.sheet.blocks))
    texts = [line[0] for line in lines_of(case.sheet.blocks)]
    folder.joinpath("context.json").write_text(json.dumps(texts), encoding="utf-8")
