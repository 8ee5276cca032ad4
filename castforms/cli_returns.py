"""The commands that bring a return from the filled form to the mailbox: print, pack, mail.

Each tells whether all is done; what cannot be read or written is a StorageError.
"""

from argparse import Namespace, _ArgumentGroup
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.console import Console
from castforms.model.finding import Severity
from castforms.session.report import package_report
from castforms.session.workspace import StorageError, Workspace

if TYPE_CHECKING:
    from castforms.session.packing import Package, Packing

_MEGABYTE = 1024 * 1024
_MOST_MEGABYTES = 1000
_MOST_COPIES = 99
_STATES = {"done": "完成", "problem": "问题", "question": "待确认"}


def pack_options(words: _ArgumentGroup, options: _ArgumentGroup) -> None:
    """What `pack` takes."""
    options.add_argument("--out", metavar="DIR", required=True, help="放入这个文件夹，先在这里找两个文件")
    _package_options(words, options)


def mail_options(words: _ArgumentGroup, options: _ArgumentGroup) -> None:
    """What `mail` takes."""
    options.add_argument("--out", metavar="FILE.eml", required=True, help="邮件草稿，先在它旁边找两个文件")
    options.add_argument("--to", metavar="ADDRESS", default="", help="收件人，不写则用通知里的邮箱")
    _package_options(words, options)


def print_options(words: _ArgumentGroup, options: _ArgumentGroup) -> None:
    """What `print` takes."""
    words.add_argument("entries", metavar="ENTRY", nargs="*", help="填报文件（*.castform）")
    options.add_argument("--list", action="store_true", help="列出打印机")
    options.add_argument("--printer", metavar="NAME", default="", help="打印机，不写则用默认的")
    options.add_argument("--copies", metavar="N", type=int, default=1, help="份数")
    options.add_argument("--blank", metavar="FORM_ID", default="", help="打印空白表，供手工填写")
    options.add_argument("--mark", action="store_true", help="页脚下方加页面标记")
    options.add_argument("--draft", action="store_true", help="有错误也打印")
    options.add_argument("--profile", metavar="ID", default="", help="版式，不写则用表单自己的版式")


def pack(options: Namespace, workspace: Workspace, console: Console) -> bool:
    """Puts the files to be sent into the folder, once they are as the notice wants them."""
    folder = Path(options.out)
    _packing, package = _made(options, workspace, console, folder)
    paths = package.write(folder) if package.ready or options.draft else ()
    if options.json:
        console.json(package_report(options.entry, package.ready, package.checks, [str(path) for path in paths]))
    else:
        _tell(package, console)
        for path in paths:
            console.line(str(path))
    if not paths:
        console.say("没有打包，请按上面标为“问题”的各条处理，或加 --draft 照样打包")
    return package.ready


def mail(options: Namespace, workspace: Workspace, console: Console) -> bool:
    """Writes the draft of the mail, once the files are as the notice wants them."""
    from castforms.session.checklist import checks_for  # noqa: PLC0415 - as below
    from castforms.session.sending import addresses, eml, mail_of  # noqa: PLC0415 - loads the mail library
    from castforms.storage.files import put_file  # noqa: PLC0415 - as above

    out = Path(options.out)
    if out.suffix.lower() != ".eml":
        raise StorageError(f"{out} 的扩展名应为 .eml，这样邮件程序才能打开，请改名")
    packing, package = _made(options, workspace, console, out.parent)
    draft = mail_of(packing.template, packing.entry, package, packing.today())
    if to := addresses(options.to):
        draft, package = draft._replace(to=to), package._replace(checks=checks_for(package.checks, to))
    ready = package.ready or options.draft
    if ready:
        out = put_file(out, eml(draft))
    if options.json:
        files = [str(out)] if ready else []
        report = package_report(options.entry, package.ready, package.checks, files)
        console.json({**report, "to": list(draft.to), "subject": draft.subject, "text": draft.text})
    else:
        _tell(package, console)
        if ready:
            console.line(str(out))
    if not ready:
        console.say("没有生成邮件，请按上面标为“问题”的各条处理，或加 --draft 照样生成")
    elif not draft.to:
        console.say("收件人还空着，请在邮件程序里填写，或加 --to")
    return package.ready


def print_pages(options: Namespace, workspace: Workspace, console: Console) -> bool:
    """Prints entries or a blank form, or lists the printers."""
    from castforms.session.paper import print_entry, printers  # noqa: PLC0415 - loads the PDF writer

    if options.list:
        found = printers()
        for printer in found:
            console.line(f"{printer.name}{'（默认）' if printer.default else ''}")
        if not found:
            console.say("这台电脑没有安装打印机，请先在系统设置中添加打印机")
        return bool(found)
    jobs = [(file, workspace.read_entry(Path(file))) for file in options.entries]
    if options.blank:
        jobs.append((f"空白表 {options.blank}", workspace.blank(options.blank)))
    if not jobs:
        raise StorageError(
            "没有指定要打印什么：请写填报文件，或 --blank 表单编号，或 --list；用法见 castforms print --help"
        )
    if not 1 <= options.copies <= _MOST_COPIES:
        raise StorageError(f"--copies 应在 1 到 {_MOST_COPIES} 之间，请改正")
    done = True
    for name, entry in jobs:
        template = workspace.template(entry.form_id)
        job, findings = print_entry(
            template,
            entry,
            workspace.typesetter(template, options.profile),
            printer=options.printer,
            copies=options.copies,
            draft=options.draft or name not in options.entries,
            mark=options.mark,
        )
        if job:
            console.say(f"{name}：已交给打印机，任务 {job}")
            continue
        done = False
        first = next(finding.message for finding in findings if finding.severity is Severity.ERROR)
        console.say(f"{name}：没有打印，{first}；请用 check 看全部问题，改正后重试，或加 --draft")
    return done


def _package_options(words: _ArgumentGroup, options: _ArgumentGroup) -> None:
    words.add_argument("entry", metavar="ENTRY", help="填报文件（*.castform）")
    options.add_argument("--stamped", metavar="FILE.pdf", help="盖章 PDF，不写则找“…（盖章）.pdf”")
    options.add_argument("--word", metavar="FILE.docx", help="Word 文件，不写则找导出的，没有就新生成")
    options.add_argument("--zip", action="store_true", help="压成一个 zip 文件")
    options.add_argument("--shrink", action="store_true", help="压缩盖章 PDF（每页不超过 300 KB）")
    options.add_argument("--limit", metavar="MB", type=float, default=20.0, help="邮箱能收的大小，默认 20 MB")
    options.add_argument("--draft", action="store_true", help="有问题也照样做")
    options.add_argument("--profile", metavar="ID", default="", help="版式，与导出时相同")


def _made(options: Namespace, workspace: Workspace, console: Console, folder: Path) -> "tuple[Packing, Package]":
    from castforms.session.packing import Packing, Sources  # noqa: PLC0415 - loads both writers

    entry = workspace.read_entry(Path(options.entry))
    template = workspace.template(entry.form_id)
    packing = Packing(template, entry, workspace.typesetter(template, options.profile))
    found = packing.found_in(folder)
    stamped, word = options.stamped, options.word
    sources = Sources(Path(stamped) if stamped else found.stamped, Path(word) if word else found.word)
    if not 0 < options.limit <= _MOST_MEGABYTES:
        raise StorageError(f"--limit 应在 0 到 {_MOST_MEGABYTES} 之间（MB），请改正")
    limit = round(options.limit * _MEGABYTE)
    package = packing.make(sources, folder, shrink=options.shrink, limit=limit, progress=console.progress)
    return packing, package.zipped() if options.zip else package


def _tell(package: "Package", console: Console) -> None:
    for check in package.checks:
        console.line(f"{_STATES[check.state]} {check.code}: {check.message}")
