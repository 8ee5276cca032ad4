"""Files that another program holds open, as Word does: Windows refuses to rename and to replace them."""

from pathlib import Path

import pytest

from installer.wine import Wine

IN_USE = """
import sys
from pathlib import Path
from castforms.storage.replacement import FileInUseError, set_aside
file = Path(sys.argv[1], "汇报.docx")
file.write_bytes(b"old")
with file.open("rb"):
    try:
        with set_aside([file]):
            print("replaced")
    except FileInUseError:
        print("in use")
print(file.read_bytes().decode(), len(list(file.parent.iterdir())))
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
    [(IN_USE, "in use old 1"), (SHORT_HOLD, "new 1")],
    ids=["for long: said, and the old file stays", "for a moment: waited for"],
)
def test_a_file_that_another_program_holds(
    wine: Wine, installed: Path, tmp_path: Path, script: str, expected: str
) -> None:
    done = wine.run(installed / "runtime" / "python.exe", "-c", script, tmp_path)
    assert " ".join(done.stdout.decode().split()) == expected
