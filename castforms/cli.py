"""The command line: the same forms, checks and pairs as the window, for scripts and for people at a terminal.

Results go to standard output, with `--json` nothing else does; words for people go to standard error.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from castforms.cli_parser import Parser
from castforms.cli_returns import mail, mail_options, pack, pack_options, print_options, print_pages
from castforms.console import Console, OutputError
from castforms.model.entry import path_text
from castforms.model.finding import Finding, Severity
from castforms.model.measure import Substitution
from castforms.session.report import (
    Report,
    blocking,
    check_report,
    comparison_report,
    export_report,
    failure_report,
    form_report,
    scan_report,
)
from castforms.session.workspace import StorageError, Workspace

if TYPE_CHECKING:
    from castforms.intake.comparison import Difference

DONE, STOPPED, UNREADABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: nothing stands in the way; errors do; something cannot be read or written; cut short (Ctrl+C)."""

_MANY = 3  # entries from which progress is worth a line
_BAR = 20
_LONGEST_SHOWN = 20
_LONGEST_QUOTE = 60
_MOST_DIFFERENCES = 50
_SUFFIXES = {"": (".pdf", ".docx"), "pdf": (".pdf",), "word": (".docx",)}
_REMARKS = {"problem": "问题", "question": "待确认", "note": "说明"}
_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code; never raises for what a person typed or a file holds."""
    console = Console(sys.stdout or StringIO(), sys.stderr or StringIO())
    try:
        options = _parser().parse_args(arguments)
        code: int = options.command(Run(options, Workspace(), console))
        console.flush()
    except SystemExit as leaving:  # --help
        return int(leaving.code or DONE)
    except KeyboardInterrupt:
        console.say("已中断，未完成的文件没有留下")
        return INTERRUPTED
    except BrokenPipeError:  # the reader, for example `head`, has seen enough
        sys.stdout = StringIO()  # nothing is left to be flushed at exit
        return INTERRUPTED
    except OutputError as error:
        sys.stdout = console.out = StringIO()  # as above
        console.say(str(error))
        return UNREADABLE
    except Exception as error:  # noqa: BLE001 - the last line of defence: words, not a traceback
        console.say(_words(error))
        return UNREADABLE
    return code


class Run(NamedTuple):
    """One call of the program."""

    options: argparse.Namespace
    workspace: Workspace
    console: Console


def _forms(run: Run) -> int:
    for fault in run.workspace.faults:
        run.console.say(f"表单模板有误，已跳过：{fault}")
    forms = [form_report(template) for template in run.workspace.templates.values()]
    if run.options.json:
        run.console.json(forms)
    else:
        cells = (tuple(str(value or "—") for value in form.values()) for form in forms)
        run.console.table(("编号", "名称", "文号", "截止日期"), *cells)
    return DONE


def _new(run: Run) -> int:
    form_id, out, sent = run.options.form, run.options.out, run.options.sent
    if sent:
        entry = run.workspace.letter_for(Path(sent), form_id)
    else:
        entry = run.workspace.blank(form_id, run.options.draft, run.console.say)
    if out:
        run.console.say(f"已生成 {run.workspace.create(Path(out), entry)}")
    else:
        run.console.text(run.workspace.text(entry))
    return DONE


def _lint(run: Run) -> int:
    from castforms.library.loader import TEMPLATE_FILE  # noqa: PLC0415 - only this command needs them
    from castforms.session.lint import lint_form  # noqa: PLC0415

    worst = DONE
    for folder in map(Path, run.options.folders):
        if not os.path.isfile(folder / TEMPLATE_FILE):  # noqa: PTH113 - Path raises where there is no permission
            run.console.say(f"{folder} 里没有 {TEMPLATE_FILE}，请指定一个表单模板文件夹")
            worst = UNREADABLE
            continue
        faults = lint_form(folder, run.workspace.profiles)
        for fault in faults:
            run.console.line(str(fault))
        run.console.say(f"{folder}：发现 {len(faults)} 处问题" if faults else f"{folder}：没有问题")
        worst = max(worst, STOPPED if faults else DONE)
    return worst


def _add(run: Run) -> int:
    form = run.workspace.add_form(Path(run.options.source))
    run.console.say(f"已添加表单“{form.title}”，编号 {form.id}")
    return DONE


def _check(run: Run) -> int:
    return _each_entry(run, _check_one, lambda file: check_report(file, ()))[0]


def _check_one(file: str, run: Run) -> tuple[Report, int]:
    entry = run.workspace.read_entry(Path(file))
    template = run.workspace.template(entry.form_id)
    typesetter = run.workspace.typesetter(template, run.options.profile)
    findings = typesetter.findings(template, entry)
    if template.outputs and not any(map(_is_error, findings)):
        from castforms.session.export import output_notes  # noqa: PLC0415 - loads the writers

        findings += output_notes(template, entry, typesetter)
    if not run.options.json:
        run.console.say(f"{file}：{_counted(findings)}")
        for finding in findings:
            run.console.line(_finding_line(finding), finding.severity)
    return check_report(file, findings), STOPPED if any(map(_is_error, findings)) else DONE


def _export(run: Run) -> int:
    code, reports = _each_entry(run, _export_one, lambda file: export_report(file, (), 0))
    written = any(report["pages"] for report in reports)
    if written and (stand_ins := list(map(_stand_in, run.workspace.substitutions()))):
        run.console.say(f"本机缺少的字体已代替：{'、'.join(stand_ins)}")
    return code


def _export_one(file: str, run: Run) -> tuple[Report, int]:
    options = run.options
    entry = run.workspace.read_entry(Path(file))
    template = run.workspace.template(entry.form_id)
    typesetter, suffixes = run.workspace.typesetter(template, options.profile), _SUFFIXES[options.only]
    typesetter.look_for_fonts()
    from castforms.session.export import export_entry  # noqa: PLC0415 - loads both writers, which takes longer

    if options.mark and not template.notice.page_mark:
        run.console.say(f"{file}：通知不允许另加内容，页面标记没有加上")
    outcome = export_entry(
        template, entry, typesetter, Path(options.out), draft=options.draft, mark=options.mark, suffixes=suffixes
    )
    for path in () if options.json else outcome.files.values():
        run.console.line(str(path))
    for note in outcome.notes:
        run.console.say(f"{file}：{note.message}")
    if outcome.refused:
        _tell_refusal(file, outcome.findings, run)
    findings = (*outcome.findings, *outcome.notes)
    return export_report(file, findings, outcome.pages, outcome.files), STOPPED if outcome.refused else DONE


def _compare(run: Run) -> int:
    from castforms.session.compare import compare_files  # noqa: PLC0415 - loads the readers
    from castforms.session.returned import edited_since_export  # noqa: PLC0415

    pdf, word = sorted((run.options.pdf, run.options.word), key=lambda file: file.lower().endswith(".docx"))
    found = compare_files(Path(pdf), Path(word))
    if run.options.json:
        run.console.json(comparison_report(pdf, word, found))
        return STOPPED if found else DONE
    for difference in found[:_MOST_DIFFERENCES]:
        run.console.line(_difference_line(difference))
    if found and edited_since_export(Path(word)):
        run.console.say(f"{word} 在生成 PDF 之后被改过")
    rest = f"，只列出前 {_MOST_DIFFERENCES} 处" if len(found) > _MOST_DIFFERENCES else ""
    run.console.say(f"两个文件有 {len(found)} 处不同{rest}" if found else "两个文件的文字一致")
    return STOPPED if found else DONE


def _read(run: Run) -> int:
    from castforms.session.read import read_file  # noqa: PLC0415 - loads the readers
    from castforms.session.read_report import reading_json, reading_lines  # noqa: PLC0415

    file = run.options.file
    reading = read_file(Path(file), run.workspace, run.options.form)
    for line in reading_lines(file, reading):
        run.console.say(line)
    run.console.text(reading_json(file, reading) if run.options.json else run.workspace.text(reading.entry()))
    return DONE if reading.agrees else STOPPED


def _difference_line(difference: "Difference") -> str:
    pdf, word = (f"是“{text[:_LONGEST_QUOTE]}”" if text else "没有" for text in (difference.pdf, difference.word))
    place = f"“{difference.before}”之后" if difference.before else "开头"
    return f"第 {difference.page} 页，{place}：PDF {pdf}，Word {word}"


def _intake(run: Run) -> int:
    from castforms.session.scan_intake import ScanIntake  # noqa: PLC0415 - loads the readers of pictures

    options = run.options
    entry = run.workspace.read_entry(Path(options.entry))
    template = run.workspace.template(entry.form_id)
    intake = ScanIntake(template, entry, run.workspace.typesetter(template, options.profile))
    read = intake.read([Path(scan) for scan in options.scans], lambda n, name: run.console.progress(f"{n + 1} {name}"))
    result = intake.write(read, Path(options.out))
    if options.json:
        run.console.json(scan_report(options.entry, result))
    else:
        for remark in result.remarks:
            run.console.line(f"{_REMARKS[remark.kind]} {remark.code}: {remark.message}")
        if result.pdf:
            run.console.line(str(result.pdf))
        else:
            run.console.say("没有生成盖章件，请按上面各条处理后重试")
    if not result.readings:
        return UNREADABLE
    return DONE if result.clear and result.complete else STOPPED


def _step(act: Callable[[argparse.Namespace, Workspace, Console], bool]) -> Callable[[Run], int]:
    """A command on a return's way to the mailbox."""
    return lambda run: DONE if act(run.options, run.workspace, run.console) else STOPPED


def _tell_refusal(file: str, findings: tuple[Finding, ...], run: Run) -> None:
    causes = blocking(findings, draft=run.options.draft)
    if run.options.draft:
        others = sum(map(_is_error, findings)) - len(causes)
        remedy = "草稿也要先改正下列各条" + (f"（其余 {others} 个错误不影响导出草稿）" if others else "")
    else:
        remedy = f"{_counted(findings)}，请按下列各条改正，或加 --draft 导出草稿"
    run.console.say(f"{file}：没有导出，{remedy}")
    for finding in causes:
        run.console.say(f"  {_finding_line(finding)}")


def _each_entry(
    run: Run, job: Callable[[str, Run], tuple[Report, int]], nothing: Callable[[str], Report]
) -> tuple[int, list[Report]]:
    """Does the job for every entry, whatever becomes of the others; the worst exit code wins.

    `nothing` is the report of an entry with which nothing could be done.
    """
    files: Sequence[str] = run.options.entries
    reports: list[Report] = []
    worst = DONE
    for number, file in enumerate(files, 1):
        if len(files) >= _MANY:
            filled = _BAR * number // len(files)
            run.console.progress(f"[{'#' * filled}{'-' * (_BAR - filled)}] {number}/{len(files)}")
        try:
            report, code = job(file, run)
        except (BrokenPipeError, OutputError):
            raise
        except Exception as error:  # noqa: BLE001 - one entry's trouble must not stop the others
            run.console.say(_words(error))
            report, code = failure_report(nothing(file), _words(error)), UNREADABLE
        reports.append(report)
        worst = max(worst, code)
    run.console.progress("")
    if run.options.json:
        run.console.json(reports)
    return worst, reports


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _finding_line(finding: Finding) -> str:
    ground = f"（依据：{' '.join(finding.source.split())}）" if finding.source else ""
    return f"{finding.severity} {finding.code} {path_text(finding.path)}: {finding.message}{ground}"


def _counted(findings: tuple[Finding, ...]) -> str:
    numbers = Counter(finding.severity for finding in findings)
    return (
        "、".join(f"{numbers[severity]} 个{name}" for severity, name in _NAMES.items() if numbers[severity])
        or "没有问题"
    )


def _stand_in(substitution: Substitution) -> str:
    which = f"的“{substitution.characters[:_LONGEST_SHOWN]}”" if substitution.characters else ""
    return f"{substitution.wanted}{which}→{substitution.used}"


def _words(error: Exception) -> str:
    if isinstance(error, StorageError):
        return str(error)
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    return f"程序内部出错（{type(error).__name__}: {error}，{where}），请把这一行和所用的文件发给开发者"


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="castforms", description="填写一次，得到版面逐行一致的 PDF 和 Word。不带命令则打开窗口。")
    commands = parser.add_subparsers(title="命令", metavar="COMMAND", required=True, prog="castforms")

    def command(name: str, run: Callable[[Run], int], words: str) -> Parser:
        sub: Parser = commands.add_parser(name, help=words, description=words, prog=f"castforms {name}")
        sub.set_defaults(command=run)
        return sub

    forms = command("forms", _forms, "列出全部表单")
    new = command("new", _new, "生成一份空白填报文件")
    new.words.add_argument("form", metavar="FORM_ID", help="表单编号，见 castforms forms")
    new.options.add_argument("--out", metavar="FILE", help="写入这个文件（不覆盖已有文件），不写则显示出来")
    filled = new.options.add_mutually_exclusive_group()
    filled.add_argument("--from", dest="draft", metavar="FILE", help="读入征求意见稿（Word、PDF、文本）的要点")
    filled.add_argument("--for", dest="sent", metavar="ENTRY", help="按这份填报文件填好报送它的公函")
    check = command("check", _check, "检查填报文件")
    export = command("export", _export, "导出 PDF 和 Word")
    for sub in (check, export):
        sub.words.add_argument("entries", metavar="ENTRY", nargs="+", help="填报文件（*.castform）")
        sub.options.add_argument("--profile", metavar="ID", default="", help="版式，不写则用表单自己的版式")
    export.options.add_argument("--out", metavar="DIR", required=True, help="放入这个文件夹（不覆盖已有文件）")
    export.options.add_argument("--draft", action="store_true", help="有错误也导出")
    export.options.add_argument("--mark", action="store_true", help="页脚下方加页面标记，盖章扫描后可据此核对每一页")
    export.options.add_argument("--only", choices=("pdf", "word"), default="", help="只要 PDF 或只要 Word")
    compare = command("compare", _compare, "比较 PDF 和 Word 的文字是否一致")
    compare.words.add_argument("pdf", metavar="FILE.pdf", help="PDF 文件")
    compare.words.add_argument("word", metavar="FILE.docx", help="Word 文件")
    intake = command("intake", _intake, "收回盖章扫描件：认页、排序、扶正、核对，生成一份盖章 PDF")
    intake.words.add_argument("scans", metavar="SCAN", nargs="+", help="扫描件或照片（PDF、JPG、PNG、TIFF），次序不限")
    intake.options.add_argument("--for", dest="entry", metavar="ENTRY", required=True, help="填报文件（*.castform）")
    intake.options.add_argument("--out", metavar="DIR", required=True, help="放入这个文件夹（不覆盖已有文件）")
    intake.options.add_argument("--profile", metavar="ID", default="", help="版式，与导出时相同")
    read = command("read", _read, "把导出的或手工填写的 PDF、Word 读回填报内容")
    read.words.add_argument("file", metavar="FILE", help="PDF 或 Word 文件（.docx）")
    read.options.add_argument("--form", metavar="ID", default="", help="手工填写的文件是哪张表单，不写则自动辨认")
    packing = command("pack", _step(pack), "核对盖章 PDF 和 Word，按通知要求打包")
    mailing = command("mail", _step(mail), "生成邮件草稿，附上盖章 PDF 和 Word，用邮件程序打开后发送")
    pack_options(packing.words, packing.options)
    mail_options(mailing.words, mailing.options)
    printing = command("print", _step(print_pages), "打印要盖章的页，或空白表")
    print_options(printing.words, printing.options)
    for sub in (forms, check, export, compare, intake, read, packing, mailing):
        sub.options.add_argument("--json", action="store_true", help="结果写成 JSON，供其他程序使用")
    lint = command("lint", _lint, "检查表单模板文件夹")
    lint.words.add_argument("folders", metavar="TEMPLATE_DIR", nargs="+", help="含有 template.toml 的文件夹")
    add = command("add", _add, "添加表单模板，不覆盖已有的").words
    add.add_argument("source", metavar="FORM", help="zip 文件，或含有 template.toml 的文件夹")
    return parser
