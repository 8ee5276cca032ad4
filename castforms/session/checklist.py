"""What the notice asks for, point by point, and how far the package is."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from castforms.model.entry import Entry, records_of
from castforms.model.finding import Finding, Severity
from castforms.model.mail import Mail, MailFile
from castforms.model.scan import RemarkKind, ScanResult
from castforms.model.template import FieldType, FormTemplate, Notice
from castforms.session.deadline import due_words
from castforms.writers.eml import mail_size

_MEGABYTE = 1024 * 1024


class CheckState(StrEnum):
    """How one point stands."""

    DONE = "done"
    PROBLEM = "problem"
    """Must be put right before sending."""
    QUESTION = "question"
    """The clerk decides."""


class Check(NamedTuple):
    """One point of the list; `code` is its stable name."""

    code: str
    state: CheckState
    message: str
    source: str = ""
    """The notice's words."""


class PackageFacts(NamedTuple):
    """What is known of the package."""

    findings: tuple[Finding, ...]
    stamped: ScanResult | None
    differences: int
    own_word: bool
    """The Word file was made for the package, not chosen by the clerk."""
    files: tuple[MailFile, ...]
    limit: int
    today: dt.date


def checklist(template: FormTemplate, entry: Entry, facts: PackageFacts) -> tuple[Check, ...]:
    """Every point, in the order in which the clerk works."""
    notice = template.notice
    return (
        _content(facts.findings),
        *_number(template, entry),
        *_stamp(notice, facts.stamped),
        _word(facts),
        _size(facts),
        _recipient(notice),
        *_deadline(notice, facts.today),
    )


def checks_for(checks: tuple[Check, ...], to: tuple[str, ...]) -> tuple[Check, ...]:
    """The points for a mail to other addresses than the notice's."""
    named = Check("recipient", CheckState.DONE, f"发送至指定的收件人：{'、'.join(to)}")
    return tuple(named if check.code == named.code else check for check in checks)


def _content(findings: tuple[Finding, ...]) -> Check:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        more = f"（共 {len(errors)} 处）" if len(errors) > 1 else ""
        return Check("content", CheckState.PROBLEM, f"填写内容还要改正：{errors[0].message}{more}", errors[0].source)
    doubts = sum(1 for finding in findings if finding.severity is Severity.WARNING)
    if doubts:
        return Check("content", CheckState.QUESTION, f"填写内容有 {doubts} 条警告，请确认")
    return Check("content", CheckState.DONE, "填写内容符合要求")


def _number(template: FormTemplate, entry: Entry) -> Iterator[Check]:
    if not template.notice.how_many:
        return
    repeats = [field for field in template.fields if field.type is FieldType.REPEAT]
    count = len(records_of(entry.at((repeats[0].name,)))) if len(repeats) == 1 else 0
    ours = f"，这一份里有 {count} 项" if count else ""
    yield Check("number", CheckState.DONE, f"数量：{template.notice.how_many}{ours}", template.notice.how_many)


def _stamp(notice: Notice, scan: ScanResult | None) -> Iterator[Check]:
    source = notice.returns if notice.wants_seal else ""
    if scan is None:
        if notice.wants_seal:
            yield Check("stamped", CheckState.PROBLEM, "还没有盖章 PDF：请打印、盖章、扫描，再收回扫描件", source)
        else:
            yield Check("stamped", CheckState.DONE, "通知没有要求盖章，附上导出的 PDF")
        return
    wrong = [remark for remark in scan.remarks if remark.kind is RemarkKind.PROBLEM]
    asked = [remark for remark in scan.remarks if remark.kind is RemarkKind.QUESTION]
    for remark in wrong:
        yield Check(f"stamped-{remark.code}", CheckState.PROBLEM, f"盖章 PDF：{remark.message}", source)
    for remark in asked:
        yield Check(f"stamped-{remark.code}", CheckState.QUESTION, f"盖章 PDF：{remark.message}", source)
    if not wrong and not scan.complete:
        yield Check("stamped-missing", CheckState.PROBLEM, "盖章 PDF 的页不齐，请补扫", source)
    elif not wrong and not asked:
        words = f"盖章 PDF：共 {scan.pages} 页，页码齐全，是现在的版本，印章和文字没有发现问题"
        yield Check("stamped", CheckState.DONE, words, source)


def _word(facts: PackageFacts) -> Check:
    if facts.differences:
        words = f"Word 文件与盖章的内容有 {facts.differences} 处不同，请重新导出 Word，不要单独修改"
        return Check("same-text", CheckState.PROBLEM, words)
    made = "（按现在的内容新生成）" if facts.own_word else ""
    return Check("same-text", CheckState.DONE, f"Word 文件{made}与 PDF 文字一致")


def _size(facts: PackageFacts) -> Check:
    size, limit = mail_size(Mail((), "", "", facts.files)), facts.limit
    shown = f"{max(size / _MEGABYTE, 0.1):.1f} MB"
    if size > limit:
        words = f"邮件约 {shown}，超过邮箱的 {limit / _MEGABYTE:g} MB，请压缩盖章 PDF 后重试"
        return Check("size", CheckState.PROBLEM, words)
    return Check("size", CheckState.DONE, f"邮件约 {shown}，邮箱放得下（{limit / _MEGABYTE:g} MB）")


def _recipient(notice: Notice) -> Check:
    whom = notice.recipient.splitlines()[0].strip() if notice.recipient.strip() else notice.issuer
    if not notice.email:
        return Check("recipient", CheckState.QUESTION, f"通知里没有电子邮箱，请向{whom or '收件单位'}问清后填写")
    return Check("recipient", CheckState.DONE, f"发送至{whom}：{notice.email}", notice.email)


def _deadline(notice: Notice, today: dt.date) -> Iterator[Check]:
    if notice.deadline is None:
        return
    words = due_words(notice.deadline, today)
    if notice.deadline < today:
        yield Check("deadline", CheckState.QUESTION, f"{words}，请先与收件单位联系")
    else:
        yield Check("deadline", CheckState.DONE, words)
