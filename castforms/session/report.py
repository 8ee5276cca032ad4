"""What the command line tells other programs: the JSON shapes they rely on."""

from castforms.model.entry import path_text
from castforms.model.finding import Finding
from castforms.model.template import FormTemplate

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


def export_report(file: str, findings: tuple[Finding, ...], pages: int, pdf: str | None, word: str | None) -> Report:
    """One exported entry; `pdf` and `word` are null where no such file was written."""
    return {
        "file": file,
        "pdf": pdf,
        "word": word,
        "pages": pages,
        "findings": check_report(file, findings)["findings"],
    }
