"""Hostile forms, as folders and as zip files."""

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from castforms.storage.paths import resource_folder
from tests.hostile.case import Case, Fate, cut, damaged, holding, odd_files

KIND = "form"
FILE = "a.zip"
SHIPPED = "cast-2020-five-areas"
NEW = "new-form"
MAIN = "template.toml"


@cache
def files() -> dict[str, bytes]:
    """A form without faults."""
    folder = resource_folder() / "templates" / SHIPPED
    return {file.name: file.read_bytes().replace(SHIPPED.encode(), NEW.encode()) for file in sorted(folder.iterdir())}


def zipped(
    changes: dict[str, bytes] | None = None, below: str = f"{NEW}/", method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in (files() | (changes or {})).items():
            package.writestr(name if "/" in name or "\\" in name else below + name, data)
    return buffer.getvalue()


def main(text: bytes) -> bytes:
    return zipped({MAIN: text})


def changed(old: str, new: str) -> bytes:
    text = files()[MAIN].decode()
    if old not in text:
        raise AssertionError(old)
    return main(text.replace(old, new).encode())


def _link_in_zip() -> bytes:
    buffer = io.BytesIO(zipped())
    with zipfile.ZipFile(buffer, "a") as package:
        link = zipfile.ZipInfo(f"{NEW}/expected.txt.lnk")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def _main_is_link_in_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        link = zipfile.ZipInfo(f"{NEW}/{MAIN}")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def _folder(change: Callable[[Path], object], place: Path) -> Path:
    folder = place / NEW
    folder.mkdir()
    for name, data in files().items():
        (folder / name).write_bytes(data)
    change(folder)
    return folder


def _link(name: str, target: str, folder: Path) -> None:
    (folder / name).unlink()
    (folder / name).symlink_to(target)


def _large(name: str, folder: Path) -> None:
    with (folder / name).open("wb") as file:
        file.truncate(2 << 30)


def _directory(name: str, folder: Path) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()


_EXPRESSIONS = (
    "{{ cycler.__init__.__globals__.os.popen('true') }}",
    "{% for a in range(10**9) %}{% endfor %}",
    "${__import__('os').system('true')}",
    "${unit.__class__}",
    "${" + "(" * 5000 + "unit" + ")" * 5000 + "}",
    "${" * 20_000,
    "{0.__class__}",
    "%(unit)s%n",
    "#{7*7}",
    "<%= 7*7 %>",
    "$(true)`true`",
)
_CONDITIONS = (
    "__import__('os').system('true')",
    "(" * 20_000,
    "not " * 50_000 + "${unit} = ''",
    " and ".join(["${unit} = ''"] * 10_000),
    "9" * 100_000 + " > 1",
    "count(" * 5000,
    "${unit} = '" + "a" * 500_000 + "'",
)
_TOML = {
    "brackets 100,000 deep": b"x = " + b"[" * 100_000,
    "tables 100,000 deep": b"x = " + b"{a=" * 100_000,
    "a key of 400,000 parts": b"a." * 400_000 + b"a = 1",
    "10,000 keys of 99 parts": b"".join(b"a%d%b = 1\n" % (k, b".b" * 98) for k in range(4000)),
    "90,000 tables": b"".join(b"[a%d]\n" % k for k in range(90_000)),
    "90,000 tables of one name": b"[[fields]]\n" * 80_000,
    "a million digits": b"x = " + b"9" * 1_000_000,
    "a date that is none": b"x = 9999-99-99T99:99:99",
    "a text without end": b'x = """' + b"a" * 1_000_000,
    "a million escapes": b'x = "' + b"\\\\" * 500_000 + b'"',
    "a surrogate": b'x = "\\ud800"',
    "NUL": b"x = 1\0",
    "more than a megabyte": b"#" * (1 << 20) + b"#",
    "UTF-16": "castforms = 1".encode("utf-16"),
    "no TOML": b"<xml/>",
    "nothing": b"",
}


def named() -> Iterator[tuple[str, Callable[[], bytes], Fate]]:
    """Each named way of being hostile or odd."""
    refused, read = Fate.REFUSED, Fate.READ
    yield "a decent zip file", zipped, read
    yield "a decent zip file without a folder", partial(zipped, below=""), read
    yield "a link among the files", _link_in_zip, read
    yield "a link for the form", _main_is_link_in_zip, refused
    for name in (
        "../evil.toml",
        "../../evil",
        "/etc/evil",
        "C:/evil",
        "..\\evil",
        f"{NEW}/../../evil",
        f"{NEW}/./x",
        "a\x01/b",
    ):
        yield f"a file named {name!r}", partial(lambda name: zipped({name: b"x"}), name), refused
    for form_id in ("../evil", "..", "/etc/evil", "CON", "a b", "a" * 65, "", "a\\\\b", "a/b", "甲", SHIPPED):
        yield f"the id {form_id[:20]!r}", partial(changed, f'id = "{NEW}"', f'id = "{form_id}"'), refused
    for name, text in _TOML.items():
        yield f"TOML with {name}", partial(main, text), refused
    for expression in _EXPRESSIONS:
        yield (
            f"a title {expression[:24]!r}",
            partial(lambda text: changed('label = "', f"label = '''{text}''' #\""), expression),
            Fate.EITHER,
        )
        yield f"a text on the page {expression[:24]!r}", partial(_printed, expression), Fate.EITHER
    for condition in _CONDITIONS:
        yield f"a condition {condition[:24]!r}", partial(_condition, condition), refused
    yield (
        "20,000 fields",
        lambda: main(
            files()[MAIN]
            + b"".join(b'\n[[fields]]\nname = "f%d"\nlabel = "x"\ntype = "text"\n' % k for k in range(20_000))
        ),
        refused,
    )
    yield "a form of 200 MB", lambda: zipped({MAIN: b"#" * (200 << 20)}), refused
    yield "a notice of 200 MB", lambda: zipped({"notice.txt": b" " * (200 << 20)}), refused
    yield "a sample of 100,000 brackets", lambda: zipped({"sample.json": b"[" * 100_000}), refused
    yield (
        "a sample of another form",
        lambda: zipped({"sample.json": b'{"castform": 1, "form": "x", "values": {}}'}),
        refused,
    )
    yield "a program beside", lambda: zipped({f"{NEW}/__init__.py": b"raise SystemExit", f"{NEW}/a.exe": b"MZ"}), read
    yield "two forms", lambda: zipped({f"b/{MAIN}": b""}), refused
    yield "600 files", lambda: zipped({f"x/{k}": b"" for k in range(600)}), refused
    yield "60,000 files", lambda: zipped({f"x/{k}": b"" for k in range(60_000)}), refused
    yield "packed by bzip2", partial(zipped, method=zipfile.ZIP_BZIP2), refused
    yield "a Word file", lambda: zipped({"word/document.xml": b"<a/>"}, below="a/b/c/"), Fate.READ


def _printed(text: str) -> bytes:
    return main(files()[MAIN] + f"\n[[sections]]\n[[sections.blocks]]\nparagraph = '''{text}'''\n".encode())


def _condition(text: str) -> bytes:
    return main(
        files()[MAIN]
        + f"\n[[fields]]\nname = \"zz\"\nlabel = \"x\"\ntype = \"text\"\nrelevant = '''{text}'''\n".encode()
    )


def folders() -> Iterator[Case]:
    """Forms as folders."""
    yield Case(KIND, "a decent folder", partial(_folder, lambda _folder: None), Fate.READ)
    for name in (MAIN, "notice.txt", "sample.json", "expected.txt"):
        for target in ("/etc/passwd", "/dev/zero", name, "../../elsewhere"):
            yield Case(KIND, f"a folder, {name} leads to {target}", partial(_folder, partial(_link, name, target)))
        yield Case(KIND, f"a folder, {name} of 2 GB", partial(_folder, partial(_large, name)))
        yield Case(KIND, f"a folder, {name} is a folder", partial(_folder, partial(_directory, name)))
    yield Case(KIND, "a folder without a form", partial(_folder, lambda folder: (folder / MAIN).unlink()))


def cases(damages: int, seed: int) -> Iterator[Case]:
    """All of them; `damages` files with random damage."""
    for name, make, fate in named():
        yield Case(KIND, name, holding(make, FILE), fate)
    yield from folders()
    yield from odd_files(KIND, ".zip")
    yield from cut(KIND, FILE, zipped, 8)
    yield from damaged(KIND, FILE, partial(zipped, method=zipfile.ZIP_STORED), damages, seed)
