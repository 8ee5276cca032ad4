"""Puts the mark that survives stamping and scanning into the foot margin of every page."""

from typing import Any

from castforms.model.page_mark import WHOLE_DOCUMENT, PageMark, version_of
from castforms.model.pages import MarkBox, PageBox, PagedDocument
from castforms.model.stylesheet import TWIPS_PER_POINT, PageMarkStyle

_CORRECTION = "Q"
"""A quarter of the code may be lost (ISO/IEC 18004): the seal may stand on it."""


def with_page_marks(paged: PagedDocument, document: str, style: PageMarkStyle) -> PagedDocument:
    """The same pages, each with its mark; `document` is the identifier of the document.  No line moves."""
    whole = PageMark(document, version_of(paged.document), WHOLE_DOCUMENT, len(paged.pages))
    pages = tuple(
        page._replace(mark=_placed(whole._replace(page=number), page, style))
        for number, page in enumerate(paged.pages, start=1)
    )
    return paged._replace(pages=pages, footer_mark=_placed(whole, paged.pages[0], style))


def _placed(mark: PageMark, page: PageBox, style: PageMarkStyle) -> MarkBox:
    side = style.side / TWIPS_PER_POINT
    return MarkBox((page.width - side) / 2, page.height - style.foot / TWIPS_PER_POINT - side, side, _modules(mark))


def _modules(mark: PageMark) -> tuple[tuple[bool, ...], ...]:
    import zxingcpp  # noqa: PLC0415 - only an export with marks needs it

    code = zxingcpp.create_barcode(mark.text, zxingcpp.BarcodeFormat.QRCode, ec_level=_CORRECTION)
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return tuple(tuple(value == 0 for value in row) for row in rows)
