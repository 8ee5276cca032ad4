"""Hostile Word files."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from functools import cache, partial

import docx

from tests.hostile.case import Case, Fate, cut, damaged, holding, odd_files

KIND = "word"
FILE = "a.docx"
BODY = "word/document.xml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
Parts = dict[str, bytes | str]


def related(kind: str, target: str, mode: str = "") -> str:
    """A part of relations with one relation."""
    mode = f' TargetMode="{mode}"' if mode else ""
    relation = f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'


def document(content: str = "<w:p><w:r><w:t>1. 甲</w:t></w:r></w:p>", before: str = "") -> str:
    return f"{before}<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"


def packed(
    *extra: tuple[str, bytes | str], body: bytes | str | None = None, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A Word file; a part named twice is there twice."""
    parts = [("[Content_Types].xml", TYPES), ("_rels/.rels", related("officeDocument", BODY))]
    parts += [(BODY, document() if body is None else body), *extra]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as file, warnings.catch_warnings(action="ignore"):
        for name, content in parts:
            file.writestr(name, content)
    return buffer.getvalue()


def body(content: str) -> bytes:
    return packed(body=document(content))


def streamed(name: str, beginning: bytes, repeated: bytes, times: int, end: bytes) -> bytes:
    """A part too large to be held."""
    buffer = io.BytesIO(packed() if name != BODY else _without_body())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as file, file.open(name, "w") as part:
        block = repeated * max(1, (1 << 20) // len(repeated))
        part.write(beginning)
        for _ in range(times * len(repeated) // len(block)):
            part.write(block)
        part.write(end)
    return buffer.getvalue()


def _without_body() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", related("officeDocument", BODY))
    return buffer.getvalue()


def _opened(tail: bytes = b"") -> bytes:
    return document("\0").partition("\0")[0].encode() + tail


_CLOSED = b"</w:body></w:document>"


@cache
def decent() -> bytes:
    """What a person writes."""
    made = docx.Document()
    made.add_heading("关于重点工作的意见")
    for number in range(1, 9):
        made.add_paragraph(f"{number}. 坚定正确政治方向。加强思想政治引领，各学会应当认真落实。")
    table = made.add_table(4, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "合"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _flagged(offsets: tuple[tuple[bytes, int], ...], value: int) -> bytes:
    data = bytearray(packed())
    for mark, offset in offsets:
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + offset] |= value
    return bytes(data)


def _lying_sizes(real: bytes) -> bytes:
    """Every size that the directory and the local headers tell is one byte."""
    data = bytearray(real)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            struct.pack_into("<I", data, place + offset, 1)
    return bytes(data)


def _overlapping() -> bytes:
    """Many names for the same bytes of one large part."""
    data = streamed("word/header1.xml", b"<a>", b" ", 30 << 20, b"</a>")
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", data, end + 16)[0]
    entry = data[data.rindex(b"PK\x01\x02", 0, end) : end]
    copies = b"".join(entry.replace(b"header1", f"header{k:x}".encode()) for k in range(2, 10))
    directory = data[start:end] + copies
    count = struct.unpack_from("<H", data, end + 10)[0] + 8
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), start, 0)
    return data[:start] + directory + tail


def _many_entries(count: int) -> bytes:
    buffer = io.BytesIO(packed())
    with zipfile.ZipFile(buffer, "a") as file:
        for number in range(count):
            file.writestr(f"word/media/{number}.bin", b"")
    return buffer.getvalue()


def _table(rows: int, cells: int) -> str:
    cell = "<w:tc><w:tcPr><w:tcW w:w='1'/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl>{('<w:tr>' + cell * cells + '</w:tr>') * rows}</w:tbl>"


def _merged(rows: int) -> str:
    cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    return f"<w:tbl>{('<w:tr>' + cell + '</w:tr>') * rows}</w:tbl>"


def _nested(opening: str, times: int, inner: str = "") -> str:
    tags = [part.split(">")[0].split()[0].lstrip("<") for part in opening.split(">") if part]
    closing = "".join(f"</{tag}>" for tag in reversed(tags))
    return opening * times + inner + closing * times


_DTDS = {
    "billion laughs": '<!DOCTYPE d [<!ENTITY a "甲甲">'
    + "".join(f'<!ENTITY {chr(98 + k)} "{f"&{chr(97 + k)};" * 10}">' for k in range(9))
    + "]>",
    "quadratic": f'<!DOCTYPE d [<!ENTITY a "{"甲" * 100_000}">]>',
    "a file": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE d [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>',
    "a parameter": '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/a.dtd"> %p;]>',
    "another DTD": '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/a.dtd">',
    "an empty one": "<!DOCTYPE d>",
}

_FIELDS = (
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"',
    'INCLUDETEXT "http://127.0.0.1:9/a.docx"',
    'INCLUDEPICTURE "file:///etc/passwd"',
    'HYPERLINK "javascript:alert(1)"',
    "MACROBUTTON AutoOpen",
)
_OUTSIDE = ("http://127.0.0.1:9/a", "file:///etc/passwd", "\\\\127.0.0.1\\share\\a.dotm", "../../../../etc/passwd")
_RELATIONS = ("attachedTemplate", "image", "oleObject", "frame", "aFChunk", "hyperlink", "subDocument", "settings")
_NAMES = (
    "../evil",
    "../../../../tmp/evil",
    "/etc/evil",
    "C:/evil",
    "..\\evil",
    "word/../../evil",
    "a\nb",
    "CON:x",
    "a//b",
)


def named() -> Iterator[tuple[str, Callable[[], bytes], Fate]]:
    """Each named way of being hostile or odd."""
    refused, read, either = Fate.REFUSED, Fate.READ, Fate.EITHER
    yield "a decent file", decent, read
    for tag in ("gridSpan", "gridBefore", "gridAfter"):
        for value in ("64", "2000000000", "-1", "x", "9" * 100_000):
            yield (
                f"{tag} {value[:12]}",
                partial(body, f'<w:tbl><w:tr><w:tc><w:tcPr><w:{tag} w:val="{value}"/></w:tcPr></w:tc></w:tr></w:tbl>'),
                refused,
            )
    yield (
        "gridSpan 63",
        partial(body, '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'),
        read,
    )
    yield (
        "a million columns in the grid",
        lambda: body(f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 1_000_000}</w:tblGrid></w:tbl>"),
        refused,
    )
    yield "a million paragraphs", lambda: body("<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 1_000_000), refused
    yield "20,000 rows", lambda: body(_table(20_000, 4)), refused
    yield "2,000 rows", lambda: body(_table(2_000, 8)), either
    yield "63 columns", lambda: body(_table(600, 63)), either
    yield "5,000 columns", lambda: body(_table(20, 5_000)), either
    yield "50,000 merged rows", lambda: body(_merged(50_000)), either
    for tag in (
        "<w:p>",
        "<w:tbl><w:tr><w:tc>",
        "<w:sdt><w:sdtContent>",
        "<w:ins>",
        "<w:r><w:pict><v:textbox><w:txbxContent><w:p>",
    ):
        yield f"{tag} in itself", partial(lambda tag: body(_nested(tag, 50_000)), tag), refused
    yield "tables nested 20 deep", lambda: body(_nested("<w:tbl><w:tr><w:tc>", 20, "<w:p/>")), read
    yield "200 MB of blanks", lambda: streamed(BODY, _opened(), b" ", 200 << 20, _CLOSED), refused
    yield "200 MB, the sizes lie", lambda: _lying_sizes(streamed(BODY, _opened(), b" ", 200 << 20, _CLOSED)), refused
    yield (
        "35 MB of text",
        lambda: streamed(BODY, _opened(b"<w:p><w:r><w:t>"), "甲".encode(), 12 << 20, b"</w:t></w:r></w:p>" + _CLOSED),
        either,
    )
    yield "200 MB in a header", lambda: streamed("word/header1.xml", b"<a>", b" ", 200 << 20, b"</a>"), refused
    yield "200 MB in a picture", lambda: streamed("word/media/a.png", b"", b"\0", 200 << 20, b""), read
    yield "one part under many names", _overlapping, refused
    yield "a comment of 200 MB", lambda: streamed(BODY, b"<!--", b"x", 200 << 20, b"-->" + document().encode()), refused
    yield "an attribute of 30 MB", lambda: body(f'<w:p w:a="{"x" * (30 << 20)}"/>'), either
    yield "a million attributes", lambda: body("<w:p " + " ".join(f'a{k}=""' for k in range(1_000_000)) + "/>"), either
    yield (
        "attributes that hash alike",
        lambda: body("<w:p " + " ".join(f'{k:x}a=""' for k in range(1000)) + "/>"),
        refused,
    )
    yield "a name of 10 MB", lambda: body(f"<{'a' * (10 << 20)}/>"), either
    yield "a million namespaces", lambda: body("".join(f'<w:p xmlns:a{k}="{k}"/>' for k in range(300_000))), either
    yield "a million references", lambda: body(f"<w:p><w:r><w:t>{'&#30002;' * 1_000_000}</w:t></w:r></w:p>"), either
    yield "60,000 parts", partial(_many_entries, 60_000), refused
    yield "1,000 headers", lambda: packed(*((f"word/header{k}.xml", "<a/>") for k in range(1000))), read
    yield (
        "a package in a package",
        lambda: packed(("word/embeddings/a.docx", packed(("word/embeddings/b.docx", decent())))),
        read,
    )
    for name, dtd in _DTDS.items():
        for encoding in ("utf-8", "utf-16"):
            content = f'<?xml version="1.0" encoding="{encoding}"?>' + document("<w:p>&a;</w:p>", dtd)
            yield f"DTD, {name}, {encoding}", partial(lambda data: packed(body=data), content.encode(encoding)), refused
    yield "a DTD in a header", lambda: packed(("word/header1.xml", _DTDS["a file"] + "<a>&a;</a>")), refused
    yield "a DTD in the relations", lambda: packed(("_rels/.rels", _DTDS["a file"] + "<a>&a;</a>")), refused
    yield (
        "XInclude",
        lambda: body('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
        read,
    )
    yield (
        "a style sheet to be fetched",
        lambda: packed(body='<?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?>' + document()),
        read,
    )
    for name in _NAMES:
        yield f"a part named {name!r}", partial(lambda name: packed((name, "x")), name), refused
    for twin in (BODY, "word/Document.xml", "[Content_Types].xml", "_rels/.rels"):
        yield f"{twin} twice", partial(lambda twin: packed((twin, document())), twin), refused
    yield "a password on the parts", lambda: _flagged(((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)), 1), refused
    yield (
        "a password on the file",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"),
        refused,
    )
    yield "macros", lambda: packed(("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")), refused
    for method, name in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")):
        yield f"packed by {name}", partial(lambda method: packed(method=method), method), refused
    for kind in _RELATIONS:
        for target in _OUTSIDE:
            parts = ("word/_rels/document.xml.rels", related(kind, target, "External"))
            yield f"{kind} from {target}", partial(packed, parts), read
    for target in _OUTSIDE:
        relation = ("_rels/.rels", related("officeDocument", target, "External"))
        yield f"the text itself from {target}", partial(lambda relation: _swapped(dict([relation])), relation), either
    for field in _FIELDS:
        code = field.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        yield f"field {field[:20]}", partial(body, f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"), read
    for encoding in ("utf-16", "utf-16-be", "gb18030", "utf-7", "cp037", "utf-32", "nonsense"):
        yield f"declared as {encoding}", partial(_declared, encoding), either
    for name, content in {
        "nothing": "",
        "no XML": "甲",
        "another root": "<a/>",
        "no end": "<w:document>",
        "NUL": "\0" * 99,
        "a broken reference": document("&#0;"),
        "a lone surrogate": document("&#xD800;"),
        "no namespace": "<document><body/></document>",
    }.items():
        yield (
            f"a body with {name}",
            partial(lambda content: packed(body=content), content),
            either if "namespace" in name or "another" in name else refused,
        )
    for name, part in {
        "Excel": "xl/workbook.xml",
        "PowerPoint": "ppt/presentation.xml",
        "ODF": "content.xml",
        "OFD": "OFD.xml",
        "a jar": "META-INF/MANIFEST.MF",
    }.items():
        yield f"instead, {name}", partial(lambda part: _swapped({BODY: None, part: "<a/>"}), part), refused
    for name, data in {
        "RTF": b"{\\rtf1 x}",
        "HTML": b"<html><script>x</script>",
        "a flat package": b'<?xml version="1.0"?><pkg:package/>',
        "a PDF": b"%PDF-1.7\n",
        "MHTML": b"MIME-Version: 1.0\nContent-Type: multipart/related",
    }.items():
        yield f"instead, {name}", partial(bytes, data), either


def _swapped(changes: dict[str, str | None]) -> bytes:
    parts: dict[str, str | None] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": related("officeDocument", BODY),
        BODY: document(),
    }
    parts |= changes
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            if content is not None:
                file.writestr(name, content)
    return buffer.getvalue()


def _declared(encoding: str) -> bytes:
    content = f'<?xml version="1.0" encoding="{encoding}"?>' + document()
    return packed(body=content.encode(encoding if encoding != "nonsense" else "utf-8", "replace"))


def cases(damages: int, seed: int) -> Iterator[Case]:
    """All of them; `damages` files with random damage."""
    for name, make, fate in named():
        yield Case(KIND, name, holding(make, FILE), fate)
    yield from odd_files(KIND, ".docx")
    yield from cut(KIND, FILE, decent, 12)
    yield from damaged(KIND, FILE, decent, damages, seed)
    yield from damaged(KIND, FILE, partial(packed, method=zipfile.ZIP_STORED), damages, seed + 1)
