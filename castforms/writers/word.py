"""Writes the Word file (.docx): the document's blocks as real paragraphs, tables and styles, pinned line by line.

python-docx carries the package: parts, relationships, properties.  The body is written as text and parsed once,
because its table calls are quadratic in the number of cells.
"""

import hashlib
import re

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from castforms.model.document import Block, Document, Paragraph, Section, Table
from castforms.model.embedded import DIGEST, ENTRY_NAMESPACE, FINGERPRINT, text_fingerprint
from castforms.model.measure import Attachment, Measure
from castforms.model.pages import PagedDocument
from castforms.model.stylesheet import StyleSheet
from castforms.writers.word_drawing import add_pictures
from castforms.writers.word_furniture import section_properties
from castforms.writers.word_package import new_package, zipped
from castforms.writers.word_revision import COMMENTS_RELATION, COMMENTS_TYPE, Revision
from castforms.writers.word_xml import HEADER, NAMESPACES, BodyWriter, comments_xml, escaped, unescaped

_VISIBLE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")

_ITEM_ID = "{95A601C7-4C08-5884-9F42-A494E6D00FF7}"
"""The part's identifier: version 5 UUID of the namespace (RFC 9562, 5.5)."""


def write_word(paged: PagedDocument, sheet: StyleSheet, measure: Measure, attachment: Attachment) -> bytes:
    """The .docx of a placed document, with the attachment as a custom XML part; the same bytes for the same input."""
    revision = Revision(paged.document.unit, paged.document.date)
    writer = BodyWriter(sheet, measure, paged.paragraphs, revision)
    text = f"{HEADER}<w:document {NAMESPACES}><w:body>{_body(paged, sheet, writer)}</w:body></w:document>"
    used = dict.fromkeys(span.face for paragraph in paged.paragraphs for span in paragraph.faces)
    letter = paged.document.is_letter
    package = new_package(text, used, writer.lists, sheet, measure, paged.footer_mark, letter=letter)
    add_pictures(package, writer.pictures)
    _set_properties(package.core_properties, paged.document)
    _embed(package, attachment, text_fingerprint(map(unescaped, _VISIBLE.findall(text))))
    if revision.comments:
        part = Part(PackURI("/word/comments.xml"), COMMENTS_TYPE, comments_xml(revision).encode())
        package.main_document_part.relate_to(part, COMMENTS_RELATION)
    return zipped(package)


def _set_properties(properties: CoreProperties, document: Document) -> None:
    properties.title = document.title[:255]
    properties.subject = document.subject[:255]
    properties.author = document.unit[:255]
    properties.language = "zh-CN"


def _body(paged: PagedDocument, sheet: StyleSheet, writer: BodyWriter) -> str:
    sections = paged.document.sections
    parts, letters = [], paged.document.is_letter
    for position, section in enumerate(sections):
        properties = section_properties(section, sheet, letters=letters)
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


def _embed(package: Package, attachment: Attachment, fingerprint: str) -> None:
    """The entry as custom XML: found again by its namespace, whatever an office program renames the part to.

    The fingerprint tells whether the text was edited afterwards.
    """
    text = attachment.data.decode("utf-8")
    digest = hashlib.sha256(attachment.data).hexdigest()
    item = (
        f'{HEADER}<entry xmlns="{ENTRY_NAMESPACE}" name="{escaped(attachment.name)}" {DIGEST}="{digest}" '
        f'{FINGERPRINT}="{fingerprint}">{escaped(text)}</entry>'
    )
    properties = (
        f'{HEADER}<ds:datastoreItem ds:itemID="{_ITEM_ID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{ENTRY_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    part = Part(PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, item.encode())
    described = Part(PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, properties.encode())
    package.main_document_part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    part.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
