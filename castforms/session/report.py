"""What the command line tells other programs: the JSON shapes they rely on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from castforms.model.entry import path_text
from castforms.model.finding import Finding, Severity
from castforms.model.template import FormTemplate
from castforms.rules.catalogue import Message

if TYPE_CHECKING:
    from castforms.intake.comparison import Difference
    from castforms.model.scan import PageReading, ScanResult
    from castforms.session.checklist import Check

Report = dict[str, object]


def form_report(template: FormTemplate) -> Report:
    """A form in the list of forms; dates are ISO dates or null."""
    deadline = template.notice.deadline
    return {
        "id": template.id,
        "title": template.title,
        "notice_number": template.notice.number,
        "deadline": deadline.isoformat() if deadline else None,
    }


def finding_report(finding: Finding) -> Report:
    """A finding; `path` as in activities[0].plan, empty for the entry as a whole."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": path_text(finding.path),
        "message": finding.message,
        "source": finding.source,
    }


def check_report(file: str, findings: tuple[Finding, ...]) -> Report:
    """One checked entry."""
    return {"file": file, "findings": [finding_report(finding) for finding in findings]}


def export_report(
    file: str, findings: tuple[Finding, ...], pages: int, files: Mapping[str, Path] = MappingProxyType({})
) -> Report:
    """One exported entry with its files by what follows the stem of their names.

    `pdf` and `word` are null where no such file was written.  `extra` holds the files beside the pair by their
    endings, such as `-花脸稿.pdf`; it is not there where none are.
    """
    named: dict[str, str | None] = {ending: str(path) for ending, path in files.items()}
    pdf, word = named.pop(".pdf", None), named.pop(".docx", None)
    return {
        "file": file,
        "pdf": pdf,
        "word": word,
        "pages": pages,
        "findings": check_report(file, findings)["findings"],
        **({"extra": named} if named else {}),
    }


def failure_report(report: Report, error: str) -> Report:
    """The report of an entry that could not be read or written: the members of the others, and why."""
    return {**report, "error": error}


def blocking(findings: tuple[Finding, ...], *, draft: bool) -> tuple[Finding, ...]:
    """The errors that keep an entry from being exported; a draft is kept only by what cannot be printed."""
    errors = (finding for finding in findings if finding.severity is Severity.ERROR)
    return tuple(finding for finding in errors if not draft or finding.code == Message.UNPRINTABLE.code)


def scan_report(file: str, result: "ScanResult") -> Report:
    """A scanned return; lengths in mm from the upper left corner of the upright page."""
    return {
        "file": file,
        "pdf": str(result.pdf) if result.pdf else None,
        "pages": result.pages,
        "complete": result.complete,
        "clear": result.clear,
        "missing": list(result.missing),
        "doubled": list(result.doubled),
        "scans": [_reading_report(reading) for reading in result.readings],
        "remarks": [remark._asdict() for remark in result.remarks],
    }


def _reading_report(reading: "PageReading") -> Report:
    """One picture; `page` 0 is unknown."""
    facts = {key: value for key, value in reading._asdict().items() if key != "jpeg"}
    facts["mark"] = reading.mark._asdict() if reading.mark else None
    facts["seals"] = [seal._asdict() for seal in reading.seals]
    facts["alterations"] = [alteration._asdict() for alteration in reading.alterations]
    return facts


def comparison_report(pdf: str, word: str, found: Sequence["Difference"]) -> Report:
    """Two compared files; `before` and `after` are what both say around a difference, `page` is the PDF's."""
    return {"pdf": pdf, "word": word, "same": not found, "differences": [difference._asdict() for difference in found]}


def package_report(file: str, ready: bool, checks: Sequence["Check"], files: Sequence[str]) -> Report:
    """What is to be sent: the files that were written, and every point of the checklist."""
    return {
        "file": file,
        "ready": ready,
        "files": list(files),
        "checks": [check._asdict() for check in checks],
    }
