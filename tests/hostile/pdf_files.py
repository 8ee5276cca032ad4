"""Hostile PDF files."""

import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.case import Case, Fate, cut, damaged, holding, odd_files

KIND = "pdf"
FILE = "a.pdf"

TEXT = b"BT /F1 16 Tf 72 700 Td (1. Text) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


@cache
def decent() -> bytes:
    """A page of Chinese text."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for page in range(2):
        canvas.setFont("STSong-Light", 16)
        for line in range(10):
            canvas.drawString(72, 760 - 28 * line, f"{page}{line}. 坚定正确政治方向。")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def written(objects: Mapping[int, bytes], trailer: bytes = b"", tail: bytes = b"") -> bytes:
    """A file of those objects with a right table; object 1 is the catalogue."""
    buffer = io.BytesIO(b"%PDF-1.7\n")
    buffer.seek(0, io.SEEK_END)
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = buffer.tell()
        buffer.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    start = buffer.tell()
    size = max(objects) + 1
    buffer.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        buffer.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    buffer.write(b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n%b" % (size, trailer, start, tail))
    return buffer.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def page(
    content: bytes = b"", *, catalogue: bytes = b"", entries: bytes = b"", resources: bytes = b"", **others: bytes
) -> bytes:
    """A file of one page; keywords such as o9 are further objects."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%b>>%b>>"
        % (resources, entries),
        4: content or stream(TEXT),
        5: FONT,
    }
    return written(objects | {int(name[1:]): data for name, data in others.items()})


def deflated(megabytes: int, unit: bytes = b" ", times: int = 1) -> bytes:
    """A stream that unpacks to that much, packed that often."""
    packer = zlib.compressobj(1)
    block = unit * ((1 << 20) // len(unit))
    data = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%b]" % (b"/FlateDecode" * times))


def _encrypted(**passwords: str) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(decent())) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(**passwords))
    return buffer.getvalue()


def _pages(count: int) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(count))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        4: stream(TEXT),
        5: FONT,
    }
    return written(objects)


def _tree(depth: int, fan: int, *, count: int) -> bytes:
    """Page tree nodes that share their children: few objects, many pages."""
    objects = {1: b"<</Type/Catalog/Pages 10 0 R>>", 3: b"<</Type/Page/MediaBox[0 0 595 842]>>"}
    for level in range(depth):
        child = 10 + level + 1 if level + 1 < depth else 3
        kids = b" ".join([b"%d 0 R" % child] * fan)
        objects[10 + level] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count)
    return written(objects)


def _forms(levels: int, fan: int) -> bytes:
    """Drawings that draw drawings."""
    others = {}
    for level in range(levels):
        inner = TEXT if level + 1 == levels else b"/X Do " * fan
        child = b"/XObject<</X %d 0 R>>" % (20 + level + 1) if level + 1 < levels else b""
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>%b>>" % child
        others[f"o{20 + level}"] = stream(inner, entries)
    return page(stream(b"/X Do"), resources=b"/XObject<</X 20 0 R>>", **others)


def _object_stream(megabytes: int) -> bytes:
    head = b"30 0 "
    packed = zlib.compress(head + b" " * (megabytes << 20), 1)
    entries = b"/Type/ObjStm/N 1/First %d/Filter/FlateDecode" % len(head)
    return page(o9=stream(packed, entries), entries=b"/Annots 30 0 R")


def _cmap(lines: int) -> bytes:
    ranges = b"100 beginbfrange\n" + b"<0000> <ffff> <0000>\n" * 100 + b"endbfrange\n"
    cmap = b"begincmap\n" + ranges * (lines // 100) + b"endcmap"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[8 0 R]/ToUnicode 7 0 R>>"
    child = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>"
    content = stream(b"BT /F9 16 Tf 72 700 Td <00410042> Tj ET")
    packed = stream(zlib.compress(cmap), b"/Filter/FlateDecode")
    return page(content, resources=b"/Font<</F9 6 0 R>>", o6=font, o7=packed, o8=child)


def _type3() -> bytes:
    """A character whose drawing writes itself."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65/Widths[9]"
        b"/CharProcs<</A 7 0 R>>/Encoding<</Differences[65/A]>>/Resources<</Font<</F9 6 0 R>>>>>>"
    )
    drawing = stream(b"9 0 d0 BT /F9 9 Tf (AAAAAAAAAA) Tj ET")
    return page(stream(b"BT /F9 9 Tf (A) Tj ET"), resources=b"/Font<</F9 6 0 R>>", o6=font, o7=drawing)


def _image(filter_name: bytes, side: int, data: bytes) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/%b"
    image = stream(data, entries % (side, side, filter_name))
    return page(stream(TEXT + b" q 500 0 0 500 0 0 cm /I Do Q"), resources=b"/XObject<</I 9 0 R>>", o9=image)


_ACTIONS = {
    "JavaScript": b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\);)>>",
    "a program": b"/OpenAction<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>>>",
    "an address": b"/OpenAction<</S/URI/URI(http://127.0.0.1:9/a)>>",
    "a form sent": b"/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/a)>>",
    "another file": b"/OpenAction<</S/GoToR/F(\\\\\\\\127.0.0.1\\\\share\\\\a.pdf)/D[0/Fit]>>",
    "data of a form": b"/OpenAction<</S/ImportData/F(/etc/passwd)>>",
    "a form in XFA": b"/AcroForm<</XFA[(a)9 0 R]/Fields[]>>",
    "a script at every turn": b"/AA<</WC<</S/JavaScript/JS(x)>>/WS<</S/JavaScript/JS(x)>>>>",
    "a loop of names": b"/Names 1 0 R",
    "an outline of itself": b"/Outlines<</First 9 0 R/Last 9 0 R>>",
}


def named() -> Iterator[tuple[str, Callable[[], bytes], Fate]]:
    """Each named way of being hostile or odd."""
    refused, read, either = Fate.REFUSED, Fate.READ, Fate.EITHER
    yield "a decent file", decent, read
    yield "a small decent file", page, read
    yield "a password", partial(_encrypted, owner="a", user="b"), refused
    yield "a password for changes only", partial(_encrypted, owner="a", user=""), read
    yield "501 pages", partial(_pages, 501), refused
    yield "200,000 pages", partial(_pages, 200_000), refused
    yield "ten to the tenth pages", partial(_tree, 10, 10, count=10**10), refused
    yield "ten to the tenth pages, told as one", partial(_tree, 10, 10, count=1), either
    yield "pages 5,000 levels deep", partial(_tree, 5000, 1, count=1), either
    yield "pages that are told to be two thousand million", partial(_tree, 1, 1, count=2**31 - 1), refused
    yield (
        "a page tree in a circle",
        lambda: written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 3>>"}),
        refused,
    )
    yield "a page that is its own parent", partial(page, entries=b"/Parent 3 0 R"), either
    yield "no pages", lambda: written({1: b"<</Type/Catalog>>"}), refused
    yield "no text", lambda: page(stream(b" ")), refused
    for megabytes in (100, 400):
        yield f"a page of {megabytes} MB of blanks", partial(lambda size: page(deflated(size)), megabytes), refused
    yield "a page packed three times", lambda: page(deflated(300, times=3)), refused
    yield "a page of 60 MB of operators", lambda: page(deflated(60, b"q Q ")), either
    yield "a page of 20 MB of text", lambda: page(deflated(20, b"BT /F1 9 Tf (aaaaaaaa) Tj ET ")), refused
    yield "a page of 20 MB of brackets", lambda: page(deflated(20, b"[")), either
    yield "a page of 20 MB of dictionaries", lambda: page(deflated(20, b"<<")), either
    yield "a page of unbalanced q", lambda: page(deflated(20, b"q ")), either
    yield "a page of numbers", lambda: page(deflated(20, b"9" * 1024)), either
    yield "an object stream of 300 MB", partial(_object_stream, 300), either
    yield "drawings in drawings, ten to the tenth", partial(_forms, 10, 10), either
    yield "drawings a thousand deep", partial(_forms, 1000, 1), either
    yield (
        "a drawing in itself",
        lambda: page(
            stream(b"/X Do"),
            resources=b"/XObject<</X 9 0 R>>",
            o9=stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 9 0 R>>>>"),
        ),
        refused,
    )
    yield "a character that draws itself", _type3, either
    yield "a million code ranges", partial(_cmap, 1_000_000), either
    for name, data in (
        ("DCTDecode", b"\xff\xd8\xff"),
        ("JPXDecode", b"\0\0\0\x0cjP  "),
        ("JBIG2Decode", bytes(20)),
        ("CCITTFaxDecode", bytes(20)),
    ):
        yield f"a picture of 50,000 pixels, {name}", partial(_image, name.encode(), 50_000, data), read
    yield "a picture of 2,000 million pixels", lambda: _image(b"FlateDecode", 2**31 - 1, zlib.compress(b"")), read
    for name, action in _ACTIONS.items():
        yield name, partial(page, catalogue=action, o9=b"<</Next 9 0 R/Prev 9 0 R/Parent 9 0 R/Title(x)>>"), read
    yield "text fetched from elsewhere", lambda: page(stream(b"", b"/F<</FS/URL/F(http://127.0.0.1:9/a)>>")), refused
    yield "text fetched from a file", lambda: page(stream(b"", b"/F(/etc/passwd)")), refused
    yield "a length of 2,000 million", lambda: page(b"<</Length 2147483647>>\nstream\n" + TEXT + b"\nendstream"), either
    yield "a length below nothing", lambda: page(b"<</Length -1>>\nstream\n" + TEXT + b"\nendstream"), either
    yield "a length that is itself", lambda: page(b"<</Length 4 0 R>>\nstream\n" + TEXT + b"\nendstream"), either
    yield "a filter nobody knows", lambda: page(stream(TEXT, b"/Filter/Nonsense")), either
    yield "a thousand filters", lambda: page(stream(TEXT, b"/Filter[%b]" % (b"/ASCIIHexDecode" * 1000))), either
    yield "an LZW stream of noise", lambda: page(stream(bytes(range(256)) * 4000, b"/Filter/LZWDecode")), refused
    yield "a run-length bomb", lambda: page(stream(b"\x81 " * 1_000_000, b"/Filter/RunLengthDecode")), either
    yield (
        "a predictor of a million columns",
        lambda: page(
            stream(
                zlib.compress(bytes(1000)),
                b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32/BitsPerComponent 16>>",
            )
        ),
        refused,
    )
    yield "brackets a million deep", partial(page, catalogue=b"/X" + b"[" * 1_000_000), either
    yield "dictionaries 100,000 deep", partial(page, catalogue=b"/X" + b"<</A" * 100_000), either
    yield "a text of 30 MB", partial(page, catalogue=b"/X(" + b"a" * (30 << 20) + b")"), either
    yield "a million objects", lambda: page(**{f"o{k}": b"null" for k in range(10, 300_000)}), either
    yield "a page of no size", lambda: page(entries=b"/MediaBox[0 0 0 0]"), either
    yield "a page of endless size", lambda: page(entries=b"/MediaBox[-1e38 -1e38 1e38 1e38]"), either
    yield "a page of text for a size", lambda: page(entries=b"/MediaBox(x)"), either
    yield "text of no size", lambda: page(stream(b"BT /F1 0 Tf 72 700 Td (Text) Tj ET")), either
    yield "text of endless size", lambda: page(stream(b"BT /F1 1e38 Tf 1e38 1e38 Td (Text) Tj ET")), either
    yield (
        "a table in a circle",
        lambda: page()[: page().rindex(b"trailer")] + b"trailer\n<</Size 9/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
        either,
    )
    yield "a table that is nowhere", lambda: page().replace(b"startxref\n", b"startxref\n9999999"), either
    yield "a table of 2,000 million", lambda: page().replace(b"xref\n0 1\n", b"xref\n0 2147483647\n"), either
    yield (
        "tables that point to themselves",
        lambda: written(
            {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}, b"/Prev 15 /XRefStm 15"
        ),
        refused,
    )
    yield "nothing but the first line", lambda: b"%PDF-1.7\n", refused
    yield "nothing but the last line", lambda: b"%PDF-1.7\nstartxref\n0\n%%EOF", refused
    yield "something before and after", lambda: b"x" * 900 + page() + b"x" * 5000, either
    yield "a Word file behind it", lambda: page() + b"PK\x03\x04" + bytes(1000), either
    yield "blanks of 49 MB", lambda: page() + b" " * (49 << 20), either
    yield (
        "fifty versions",
        lambda: page() + b"".join(b"\n4 0 obj\n%b\nendobj\n" % stream(TEXT) for _ in range(50)),
        either,
    )


def cases(damages: int, seed: int) -> Iterator[Case]:
    """All of them; `damages` files with random damage."""
    for name, make, fate in named():
        yield Case(KIND, name, holding(make, FILE), fate)
    yield from odd_files(KIND, ".pdf")
    yield from cut(KIND, FILE, decent, 12)
    yield from damaged(KIND, FILE, decent, damages, seed)
    yield from damaged(KIND, FILE, page, damages, seed + 1)
