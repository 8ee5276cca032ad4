"""Writes scanned pages as one upright PDF: each page a picture, nothing else."""

from collections.abc import Sequence
from typing import NamedTuple

from castforms.model.document import Document
from castforms.writers.pdf_archive import Properties
from castforms.writers.pdf_objects import ObjectStore, Reference, Stream, array, dictionary, number

_START_OF_FRAME = frozenset({0xC0, 0xC1, 0xC2})


class ScannedPage(NamedTuple):
    """A JPEG that fills a page of that size (points)."""

    width: float
    height: float
    jpeg: bytes


class _Frame(NamedTuple):
    width: int
    height: int
    channels: int


def write_scanned_pdf(pages: Sequence[ScannedPage], document: Document) -> bytes:
    """The pages in that order; title and unit are the document's.  The same input gives the same bytes."""
    objects = ObjectStore()
    tree = dictionary({"Type": "/Pages", "Count": len(pages)})
    parent = objects.add(tree)
    tree["Kids"] = array([_add_page(objects, parent, page) for page in pages])
    catalog = dictionary({"Type": "/Catalog", "Pages": parent})
    title, unit = (" ".join(text.split()) for text in (document.title, document.unit))
    info = Properties(title, unit, document.subject).info()
    return objects.file(catalog, info, b"".join(page.jpeg for page in pages))


def _add_page(objects: ObjectStore, parent: Reference, page: ScannedPage) -> Reference:
    frame = _frame(page.jpeg)
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": frame.width,
        "Height": frame.height,
        "ColorSpace": "/DeviceGray" if frame.channels == 1 else "/DeviceRGB",
        "BitsPerComponent": 8,
        "Filter": "/DCTDecode",
    }
    picture = objects.add(Stream(page.jpeg, entries, compress=False))
    content = f"q {number(page.width)} 0 0 {number(page.height)} 0 0 cm /P Do Q".encode("ascii")
    return objects.add(
        dictionary(
            {
                "Type": "/Page",
                "Parent": parent,
                "MediaBox": array([0, 0, page.width, page.height]),
                "Resources": dictionary({"XObject": dictionary({"P": picture})}),
                "Contents": Stream(content),
            }
        )
    )


def _frame(jpeg: bytes) -> _Frame:
    """Size and channels from the frame header (ITU-T T.81, B.2.2); ours is a JPEG by construction."""
    at = 2
    while jpeg[at + 1] not in _START_OF_FRAME:
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    height, width = (int.from_bytes(jpeg[at + k : at + k + 2], "big") for k in (5, 7))
    return _Frame(width, height, jpeg[at + 9])
