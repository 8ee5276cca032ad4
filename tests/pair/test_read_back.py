"""What comes back is read: our own Word files after LibreOffice saved them."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from castforms.intake.returned_file import ReturnedFile, read_returned_word
from castforms.model.entry import Entry
from castforms.model.measure import Attachment
from castforms.rules.cleaning import clean_entry
from castforms.session.read import read_returned
from castforms.session.workspace import Workspace
from castforms.storage.entry_file import entry_json
from castforms.writers.word import write_word
from tests.pair.answers import Answers
from tests.pair.office import convert
from tests.pair.prose import Prose

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
FORMS = sorted(file.parent.name for file in TEMPLATES.glob("*/template.toml"))
GENERATED = 200

WORKSPACE = Workspace()


def exported(entry: Entry) -> bytes:
    template = WORKSPACE.template(entry.form_id)
    setter = WORKSPACE.typesetter(template)
    attachment = Attachment("entry.json", "application/json", entry_json(entry).encode())
    return write_word(setter.paged(template, entry), setter.sheet, setter.fonts, attachment)


class TestOurOwnFiles:
    @pytest.fixture(scope="class")
    @classmethod
    def entries(cls) -> Mapping[str, Entry]:
        """The sample of each form and generated entries, by name."""
        entries = {form: WORKSPACE.read_entry(TEMPLATES / form / "sample.json") for form in FORMS}
        for seed in range(-(-GENERATED // len(FORMS))):
            for form in FORMS:
                answers = Answers(Prose(random.Random(f"back {form} {seed}")))
                entries[f"{form}-{seed}"] = answers.entry(WORKSPACE.template(form))
        return {name: clean_entry(entry) for name, entry in entries.items()}

    @pytest.fixture(scope="class")
    @classmethod
    def saved(
        cls, entries: Mapping[str, Entry], tmp_path_factory: pytest.TempPathFactory
    ) -> Mapping[str, ReturnedFile]:
        """What LibreOffice made of their Word files."""
        folder = tmp_path_factory.mktemp("back")
        for name, entry in entries.items():
            (folder / f"{name}.docx").write_bytes(exported(entry))
        convert(sorted(folder.glob("*.docx")), "docx", folder / "saved")
        return {name: read_returned_word((folder / "saved" / f"{name}.docx").read_bytes()) for name in entries}

    def test_there_are_enough(self, entries: Mapping[str, Entry]) -> None:
        assert len(entries) >= GENERATED + len(FORMS)

    def test_the_entry_comes_back_equal(self, entries: Mapping[str, Entry], saved: Mapping[str, ReturnedFile]) -> None:
        back = {name: read_returned(Path(name), file, WORKSPACE) for name, file in saved.items()}
        assert {name for name, reading in back.items() if reading.edited or not reading.agrees} == set()
        assert {name: reading.entry() for name, reading in back.items()} == entries

    def test_the_labels_say_the_same(self, entries: Mapping[str, Entry], saved: Mapping[str, ReturnedFile]) -> None:
        """Read as if it had been edited, not a single answer is found to differ, and none to be in doubt."""
        for name, file in saved.items():
            reading = read_returned(Path(name), file._replace(edited=True), WORKSPACE)
            assert (name, reading.differences, reading.notes) == (name, (), ())
            assert reading.entry() == entries[name]
