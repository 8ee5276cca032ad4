"""Writes placed pages as PDF/A-3b: nothing is decided here, everything already has its place."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from castforms.model.document import Document
from castforms.model.measure import Attachment, FontEmbedder
from castforms.model.pages import PageBox, PagedDocument
from castforms.model.picture import Picture
from castforms.writers.pdf_archive import LANGUAGE, Properties, add_attachment, attachment_names, output_intent
from castforms.writers.pdf_content import page_content
from castforms.writers.pdf_font import PageFont
from castforms.writers.pdf_objects import Dictionary, ObjectStore, Reference, Stream, array, dictionary, text_string
from castforms.writers.pdf_outline import Target, add_outline


def write_pdf(paged: PagedDocument, fonts: FontEmbedder, attachment: Attachment) -> bytes:
    """The pages as a PDF/A-3b file that carries the attachment; the same input gives the same bytes.

    Raises LookupError for a face that `fonts` does not know.
    """
    objects = ObjectStore()
    page_fonts = _page_fonts(paged.pages, fonts)
    pictures = _picture_names(paged.pages)
    contents = [page_content(page, page_fonts, pictures) for page in paged.pages]
    tree, pages = _add_pages(objects, paged.pages, contents, _resources(objects, page_fonts, pictures))
    properties = _properties(paged.document)
    metadata = properties.metadata()
    catalog = _catalog(objects, tree, metadata, attachment)
    if outline := add_outline(objects, _targets(paged.pages, pages)):
        catalog["Outlines"] = outline
    fingerprint = b"".join((metadata.data, attachment.data, *contents))
    return objects.file(catalog, properties.info(), fingerprint)


def _page_fonts(pages: Sequence[PageBox], fonts: FontEmbedder) -> Mapping[str, PageFont]:
    """The font of each face; faces of one file, which stands in for several office fonts, share theirs."""
    texts: dict[str, list[str]] = {}
    for page in pages:
        for line in page.lines:
            for run in line.runs:
                if run.text:
                    texts.setdefault(run.face, []).append(run.text)
    files: dict[tuple[Path, int], list[str]] = {}
    known = fonts.faces
    for key in texts:
        face = known[key]
        files.setdefault((face.path, face.index), []).append(key)
    page_fonts: dict[str, PageFont] = {}
    for number, keys in enumerate(files.values(), start=1):
        characters = "".join(sorted(set("".join(piece for key in keys for piece in texts[key]))))
        page_font = PageFont(f"F{number}", characters, fonts.embed(keys[0], characters))
        page_fonts.update(dict.fromkeys(keys, page_font))
    return page_fonts


def _picture_names(pages: Sequence[PageBox]) -> Mapping[Picture, str]:
    pictures = dict.fromkeys(box.picture for page in pages for box in page.pictures)
    return {picture: f"P{number}" for number, picture in enumerate(pictures, start=1)}


def _resources(objects: ObjectStore, fonts: Mapping[str, PageFont], pictures: Mapping[Picture, str]) -> Reference:
    each = dict.fromkeys(fonts.values())
    named = {name: reference for font in each for name, reference in font.add_to(objects).items()}
    resources = {"Font": dictionary(named)}
    if pictures:
        drawn = {name: objects.add(_image(picture)) for picture, name in pictures.items()}
        resources["XObject"] = dictionary(drawn)
    return objects.add(dictionary(resources))


def _image(picture: Picture) -> Stream:
    """The JPEG as it is (ISO 32000-1, 7.4.8)."""
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": "/DeviceRGB" if picture.components == 3 else "/DeviceGray",
        "BitsPerComponent": 8,
        "Filter": "/DCTDecode",
    }
    return Stream(picture.data, entries, compress=False)


def _add_pages(
    objects: ObjectStore, pages: Sequence[PageBox], contents: Sequence[bytes], resources: Reference
) -> tuple[Reference, list[Reference]]:
    tree = dictionary({"Type": "/Pages", "Count": len(pages)})
    parent = objects.add(tree)
    kids = [
        objects.add(
            dictionary(
                {
                    "Type": "/Page",
                    "Parent": parent,
                    "MediaBox": array([0, 0, page.width, page.height]),
                    "Resources": resources,
                    "Contents": Stream(content),
                }
            )
        )
        for page, content in zip(pages, contents, strict=True)
    ]
    tree["Kids"] = array(kids)
    return parent, kids


def _catalog(objects: ObjectStore, pages: Reference, metadata: Stream, attachment: Attachment) -> Dictionary:
    specification = add_attachment(objects, attachment)
    return dictionary(
        {
            "Type": "/Catalog",
            "Pages": pages,
            "Lang": text_string(LANGUAGE),
            "ViewerPreferences": "<</DisplayDocTitle true>>",
            "Metadata": metadata,
            "OutputIntents": array([objects.add(output_intent())]),
            "AF": array([specification]),
            "Names": attachment_names(attachment, specification),
        }
    )


def _targets(pages: Sequence[PageBox], references: Sequence[Reference]) -> Iterator[Target]:
    for page, reference in zip(pages, references, strict=True):
        for bookmark in page.bookmarks:
            yield Target(bookmark, reference, page.height - bookmark.top)


def _properties(document: Document) -> Properties:
    title, unit = (" ".join(text.split()) for text in (document.title, document.unit))
    return Properties(title=title, author=unit, subject=document.subject)
