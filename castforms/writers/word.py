"""Writes the Word file (.docx): the document's blocks as real paragraphs, tables and styles, pinned line by line.

python-docx carries the package: parts, relationships, properties.  The body is written as text and parsed once,
because its table calls are quadratic in the number of cells.
"""

import hashlib
import io
import uuid
import zipfile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from castforms.model.document import Block, Document, Paragraph, Section, Table
from castforms.model.measure import Attachment, Measure
from castforms.model.pages import PagedDocument
from castforms.model.stylesheet import Orientation, StyleSheet
from castforms.writers.word_package import EVEN_FOOTER, ODD_FOOTER, empty_package
from castforms.writers.word_xml import HEADER, NAMESPACES, BodyWriter, escaped

ENTRY_NAMESPACE = "urn:castforms:entry:1"
"""Namespace of the custom XML part that carries the entry."""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_word(paged: PagedDocument, sheet: StyleSheet, measure: Measure, attachment: Attachment) -> bytes:
    """The .docx of a placed document, with the attachment as a custom XML part; the same bytes for the same input."""
    word = docx.Document(io.BytesIO(empty_package(sheet, measure)))
    _set_properties(word, paged.document)
    body = parse_xml(f"<w:body {NAMESPACES}>{_body(paged, sheet, measure)}</w:body>")
    word.element.replace(word.element.body, body)
    _embed(word, attachment)
    buffer = io.BytesIO()
    word.save(buffer)
    return _with_fixed_dates(buffer)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = properties.subject = document.title[:255]
    properties.author = document.unit[:255]
    properties.language = "zh-CN"


def _body(paged: PagedDocument, sheet: StyleSheet, measure: Measure) -> str:
    writer = BodyWriter(sheet, measure, paged.paragraphs, paged.document.unit)
    sections = paged.document.sections
    parts = []
    for position, section in enumerate(sections):
        properties = _section_properties(section.orientation, sheet)
        if position + 1 == len(sections):
            parts += [_block(writer, block) for block in section.blocks]
            parts.append(properties)
        else:
            parts += [_block(writer, block) for block in section.blocks[:-1]]
            parts.append(_closing(writer, section, properties))
    return "".join(parts)


def _closing(writer: BodyWriter, section: Section, properties: str) -> str:
    """The section's last paragraph carries its properties; the layout sees to it that there is one."""
    last = section.blocks[-1]
    if not isinstance(last, Paragraph):
        raise TypeError(type(last).__name__)
    return writer.paragraph(last, end=properties)


def _block(writer: BodyWriter, block: Block) -> str:
    if isinstance(block, Paragraph):
        return writer.paragraph(block)
    if isinstance(block, Table):
        return writer.table(block)
    raise TypeError(type(block).__name__)


def _section_properties(orientation: Orientation, sheet: StyleSheet) -> str:
    page = sheet.pages[orientation]
    turned = ' w:orient="landscape"' if orientation is Orientation.LANDSCAPE else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{ODD_FOOTER}"/>'
        f'<w:footerReference w:type="even" r:id="{EVEN_FOOTER}"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="851" w:footer="{sheet.page_number.footer_distance}" w:gutter="0"/></w:sectPr>'
    )


def _embed(word: WordDocument, attachment: Attachment) -> None:
    """The entry as custom XML: found again by its namespace, whatever an office program renames the part to."""
    text = attachment.data.decode("utf-8")
    digest = hashlib.sha256(attachment.data).hexdigest()
    item = (
        f'{HEADER}<entry xmlns="{ENTRY_NAMESPACE}" name="{escaped(attachment.name)}" sha256="{digest}">'
        f"{escaped(text)}</entry>"
    )
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, ENTRY_NAMESPACE)).upper()
    properties = (
        f'{HEADER}<ds:datastoreItem ds:itemID="{{{identifier}}}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{ENTRY_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package = word.part.package
    part = Part(PackURI("/customXml/item1.xml"), "application/xml", item.encode(), package)
    described = Part(
        PackURI("/customXml/itemProps1.xml"),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        properties.encode(),
        package,
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    part.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def _with_fixed_dates(saved: io.BytesIO) -> bytes:
    """The package again with a fixed date on every part, so that equal input gives equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(saved) as package, zipfile.ZipFile(buffer, "w") as fixed:
        for name in package.namelist():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            fixed.writestr(info, package.read(name))
    return buffer.getvalue()
