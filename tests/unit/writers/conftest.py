"""Pages made by hand, so that the writer is tested without the layout."""

from collections.abc import Callable

import pytest

from castforms.fonts.faces import FontSet
from castforms.fonts.finder import bundled_fonts
from castforms.model.document import Change, Document
from castforms.model.measure import Attachment
from castforms.model.pages import GlyphRun, LineBox, PageBox, PagedDocument
from castforms.model.stylesheet import FONT_CHAINS, FontRole

A4 = (595.3, 841.9)


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The bundled fonts alone, as on a machine without any Chinese font."""
    return FontSet(FONT_CHAINS, {}, bundled_fonts())


@pytest.fixture
def attachment() -> Attachment:
    """An entry that travels in the file."""
    return Attachment("填报数据.json", "application/json", '{"castform": 1, "unit": "中国某某学会"}'.encode())


@pytest.fixture
def page(fonts: FontSet) -> Callable[..., PageBox]:
    """A page of these lines, 16 pt, one under the other; the keywords are the page's other boxes."""

    def make(
        *texts: str, role: FontRole = FontRole.BODY, spacing: float = 0, change: Change = Change.KEPT, **boxes: object
    ) -> PageBox:
        def run(text: str) -> GlyphRun:
            width = sum(fonts.glyph(role, c).advance * 16 + spacing for c in text)
            return GlyphRun(80, text, fonts.glyph(role, "中").face, 16, spacing, width, change)

        lines = tuple(LineBox(120 + 30 * i, (run(text),), paragraph=i) for i, text in enumerate(texts))
        return PageBox(*A4, lines, **boxes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def paged() -> Callable[..., PagedDocument]:
    """A document of these pages."""

    def make(*pages: PageBox, title: str = "重点工作举措", unit: str = "中国某某学会") -> PagedDocument:
        return PagedDocument(Document(title, unit, ()), pages, ())

    return make
