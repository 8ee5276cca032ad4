"""Files that another program holds open, as Word does: Windows refuses to rename and to replace them."""

from pathlib import Path

import pytest

from installer.wine import Wine

IN_USE = """
import sys
from pathlib import Path
from castforms.storage.pair import write_pair
from castforms.storage.publication import FileInUseError
folder = Path(sys.argv[1])
for suffix in (".pdf", ".docx"):
    (folder / f"汇报{suffix}").write_bytes(b"old")
with (folder / "汇报.docx").open("rb"):
    try:
        write_pair(folder, "汇报", {".pdf": b"new", ".docx": b"new"}, replace=True)
        print("replaced")
    except FileInUseError:
        print("in use")
seen = [path for path in folder.iterdir() if not path.name.startswith(".")]
print(*(path.read_bytes().decode() for path in seen))
"""
SHORT_HOLD = """
import sys, threading, time
from pathlib import Path
from castforms.storage.atomic import replace_file
file = Path(sys.argv[1], "草稿.castform")
file.write_bytes(b"old")
holder = file.open("rb")
threading.Timer(0.2, holder.close).start()
replace_file(file, b"new")
print(file.read_bytes().decode(), len(list(file.parent.iterdir())))
"""


@pytest.mark.parametrize(
    ("script", "expected"),
    [(IN_USE, "in use old old"), (SHORT_HOLD, "new 1")],
    ids=["for long: said, and both old files stay", "for a moment: waited for"],
)
def test_a_file_that_another_program_holds(
    wine: Wine, installed: Path, tmp_path: Path, script: str, expected: str
) -> None:
    done = wine.run(installed / "runtime" / "python.exe", "-c", script, tmp_path)
    assert " ".join(done.stdout.decode().split()) == expected
