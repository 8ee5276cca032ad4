"""Reads a returned PDF or Word file back: the entry it carries, or what stands at the labels of the form.

A Word file whose text is as it was exported is its entry.  One that was edited, or filled by hand into the blank form,
is read by the form's own words; what cannot be told for sure is said, not guessed.
"""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from castforms.compose.composer import compose
from castforms.compose.printed_form import printed_form
from castforms.intake.returned_file import ReturnedFile
from castforms.intake.word_rows import Row
from castforms.model.entry import Entry, FieldPath, Value
from castforms.model.template import FormTemplate
from castforms.session.blank import blank_entry
from castforms.session.guarded import Run, read_guarded
from castforms.session.read_alignment import align
from castforms.session.read_answers import AnswerReader, Answers
from castforms.session.read_difference import Difference, differences, shown, taken
from castforms.session.read_print import OwnPrint, names, printed_rows
from castforms.session.read_scores import Scores, fields_by_name, fit
from castforms.session.read_tokens import Tokenizer
from castforms.session.returned import open_returned
from castforms.session.workspace import Workspace
from castforms.storage.entry_file import parse_entry_file
from castforms.storage.faults import StorageError

EDITED = "Word 文件在生成 PDF 之后被改过"

_KNOWN = 0.5
"""The share of a form's own words that a file without data must show, to be known as that form."""
_MOST_CELLS = 6_000
"""Paragraphs and cells of a returned file; the largest list of measures has some one thousand."""
_SHOWN = 60
"""Characters of a text that a note quotes."""
_CLEARLY = 0.1
"""By how much the best form must lead the next."""


class Reading(NamedTuple):
    """What became of a returned file."""

    template: FormTemplate
    base: Entry
    """What the file carries; a blank entry for a file without data."""
    carried: bool
    """Whether the file carries an entry."""
    edited: bool
    """Whether a Word file's text was changed since it was exported."""
    answers: Answers
    """What its text says; nothing for a file that is as it was exported."""
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be told for sure, each in a sentence, and texts that belong to no place of the form."""

    def entry(self, chosen: Collection[FieldPath] | None = None) -> Entry:
        """The entry with the file's answers at the chosen differences; at all of them where none are given."""
        return taken(self.template, self.answers, self.base, chosen)

    def shown(self, path: FieldPath, value: Value) -> str:
        """An answer in words for people."""
        return shown(self.template, path, value, self.entry().values)

    @property
    def agrees(self) -> bool:
        """Whether the file says what it carries, or, without data, was read without a doubt."""
        return not self.notes and not (self.carried and self.differences)


NOTHING_SAID = Answers({}, {}, (), {})


def read_file(path: Path, workspace: Workspace, form_id: str = "", run: Run = read_guarded) -> Reading:
    """What a returned file says; `form_id` names the form of a Word file without data, else the form is recognised.

    Raises StorageError with one Chinese line: what is wrong with the file and what to do.
    """
    return read_returned(path, open_returned(path, run), workspace, form_id)


def read_returned(path: Path, file: ReturnedFile, workspace: Workspace, form_id: str = "") -> Reading:
    """The same for a file that was opened already; `path` is named in what is wrong with it."""
    if sum(len(row.cells) for row in file.rows) > _MOST_CELLS:
        raise StorageError(f"{path} 的段落和单元格超过 {_MOST_CELLS} 个，不像填报的表单，请检查是否选错文件")
    carried = _carried(path, file, workspace)
    if carried is None and not file.rows:
        raise StorageError(
            f"{path} 里没有本程序的填报数据（可能是扫描件，或不是由本程序导出），请改用与它一起的 Word 文件"
        )
    if carried is not None and (not file.rows or file.edited is False):
        return Reading(workspace.template(carried.form_id), carried, True, False, NOTHING_SAID)
    if carried is not None:
        return _edited(path, file, carried, workspace.template(carried.form_id))
    template = workspace.template(form_id) if form_id else _recognised(path, file.rows, workspace)
    blank = blank_entry(template)
    share, answers = _read_as(template, file.rows, blank)
    if form_id and not share:
        raise StorageError(f"{path} 里没有“{template.title}”的标签，请检查是否选错文件或表单")
    found = differences(template, answers, blank)
    return Reading(template, blank, False, False, answers, found, _notes(answers))


def _edited(path: Path, file: ReturnedFile, carried: Entry, template: FormTemplate) -> Reading:
    """A file that carries an entry and may say something else."""
    rows = printed_rows(compose(template, carried))
    own_fit, own = _read_as(template, rows, carried)
    misread = {names(found.path) for found in differences(template, own, carried)} | set(map(names, own.doubts))
    own_print = OwnPrint(rows, own, frozenset(misread))
    file_fit, said = _read_as(template, file.rows, carried)
    if file_fit < _KNOWN * own_fit:
        raise StorageError(f"{path} 的内容已不是“{template.title}”的表样，无法按标签读取，请打开原来的文件")
    answers = own_print.judged(said)
    found = differences(template, answers, carried)
    notes = _notes(answers)
    if own_print.misread and not found and not notes and (changed := own_print.changed_lines(file.rows)):
        notes = (f"有改动，但分不清属于哪一项，没有读入，请核对：“{changed[0][:_SHOWN]}”",)
    return Reading(template, carried, True, bool(file.edited), answers, found, notes)


def _carried(path: Path, file: ReturnedFile, workspace: Workspace) -> Entry | None:
    if file.entry is None:
        return None
    try:
        return parse_entry_file(file.entry, workspace.template).entry
    except StorageError as error:
        raise StorageError(f"{path} 中的填报数据：{error}") from error


def _read_as(template: FormTemplate, rows: tuple[Row, ...], around: Entry) -> tuple[float, Answers]:
    """How well the file fits the form, and what it answers."""
    form = printed_form(template)
    scores = Scores(form, template)
    alignment = align(Tokenizer(form, fields_by_name(template)).tokens(rows), scores)
    return alignment.fit, AnswerReader(template, form, around.values).read(alignment, scores)


def _recognised(path: Path, rows: tuple[Row, ...], workspace: Workspace) -> FormTemplate:
    """The form whose words the file shows; raises StorageError where none, or more than one, may be meant."""
    fits = sorted(((_fit(template, rows), template.id) for template in workspace.templates.values()), reverse=True)
    best = fits[0] if fits else (0.0, "")
    if best[0] < _KNOWN:
        raise StorageError(f"认不出 {path} 是哪一张表，请检查是否选错文件；如确是本程序的表单，请先打开表单再逐项填写")
    if len(fits) > 1 and best[0] - fits[1][0] < _CLEARLY:
        titles = "、".join(f"“{workspace.template(form_id).title}”" for _fit_, form_id in fits[:2])
        raise StorageError(f"{path} 像 {titles} 中的任何一张，分不清，请用 --form 指定表单编号")
    return workspace.template(best[1])


def _fit(template: FormTemplate, rows: tuple[Row, ...]) -> float:
    """The share of the form's words that stand anywhere in the file."""
    form = printed_form(template)
    scores = Scores(form, template)
    tokens = Tokenizer(form, fields_by_name(template)).tokens(rows)
    return fit(form, [k for k in range(len(form)) if any(scores.says(token, k) for token in tokens)])


def _notes(answers: Answers) -> tuple[str, ...]:
    strays = (f"没有读入这段文字，请核对：“{' '.join(text.split())[:_SHOWN]}”" for text in answers.strays)
    return (*(f"{doubt}，没有读入，请核对" for doubt in answers.doubts.values()), *strays)
