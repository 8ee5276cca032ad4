"""Prints what is to be stamped, and blank forms to be filled in by hand, without a window."""

from pathlib import Path
from tempfile import TemporaryDirectory

from castforms.model.entry import Entry
from castforms.model.finding import Finding
from castforms.model.template import FormTemplate
from castforms.printers.cups import Printer, PrinterError, print_pdf
from castforms.printers.cups import printers as system_printers
from castforms.session.export import export_entry
from castforms.session.typesetter import Typesetter
from castforms.storage.faults import StorageError
from castforms.storage.pair import PDF

__all__ = ["Printer", "print_entry", "printers"]


def printers() -> tuple[Printer, ...]:
    """The printers of this machine; raises StorageError where it has no printing system."""
    try:
        return system_printers()
    except PrinterError as error:
        raise StorageError(str(error)) from error


def print_entry(
    template: FormTemplate,
    entry: Entry,
    typesetter: Typesetter,
    *,
    printer: str = "",
    copies: int = 1,
    draft: bool = False,
    mark: bool = False,
) -> tuple[str, tuple[Finding, ...]]:
    """Prints the pages as they would be exported; the job's name, empty where the findings forbid it.

    Raises StorageError where the printing system or the disk refuses.
    """
    with TemporaryDirectory(prefix="castforms-") as folder:
        outcome = export_entry(template, entry, typesetter, Path(folder), draft=draft, mark=mark, suffixes=(PDF,))
        if outcome.refused:
            return "", outcome.findings
        try:
            return print_pdf(outcome.files[PDF].read_bytes(), template.title, printer, copies), outcome.findings
        except PrinterError as error:
            raise StorageError(str(error)) from error
