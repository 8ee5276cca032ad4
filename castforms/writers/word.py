"""Writes the Word file (.docx): the document's blocks as real paragraphs, tables and styles, pinned line by line.

Body and package are written as text (DECISIONS.md, 9 and 53).
"""

import hashlib
import re

from castforms.model.document import Block, Document, Paragraph, Section, Table
from castforms.model.embedded import DIGEST, ENTRY_NAMESPACE, FINGERPRINT, text_fingerprint
from castforms.model.measure import Attachment, Measure
from castforms.model.pages import PagedDocument
from castforms.model.stylesheet import StyleSheet
from castforms.writers.word_drawing import add_pictures
from castforms.writers.word_furniture import section_properties
from castforms.writers.word_package import document_part
from castforms.writers.word_parts import HEADER, OFFICE_RELATIONS, XML, Part, packed
from castforms.writers.word_revision import COMMENTS_RELATION, COMMENTS_TYPE, Revision
from castforms.writers.word_xml import NAMESPACES, BodyWriter, comments_xml, escaped, unescaped

_VISIBLE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")

_LONGEST = 255
"""Characters of a property that Word takes."""
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_ITEM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID = "{95A601C7-4C08-5884-9F42-A494E6D00FF7}"
"""The part's identifier: version 5 UUID of the namespace (RFC 9562, 5.5)."""


def write_word(paged: PagedDocument, sheet: StyleSheet, measure: Measure, attachment: Attachment) -> bytes:
    """The .docx of a placed document, with the attachment as a custom XML part; the same bytes for the same input."""
    revision = Revision(paged.document.unit, paged.document.date)
    writer = BodyWriter(sheet, measure, paged.paragraphs, revision)
    text = f"{HEADER}<w:document {NAMESPACES}><w:body>{_body(paged, sheet, writer)}</w:body></w:document>"
    used = dict.fromkeys(span.face for paragraph in paged.paragraphs for span in paragraph.faces)
    letter = _has_letter(paged.document)
    document = document_part(text, used, writer.lists, sheet, measure, paged.footer_mark, letter=letter)
    add_pictures(document, writer.pictures)
    _embed(document, attachment, text_fingerprint(map(unescaped, _VISIBLE.findall(text))))
    if revision.comments:
        comments = Part("word/comments.xml", COMMENTS_TYPE, comments_xml(revision).encode())
        document.relate("comments", COMMENTS_RELATION, comments)
    return packed(document, _properties(paged.document))


def _properties(document: Document) -> Part:
    """What the file says of itself (ECMA-376 part 2, 11); no person and no date."""
    title, subject, unit = (escaped(text[:_LONGEST]) for text in (document.title, document.subject, document.unit))
    text = (
        f'{HEADER}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{unit}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
    return Part("docProps/core.xml", _CORE_TYPE, text.encode())


def _body(paged: PagedDocument, sheet: StyleSheet, writer: BodyWriter) -> str:
    sections = paged.document.sections
    parts, letters = [], _has_letter(paged.document)
    for position, section in enumerate(sections):
        properties = section_properties(section, sheet, letters=letters)
        if position + 1 == len(sections):
            parts += [_block(writer, block) for block in section.blocks]
            parts.append(properties)
        else:
            parts += [_block(writer, block) for block in section.blocks[:-1]]
            parts.append(_closing(writer, section, properties))
    return "".join(parts)


def _has_letter(document: Document) -> bool:
    return any(section.letter for section in document.sections)


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


def _embed(document: Part, attachment: Attachment, fingerprint: str) -> None:
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
    part = Part("customXml/item1.xml", XML, item.encode())
    document.relate("entry", f"{OFFICE_RELATIONS}customXml", part)
    described = Part("customXml/itemProps1.xml", _ITEM_TYPE, properties.encode())
    part.relate("rId1", f"{OFFICE_RELATIONS}customXmlProps", described)
