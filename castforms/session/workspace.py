"""The forms, layout profiles and files a person works with: where the window and the command line begin.

What needs fonts or a writer is imported when it is first asked for: the list of forms must be there at once.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.library.faults import TemplateError, TemplateFault
from castforms.library.lists import Lists, list_text
from castforms.library.loader import TemplateIndex, find_templates
from castforms.library.profiles import DEFAULT_PROFILE, Profiles, load_profiles
from castforms.model.entry import Entry
from castforms.model.template import FormTemplate
from castforms.model.work_points import WorkPointList
from castforms.session.blank import blank_entry
from castforms.storage import paths
from castforms.storage.atomic import create_file
from castforms.storage.entry_file import create_entry, entry_file_text, read_entry, read_entry_file, save_entry
from castforms.storage.faults import StorageError, unwritable

if TYPE_CHECKING:
    from castforms.model.measure import Substitution
    from castforms.session.form_session import FormSession
    from castforms.session.guarded import Run
    from castforms.session.typesetter import Typesetter

LETTER_FORM = "transmittal-letter"
"""Id of the form of the covering letter."""

__all__ = ["LETTER_FORM", "StorageError", "Workspace"]


class Workspace:
    """Loads forms once, and fonts once per layout profile, however many entries follow."""

    def __init__(
        self, folders: Sequence[Path] = (), profile_folders: Sequence[Path] = (), list_folders: Sequence[Path] = ()
    ) -> None:
        self._folders = tuple(folders) or paths.template_folders()
        self._profile_folders = tuple(profile_folders) or paths.profile_folders()
        self._list_folders = tuple(list_folders) or paths.list_folders()
        self.lists = Lists(self._list_folders)
        self._typesetters: dict[str, Typesetter] = {}

    @cached_property
    def _index(self) -> TemplateIndex:
        return find_templates(self._folders, self.lists)

    @cached_property
    def profiles(self) -> Profiles:
        """The layout profiles by id."""
        return load_profiles(self._profile_folders)

    @property
    def templates(self) -> Mapping[str, FormTemplate]:
        """The forms by id."""
        return self._index.templates

    @property
    def faults(self) -> tuple[TemplateFault, ...]:
        """What is wrong with form folders and lists; those are not among the templates and lists."""
        return self._index.faults + self.lists.faults

    def template(self, form_id: str) -> FormTemplate:
        """The form of that id.

        Raises StorageError, with one Chinese line, where there is none or its folder is faulty.
        """
        try:
            return self._index.load(form_id)
        except TemplateError as error:
            raise StorageError(str(error.faults[0])) from error

    def blank(self, form_id: str, draft: str = "", tell: Callable[[str], object] = str) -> Entry:
        """The entry that form starts with, filled from a draft sent for comments if its file is named.

        What is doubtful in the draft is told.  Raises StorageError where there is no such form, or the file cannot be
        read.
        """
        template = self.template(form_id)
        if not draft:
            return blank_entry(template)
        from castforms.session.received_draft import filled  # noqa: PLC0415 - only drafts need it

        return filled(template, blank_entry(template), Path(draft), tell)

    def letter_for(self, sent: Entry | Path, form_id: str = LETTER_FORM) -> Entry:
        """The covering letter with which that entry (or the one in that file) is sent.

        Raises StorageError where the file cannot be read, a form is missing, `form_id` is not that of the letter, or
        what is to be sent is a letter itself.
        """
        from castforms.session.accompany import accompanying_letter  # noqa: PLC0415 - seldom asked for

        if form_id != LETTER_FORM:
            raise StorageError(f"--for 只用于公函，请改为 castforms new {LETTER_FORM} --for ENTRY")
        entry = self.read_entry(sent) if isinstance(sent, Path) else sent
        if entry.form_id == LETTER_FORM:
            raise StorageError("这份填报文件本身就是公函，请改为要随公函报送的那份填报文件")
        today = dt.datetime.now().astimezone().date()
        return accompanying_letter(self.template(LETTER_FORM), self.template(entry.form_id), entry, self.lists, today)

    def add_list(self, points: WorkPointList) -> Path:
        """Writes a list into the user's folder of lists; forms asked for from now on offer it.

        Raises StorageError where its content cannot be used, there is such a list, or the disk refuses.
        """
        file = self._list_folders[-1] / f"{points.id}.toml"
        try:
            text = list_text(points)
            if points.id in self.lists:
                raise StorageError(f"编号为“{points.id}”的清单已经有了，请换一个编号")
            file.parent.mkdir(parents=True, exist_ok=True)
            create_file(file, text.encode())
        except TemplateError as error:
            raise StorageError(str(error.faults[0])) from error
        except OSError as error:
            raise unwritable(file, error) from error
        self.lists = Lists(self._list_folders)
        self.__dict__.pop("_index", None)
        return file

    def add_form(self, source: Path, run: "Run | None" = None) -> FormTemplate:
        """Puts the form in that zip file or folder among the user's own, and gives it.

        `run` is what reads it, see `session.guarded`.  Raises StorageError where it is no form, has a fault, or the
        disk refuses; then nothing was written.
        """
        from castforms.session.form_import import Known, import_form  # noqa: PLC0415 - seldom needed
        from castforms.session.guarded import read_guarded  # noqa: PLC0415

        known = Known(tuple(self._index.folders), tuple(self.profiles), self._list_folders)
        form_id = import_form(source, self._folders[-1], known, run or read_guarded)
        self.__dict__.pop("_index", None)
        return self.template(form_id)

    def text(self, entry: Entry) -> str:
        """The entry as its file holds it."""
        return entry_file_text(entry)

    def read_entry(self, path: Path) -> Entry:
        """The entry in that file; raises StorageError with one Chinese line."""
        return read_entry(path, self.template)

    def save(self, path: Path, entry: Entry) -> None:
        """Writes the entry over that file and keeps what other programs store beside it.

        Raises StorageError; then the file is as it was.
        """
        try:
            beside = read_entry_file(path, self.template).beside
        except StorageError:  # no such file yet, or nothing in it to keep
            beside = {}
        save_entry(path, entry, beside)

    def create(self, path: Path, entry: Entry) -> Path:
        """Writes the entry to a file that must not exist, and tells what it is called; raises StorageError."""
        return create_entry(path, entry)

    def typesetter(self, template: FormTemplate, profile: str = "") -> "Typesetter":
        """The typesetter of that layout profile; empty is the one the form asks for.

        Raises StorageError for a profile that does not exist.
        """
        from castforms.session.typesetter import Typesetter  # noqa: PLC0415 - loads fonts and rules

        profile = profile or template.profile or DEFAULT_PROFILE
        if profile not in self.profiles:
            faults = "".join(f"；{fault}" for fault in self.profiles.faults[:1])
            raise StorageError(f"没有版式“{profile}”，可用：{'、'.join(self.profiles)}{faults}")
        if profile not in self._typesetters:
            self._typesetters[profile] = Typesetter(self.profiles[profile])
        return self._typesetters[profile]

    def session(self, form_id: str, entry: Entry | None = None) -> "FormSession":
        """A form to be filled, from that entry or from a blank one; raises StorageError where there is no such form."""
        from castforms.session.form_session import FormSession  # noqa: PLC0415 - the list of forms needs none of it

        template = self.template(form_id)
        return FormSession(template, entry or self.blank(form_id), lambda: self.typesetter(template))

    def substitutions(self) -> "tuple[Substitution, ...]":
        """Fonts that stood in, over everything set so far."""
        return tuple(dict.fromkeys(sub for setter in self._typesetters.values() for sub in setter.substitutions()))
