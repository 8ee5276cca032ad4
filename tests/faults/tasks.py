"""What the program writes: each task once as a clerk does it, and how to judge what is there afterwards."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from castforms.model.entry import Entry
from castforms.session.drafts import DraftBox, DraftNote
from castforms.session.export import export_entry
from castforms.session.guarded import Tell
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from castforms.storage.faults import StorageError
from castforms.storage.leftovers import sweep
from castforms.storage.pair import PDF, WORD, recover_pairs
from castforms.storage.paths import resource_folder

OLD, NEW = "old", "new"
RESOURCES = resource_folder()
SHIPPED = RESOURCES / "templates"
FORM = "cast-2020-five-areas"
FAR_OFF = 4_000_000_000.0
"""A time at which every leftover is old."""


class Task(ABC):
    """Something that is written; the folder is the same for every run, so that paths keep their length."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seed = folder.with_name(f"{folder.name}-seed")

    def prepare(self) -> None:
        """Puts the folder into the state before the task."""
        if not self._seed.exists():
            self.folder.mkdir()
            self.set_up()
            shutil.copytree(self.folder, self._seed)
            self.learn()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._seed, self.folder)

    def judge(self, *, told: bool) -> str:
        """`old`, `new`, or what is wrong, after reopening as the program does at its next start."""
        try:
            state = self.state()
        except StorageError as error:
            return f"LOST: {error}"
        if told and state != NEW:
            return f"FALSE: said to be saved, but is {state}"
        return state

    @abstractmethod
    def set_up(self) -> None:
        """Makes the state before."""

    @abstractmethod
    def act(self) -> None:
        """Does it; raises StorageError or OSError where it could not be done."""

    @abstractmethod
    def state(self) -> str:
        """What is there now; raises StorageError where nothing can be read."""

    def learn(self) -> None:  # noqa: B027 - most tasks have nothing to note
        """Notes what the task writes when nothing goes wrong."""


class SaveDraft(Task):
    """A draft with versions is saved again."""

    def set_up(self) -> None:
        path = self._box.folder / "a.castform"
        self._box.folder.mkdir()
        for number in range(12):
            work = self._box.work_on(self._box.open(path) if path.exists() else None)
            written = work.save(entry_of(f"第{number}版"), DraftNote())
            work.close()
            if written != path:
                written.rename(path)

    def act(self) -> None:
        draft = self._box.open(self._box.folder / "a.castform")
        work = self._box.work_on(draft)
        work.save(entry_of(NEW), draft.note)
        work.close()

    def state(self) -> str:
        found = self._box.open(self._box.folder / "a.castform").entry
        if found == entry_of("第11版"):
            beside = [draft.entry for draft in self._box.drafts()]
            return (
                NEW if entry_of(NEW) in beside else OLD
            )  # where the file could not be claimed, a new draft is as good
        return NEW if found == entry_of(NEW) else "LOST: other text"

    @property
    def _box(self) -> DraftBox:
        return DraftBox(shipped(), self.folder / "drafts")


class FirstSave(SaveDraft):
    """A form is saved for the first time."""

    def set_up(self) -> None:
        pass

    def act(self) -> None:
        work = self._box.work_on()
        work.save(entry_of(NEW), DraftNote())
        work.close()

    def state(self) -> str:
        found = [draft.entry for draft in self._box.drafts()]
        return OLD if not found else NEW if found == [entry_of(NEW)] else f"LOST: {len(found)} drafts"


class ExportPair(Task):
    """A pair is given out into an empty folder."""

    replace = False

    def set_up(self) -> None:
        (self.folder / "out").mkdir()

    def act(self) -> None:
        export(entry_of(NEW), self.folder / "out", replace=self.replace)

    def learn(self) -> None:
        self._old = self._contents()
        self.act()
        new = self._contents()
        numbered = {name.replace(".", "-2."): data for name, data in new.items()}
        self._new = (new, {**self._old, **numbered})  # where the old files cannot be seen, a number is as good

    def state(self) -> str:
        recover_pairs(self.folder / "out")
        sweep(self.folder / "out", FAR_OFF)
        found = self._contents()
        return OLD if found == self._old else NEW if found in self._new else f"LOST: {sorted(found)}"

    def _contents(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "out").iterdir()}


class ReplacePair(ExportPair):
    """A pair takes the place of an older one."""

    replace = True

    def set_up(self) -> None:
        super().set_up()
        files = export(entry_of(OLD), self.folder / "out", replace=False)
        assert set(files) == {PDF, WORD}


class PutSetting(Task):
    """A habit of the window is kept."""

    def set_up(self) -> None:
        Settings(self.folder).put("export_folder", OLD)

    def act(self) -> None:
        Settings(self.folder).put("export_folder", NEW)

    def state(self) -> str:
        return Settings(self.folder).get("export_folder") or "LOST: no setting"


class ImportForm(Task):
    """A form from outside becomes one of the user's."""

    def set_up(self) -> None:
        form = self.folder / "outside" / "own-form"
        shutil.copytree(SHIPPED / FORM, form)
        for name in ("template.toml", "sample.json"):
            text = (form / name).read_text("utf-8")
            (form / name).write_text(text.replace(FORM, "own-form"), "utf-8")
        (self.folder / "own").mkdir()

    def act(self) -> None:
        self._workspace.add_form(self.folder / "outside" / "own-form", _here)

    def state(self) -> str:
        sweep(self.folder, FAR_OFF)
        if not any((self.folder / "own").iterdir()):
            return OLD
        outside = {path.name: path.read_bytes() for path in (self.folder / "outside" / "own-form").iterdir()}
        own = {path.name: path.read_bytes() for path in (self.folder / "own" / "own-form").iterdir()}
        return NEW if own == outside and "own-form" in self._workspace.templates else f"LOST: {sorted(own)}"

    @property
    def _workspace(self) -> Workspace:
        return Workspace([SHIPPED, self.folder / "own"], [RESOURCES / "profiles"], [RESOURCES / "lists"])


class SaveCarelessly(PutSetting):
    """A file written as beginners write it: shows that a loss would be found."""

    def act(self) -> None:
        (self.folder / "settings.json").write_text(f'{{"export_folder": "{NEW}"}}', "utf-8")


TASKS: dict[str, type[Task]] = {
    "save": SaveDraft,
    "first save": FirstSave,
    "export": ExportPair,
    "export over an older pair": ReplacePair,
    "settings": PutSetting,
    "form import": ImportForm,
}
CONTROLS: dict[str, type[Task]] = {"careless": SaveCarelessly}


def _here(work: Callable[[Tell], object]) -> Any:
    """Reads in the same process, where the faults are."""
    return work(lambda _words: None)


@cache
def shipped() -> Workspace:
    return Workspace([SHIPPED], [RESOURCES / "profiles"], [RESOURCES / "lists"])


@cache
def sample() -> Entry:
    return shipped().read_entry(SHIPPED / FORM / "sample.json")


def entry_of(words: str) -> Entry:
    """The sample with these words in it."""
    return sample().with_value(("xiaokang", 0), f"推动{words}工作")


def export(entry: Entry, folder: Path, *, replace: bool) -> dict[str, Path]:
    template = shipped().template(entry.form_id)
    outcome = export_entry(template, entry, shipped().typesetter(template), folder, draft=True, replace=replace)
    assert not outcome.refused
    return dict(outcome.files)
