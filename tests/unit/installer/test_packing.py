import hashlib
import os
import zipfile
from pathlib import Path

from installer.packing import fingerprint, make_zip, set_times, write_sums


def stage(folder: Path, time: int = 0) -> Path:
    (folder / "lib" / "空 白").mkdir(parents=True)
    (folder / "lib" / "空 白" / "甲.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "main.py").write_text("y = 2\n", encoding="utf-8")
    os.utime(folder / "main.py", (time, time))
    return folder


def test_stages_with_the_same_files_have_the_same_fingerprint(tmp_path: Path) -> None:
    assert fingerprint(stage(tmp_path / "a")) == fingerprint(stage(tmp_path / "b", time=10**9))


def test_another_byte_or_name_gives_another_fingerprint(tmp_path: Path) -> None:
    first, second, third = (stage(tmp_path / name) for name in "abc")
    (second / "main.py").write_text("y = 3\n", encoding="utf-8")
    (third / "main.py").rename(third / "Main.py")
    assert len({fingerprint(each) for each in (first, second, third)}) == 3


def test_the_same_stage_gives_the_same_zip_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_zip(stage(tmp_path / name, time=len(name) * 10**8), "castforms", tmp_path / f"{name}.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_the_zip_file_holds_one_folder_and_chinese_names(tmp_path: Path) -> None:
    make_zip(stage(tmp_path / "a"), "castforms-1", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["castforms-1/lib/空 白/甲.py", "castforms-1/main.py"]
        assert archive.infolist()[0].flag_bits & 0x800  # the name is UTF-8


def test_every_file_gets_the_same_time(tmp_path: Path) -> None:
    set_times(stage(tmp_path / "a", time=10**9))
    assert len({path.stat().st_mtime for path in (tmp_path / "a").rglob("*")}) == 1


def test_sums_are_written_as_the_usual_tools_read_them(tmp_path: Path) -> None:
    (tmp_path / "setup.exe").write_bytes(b"MZ")
    write_sums([tmp_path / "setup.exe"], tmp_path / "sums.txt")
    assert (tmp_path / "sums.txt").read_bytes() == f"{hashlib.sha256(b'MZ').hexdigest()}  setup.exe\n".encode()
