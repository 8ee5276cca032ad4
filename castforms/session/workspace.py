"""The forms, layout profiles and files a person works with: where the window and the command line begin.

What needs fonts or a writer is imported when it is first asked for: the list of forms must be there at once.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.library.faults import TemplateError, TemplateFault
from castforms.library.loader import TemplateIndex, find_templates
from castforms.library.profiles import DEFAULT_PROFILE, Profiles, load_profiles
from castforms.model.entry import Entry
from castforms.model.measure import Substitution
from castforms.model.template import FormTemplate
from castforms.session.blank import blank_entry
from castforms.storage import paths
from castforms.storage.entry_file import create_entry, entry_file_text, read_entry, read_entry_file, save_entry
from castforms.storage.faults import StorageError

if TYPE_CHECKING:
    from castforms.session.form_session import FormSession
    from castforms.session.typesetter import Typesetter

__all__ = ["StorageError", "Workspace"]


class Workspace:
    """Loads forms once, and fonts once per layout profile, however many entries follow."""

    def __init__(self, folders: Sequence[Path] = (), profile_folders: Sequence[Path] = ()) -> None:
        self._folders = tuple(folders) or paths.template_folders()
        self._profile_folders = tuple(profile_folders) or paths.profile_folders()
        self._typesetters: dict[str, Typesetter] = {}

    @cached_property
    def _index(self) -> TemplateIndex:
        return find_templates(self._folders)

    @cached_property
    def profiles(self) -> Profiles:
        """The layout profiles by id."""
        return load_profiles([folder for folder in self._profile_folders if folder.is_dir()])

    @property
    def templates(self) -> Mapping[str, FormTemplate]:
        """The forms by id."""
        return self._index.templates

    @property
    def faults(self) -> tuple[TemplateFault, ...]:
        """What is wrong with form folders; the forms in them are not among the templates."""
        return self._index.faults

    def template(self, form_id: str) -> FormTemplate:
        """The form of that id.

        Raises StorageError, with one Chinese line, where there is none or its folder is faulty.
        """
        try:
            return self._index.load(form_id)
        except TemplateError as error:
            raise StorageError(str(error.faults[0])) from error

    def blank(self, form_id: str) -> Entry:
        """The entry that form starts with; raises StorageError where there is no such form."""
        return blank_entry(self.template(form_id))

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

    def create(self, path: Path, entry: Entry) -> None:
        """Writes the entry to a file that must not exist; raises StorageError."""
        create_entry(path, entry)

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

    def substitutions(self) -> tuple[Substitution, ...]:
        """Fonts that stood in, over everything set so far."""
        return tuple(dict.fromkeys(sub for setter in self._typesetters.values() for sub in setter.substitutions()))
