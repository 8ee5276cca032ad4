"""A form comes from outside: whatever bytes are in it, it is refused in one way, soon."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from castforms.library.faults import TemplateError
from castforms.library.loader import load_template

FormFolder = Callable[[dict[str, str]], Path]


def write(folder: Path, data: bytes) -> Path:
    (folder / "template.toml").write_bytes(data)
    return folder


def read_or_refused(folder: Path) -> bool:
    try:
        return load_template(folder).id == "form"
    except TemplateError as error:
        return bool(error.faults)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"castforms = 1\ntitle = \xff", "第 2 行不是 UTF-8"),
        (b'castforms = 1\ntitle = "a', "缺少后引号"),
        (b"castforms = 1\ntitle = a", "文字要加引号"),
        (b"castforms = 1\ntitle", "缺少等号"),
        (b"[[fields]\n", "缺少“]”"),
        (b"a = [1, 2\n", "逗号"),
        (b"castforms = 1\ntitle = =", "第 2 行第 9 列"),
        (b"castforms = 1\ncastforms = 1", "第 2 行"),
        (b"x = " + b"[" * 100_000, "嵌套过深"),
        (b"x = " + b"{a=" * 100_000, "嵌套过深"),
        (b"x = " + b"9" * 10_000, "超出范围"),
        (b"#" * (1024 * 1024 + 1), "1 MB"),
        (b"a." * 400_000 + b"a = 1", "半角句点"),
        (b"", "缺少"),
        (b"\x00", "TOML"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_broken_file_is_refused_with_its_line(tmp_path: Path, data: bytes, says: str) -> None:
    began = time.process_time()
    with pytest.raises(TemplateError, match=says):
        load_template(write(tmp_path, data))
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "data",
    [
        *(b"x = =", b"x", b"x = 1 y = 2", b"[x", b"[[x]", b"x = [1", b"x = {a = 1", b"x = 0xg", b"x = 1__0", b"= 1"),
        *(b'x = "\\q"', b'x = "\\ud800"', b"x = 'a\n'", b'x = """a', b"x = '\x01'"),
        *(b"x = 1\nx = 2", b"[a]\n[a]", b"a = {b = 1, b = 2}", b"a = {b = 1}\n[a.c]"),
    ],
)
def test_broken_file_is_told_without_a_word_of_english(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TemplateError) as caught:
        load_template(write(tmp_path, data))
    assert not re.search("[A-Za-z]{2,}", caught.value.faults[0].message.replace("TOML", ""))


@pytest.mark.parametrize("make", [Path.mkdir, getattr(os, "mkfifo", Path.mkdir)], ids=["folder", "pipe"])
def test_what_is_no_file_is_refused_instead_of_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "template.toml")
    with pytest.raises(TemplateError, match="不是文件"):
        load_template(tmp_path)


def test_missing_file_is_told_without_a_word_of_english(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="文件不存在") as caught:
        load_template(tmp_path)
    assert not re.search("[A-Za-z]{2,}", caught.value.faults[0].message)


def test_thousands_of_faults_are_refused_soon(form_folder: FormFolder) -> None:
    holes = "".join(f"${{unknown_name_{number}}}" for number in range(30_000))
    began = time.process_time()
    assert read_or_refused(form_folder({"单位：${unit}": holes}))
    assert time.process_time() - began < 5


def test_file_saved_with_byte_order_mark_and_windows_line_ends_is_read(form_folder: FormFolder) -> None:
    folder = form_folder({})
    text = (folder / "template.toml").read_text("utf-8").replace("\n", "\r\n").encode()
    assert load_template(write(folder, b"\xef\xbb\xbf" + text)).id == "form"


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="打不开"):
        load_template(tmp_path / "nowhere")


VALUES = st.recursive(
    st.sampled_from(
        ["1", "-1", "1e300", "nan", "true", '""', '"${unit}"', '"x"', "2020-01-01", "[]", "{}", "12:00:00"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
        | st.dictionaries(st.sampled_from(["text", "name", "min", "cells", "parts", "colspan"]), inner, max_size=2).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        )
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_under_any_key_is_read_or_refused(form_folder: FormFolder, data: st.DataObject) -> None:
    folder = form_folder({})
    lines = (folder / "template.toml").read_text(encoding="utf-8").split("\n")
    numbers = [number for number, line in enumerate(lines) if " = " in line and not line.startswith(" ")]
    number = data.draw(st.sampled_from(numbers))
    lines[number] = lines[number].partition(" = ")[0] + " = " + data.draw(VALUES)
    write(folder, "\n".join(lines).encode())
    assert read_or_refused(folder)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_in_the_file_are_read_or_refused(form_folder: FormFolder, data: st.DataObject) -> None:
    folder = form_folder({})
    whole = (folder / "template.toml").read_bytes()
    place = data.draw(st.integers(0, len(whole)))
    write(folder, whole[:place] + data.draw(st.binary(max_size=8)) + whole[place + data.draw(st.integers(0, 40)) :])
    assert read_or_refused(folder)
