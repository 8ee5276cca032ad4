"""The stages of one export in a process of its own: `python -m tests.bench.stages ENTRY REPORT.json`.

Does what the command line does, step by step; everything is imported where the command line imports it.
"""
# ruff: noqa: PLC0415 - the imports are what is measured

import gc
import sys
import time
from pathlib import Path

from main import COLLECT_AFTER

_MILLISECONDS = 1000


def main(source: str, report: str) -> None:
    """Exports the entry beside itself and writes the milliseconds of each stage."""
    gc.set_threshold(COLLECT_AFTER)  # as in the program itself
    clock = _Clock()
    import castforms.cli
    from castforms.session.workspace import Workspace

    clock.stop("import: start")
    workspace = Workspace()
    entry = workspace.read_entry(Path(source))
    template = workspace.template(entry.form_id)
    clock.stop("form and entry")
    import castforms.session.typesetter

    clock.stop("import: engine")
    import castforms.writers.pdf

    clock.stop("import: reportlab")
    import castforms.writers.word

    clock.stop("import: python-docx")
    from castforms.session.export import export_entry

    clock.stop("import: rest")
    typesetter = workspace.typesetter(template)
    fonts = typesetter.fonts
    clock.stop("fonts")
    typesetter.findings(template, entry)
    clock.stop("checks")
    paged = typesetter.paged(template, entry)
    clock.stop("layout")
    from castforms.model.measure import Attachment

    attachment = Attachment("entry.json", "application/json", b"{}")
    castforms.writers.pdf.write_pdf(paged, fonts, attachment)
    clock.stop("PDF")
    castforms.writers.word.write_word(paged, typesetter.sheet, fonts, attachment)
    clock.stop("Word")
    export_entry(template, entry, typesetter, Path(source).parent / "stages", draft=True)
    clock.stop("again, and to disk")
    clock.write(Path(report))


class _Clock:
    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._stages: dict[str, float] = {}

    def stop(self, stage: str) -> None:
        now = time.perf_counter()
        self._stages[stage] = (now - self._last) * _MILLISECONDS
        self._last = time.perf_counter()

    def write(self, report: Path) -> None:
        import json

        report.write_text(json.dumps(self._stages), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
