"""What the Word files are made of: real, editable, schema-true text, whatever stands in them."""

import io
import itertools
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.session.workspace import Workspace
from castforms.writers.word import write_word
from tests.pair.corpus import corpus
from tests.pair.measuring import ENTRY, write_pairs
from tests.wordprocessingml import W, order_faults, parts

RESOURCES = Path(__file__).parents[2] / "resources" / "templates"
SAMPLES = sorted(RESOURCES.glob("*/sample.json"))


def sample(file: Path) -> bytes:
    """The Word file of a form's sample."""
    workspace = Workspace([RESOURCES])
    entry = workspace.read_entry(file)
    setter = workspace.typesetter(workspace.template(entry.form_id))
    paged = setter.paged(workspace.template(entry.form_id), entry)
    return write_word(paged, setter.sheet, setter.fonts, ENTRY)


@pytest.fixture(scope="module")
def word_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The samples of all forms, and some made-up documents of every kind."""
    folder = tmp_path_factory.mktemp("word")
    names = write_pairs(corpus(1, 0.1), folder)
    made_up = {name: (folder / "word" / f"{name}.docx").read_bytes() for name in names}
    return made_up | {file.parent.name: sample(file) for file in SAMPLES}


def elements(files: dict[str, bytes], *tags: str) -> list[str]:
    """Where such elements stand."""
    return [
        f"{name}: {part}: {tag}"
        for (name, docx), tag in itertools.product(files.items(), tags)
        for part, root in parts(docx)
        if next(root.iter(f"{W}{tag}"), None) is not None
    ]


def test_every_element_stands_where_the_schema_wants_it(word_files: dict[str, bytes]) -> None:
    assert {name: faults for name, docx in word_files.items() if (faults := order_faults(docx))} == {}


def test_no_forced_breaks(word_files: dict[str, bytes]) -> None:
    assert elements(word_files, "br", "cr", "lastRenderedPageBreak", "softHyphen", "noBreakHyphen", "tab", "ptab") == []


def test_no_hidden_text(word_files: dict[str, bytes]) -> None:
    assert elements(word_files, "vanish", "specVanish", "webHidden") == []


def test_no_boxes_frames_or_controls(word_files: dict[str, bytes]) -> None:
    assert elements(word_files, "txbxContent", "sdt", "framePr", "pict", "object", "tblpPr") == []


def test_pictures_stand_in_their_line(word_files: dict[str, bytes]) -> None:
    """Inline, so that they move with the text; anchored ones stay behind when somebody edits."""
    placed = {
        child.tag.rpartition("}")[2]
        for docx in word_files.values()
        for _, root in parts(docx)
        for drawing in root.iter(f"{W}drawing")
        for child in drawing
    }
    assert placed == {"inline"}


def test_no_invisible_characters(word_files: dict[str, bytes]) -> None:
    invisible = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u2028", "\u2029"}
    texts = {name: "".join(root.itertext()) for name, docx in word_files.items() for _, root in parts(docx)}
    assert [name for name, text in texts.items() if invisible & set(text)] == []


def test_a_fault_in_the_order_is_found() -> None:
    """The checker itself can fail."""
    docx = sample(SAMPLES[0])
    swapped = _with_document(docx, lambda text: text.replace("<w:tcW ", '<w:vAlign w:val="top"/><w:tcW ', 1))
    assert order_faults(swapped) == ["word/document.xml: tcW stands too late in tcPr"]
    unknown = _with_document(docx, lambda text: text.replace("<w:tr>", "<w:tr><w:row/>", 1))
    assert "word/document.xml: tr has no row" in order_faults(unknown)


def _with_document(docx: bytes, change: Callable[[str], str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as package, zipfile.ZipFile(buffer, "w") as changed:
        for name in package.namelist():
            text = package.read(name).decode("utf-8")
            changed.writestr(name, change(text) if name == "word/document.xml" else text)
    return buffer.getvalue()
