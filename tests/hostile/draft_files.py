"""Hostile drafts."""

import json
from collections.abc import Callable, Iterator
from functools import partial

from castforms.storage.paths import resource_folder
from tests.hostile.case import Case, Fate, cut, damaged, holding, odd_files

KIND = "draft"
FILE = "a.castform"
FORM = "cast-2020-five-areas"
MEGABYTE = 1 << 20


def decent() -> bytes:
    """A filled form."""
    return (resource_folder() / "templates" / FORM / "sample.json").read_bytes()


def draft(values: str, beside: str = "") -> bytes:
    return f'{{"castform": 1, "form": "{FORM}", "values": {values}{beside}}}'.encode("utf-8", "surrogatepass")


def _text(text: str) -> bytes:
    return draft(json.dumps({"unit": text, "xiaokang": [text]}))


def _raw(text: str) -> bytes:
    return draft(f'{{"unit": "{text}"}}')


def named() -> Iterator[tuple[str, Callable[[], bytes], Fate]]:
    """Each named way of being hostile or odd."""
    refused, read, either = Fate.REFUSED, Fate.READ, Fate.EITHER
    yield "a decent file", decent, read
    for opening, closing in (("[", "]"), ('{"a":', "}"), ('[{"a":[', "]}]")):
        yield (
            f"{opening} 100,000 deep",
            partial(lambda a, b: draft(a * 100_000 + b * 100_000), opening, closing),
            refused,
        )
        yield (
            f"{opening} 100,000 deep beside the values",
            partial(lambda a, b: draft("{}", f', "meta": {a * 100_000}1{b * 100_000}'), opening, closing),
            refused,
        )
        yield f"{opening} never closed", partial(lambda a: draft(a * 500_000), opening), refused
    yield "more than 4 MB", lambda: _raw("甲" * (2 * MEGABYTE)), refused
    yield "one text of 3.9 MB", lambda: _raw("a" * (39 * MEGABYTE // 10)), either
    yield "a million items", lambda: draft('{"xiaokang": [' + '"",' * 999_999 + '""]}'), either
    yield "a million empty lists", lambda: draft('{"unit": [' + "[]," * 999_999 + "[]]}"), refused
    yield "a million empty records", lambda: draft('{"unit": [' + "{}," * 999_999 + "{}]}"), refused
    yield "a million lists beside the values", lambda: draft("{}", ', "meta": [' + "[]," * 999_999 + "[]]"), either
    yield "300,000 names", lambda: draft("{" + ",".join(f'"n{k}": ""' for k in range(270_000)) + "}"), refused
    yield (
        "300,000 names beside the values",
        lambda: draft("{}", "".join(f', "n{k}": 1' for k in range(270_000))),
        either,
    )
    yield (
        "names that hash alike",
        lambda: draft("{" + ",".join(f'"{"a" * (k % 50)}{k}": ""' for k in range(90_000)) + "}"),
        refused,
    )
    for number in (
        "1e999999999",
        "-1e-999999999",
        "9" * MEGABYTE,
        "NaN",
        "Infinity",
        "-0",
        "0x10",
        "01",
        "1.",
        "+1",
        "1e",
    ):
        yield f"the number {number[:14]}", partial(lambda number: draft(f'{{"unit": {number}}}'), number), either
        yield (
            f"the version {number[:14]}",
            partial(lambda number: b'{"castform": %b, "form": "a", "values": {}}' % number.encode(), number),
            refused,
        )
        yield (
            f"the number {number[:14]} beside",
            partial(lambda number: draft("{}", f', "meta": {{"errors": {number}}}'), number),
            either,
        )
    for value in (
        "null",
        "true",
        "1",
        '"x"',
        "[]",
        '[{"a": 1}]',
        '{"unit": {"a": 1}}',
        '{"unit": null}',
        '{"unit": [""]}',
        '{"xiaokang": ""}',
        '{"xiaokang": [["a"]]}',
        '{"xiaokang": [1]}',
        '{"__class__": "os"}',
        '{"../unit": ""}',
        '{"": ""}',
    ):
        yield f"values {value}", partial(draft, value), either
    for form in (
        '"../../etc"',
        '"nowhere"',
        '""',
        "null",
        "1",
        "[]",
        '"' + "a" * MEGABYTE + '"',
        '"\\u0000"',
        '"/etc/passwd"',
        '"con"',
    ):
        yield (
            f"the form {form[:14]}",
            partial(lambda form: f'{{"castform": 1, "form": {form}, "values": {{}}}}'.encode(), form),
            refused,
        )
    for whole in (
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"{}",
        b'{"castform": 1}',
        b"{",
        b"}",
        b"[" * 2_000_000,
        b'"',
        b"\\",
        b'{"a":1,"a":1}',
    ):
        yield f"nothing but {whole[:20]!r}", partial(bytes, whole), refused
    yield "a name given twice", lambda: draft('{"unit": "a", "unit": "b"}'), refused
    for name, escape in (
        ("a lone surrogate", "\\ud800"),
        ("NUL", "\\u0000"),
        ("the last character", "\\uffff"),
        ("bidi", "\\u202e"),
        ("a broken escape", "\\u12"),
        ("an unknown escape", "\\x41"),
    ):
        yield f"{name} in a text", partial(_raw, escape * 3), either
    for character in ("\0", "\x0b", "\n", "\x7f", "\u2028", "\ufeff"):
        yield f"a bare {character!r} in a text", partial(_raw, f"a{character}b"), either
    for encoding in ("utf-16", "utf-32", "gb18030", "utf-8-sig", "utf-7"):
        yield f"written as {encoding}", partial(lambda encoding: decent().decode().encode(encoding), encoding), either
    yield "a surrogate in UTF-8", lambda: _raw("\ud800"), refused
    for text in (
        "<b>重点",
        "]]>",
        "&amp;&",
        "<img src='file:///etc/passwd'/>",
        "{{7*7}}",
        "${unit}",
        "%s%n",
        "=cmd|'/c calc'!A1",
        "../../x",
        "\u202e甲",
        "a" * 100_000,
        "甲" * 100_000,
        "́" * 10_000,
        "\n" * 10_000,
    ):
        yield f"the text {text[:14]!r}", partial(_text, text), read
    yield "pickle", lambda: b"\x80\x04cos\nsystem\n(S'true'\ntR.", refused
    yield "YAML", lambda: b"!!python/object/apply:os.system ['true']", refused


def cases(damages: int, seed: int) -> Iterator[Case]:
    """All of them; `damages` files with random damage."""
    for name, make, fate in named():
        yield Case(KIND, name, holding(make, FILE), fate)
    yield from odd_files(KIND, ".castform")
    yield from cut(KIND, FILE, decent, 20)
    yield from damaged(KIND, FILE, decent, damages, seed)
