"""A Word file of somebody else: parts are replaced or added, all the others stay as they are, byte for byte."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from castforms.writers.word_revision import COMMENTS_RELATION, COMMENTS_TYPE, Revision
from castforms.writers.word_xml import comments_xml

DOCUMENT = "word/document.xml"

_COMMENTS = "word/comments.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPE_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange")


class WordZip:
    """The parts of the file by name, in their order."""

    def __init__(self, data: bytes) -> None:
        """`data` must have been read by the intake before, which sets limits to it."""
        with zipfile.ZipFile(BytesIO(data)) as file:
            self._infos = {info.filename: info for info in file.infolist()}
            self._parts = {name: file.read(name) for name in self._infos}

    @property
    def next_comment(self) -> int:
        """The first number that no comment has."""
        if _COMMENTS not in self._parts:
            return 0
        comments = self.parsed(_COMMENTS).iter(f"{_W}comment")
        return 1 + max((int(comment.get(f"{_W}id", "0")) for comment in comments), default=-1)

    def identifiers(self, root: Any) -> Iterator[int]:
        """The numbers of the changes tracked already."""
        for element in root.iter(*(f"{_W}{tag}" for tag in _TRACKED)):
            if (number := element.get(f"{_W}id", "")).isdecimal():
                yield int(number)

    def parsed(self, name: str) -> Any:
        """The part as elements; no entity is resolved, nothing is fetched.  Raises KeyError where there is none."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self._parts[name], parser)

    def put(self, name: str, root: Any) -> None:
        """Replaces or adds a part."""
        self._parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def add_comments(self, revision: Revision) -> None:
        """Adds the comments to those that are there."""
        if not revision.comments:
            return
        added = etree.fromstring(comments_xml(revision).encode())
        if _COMMENTS in self._parts:
            root = self.parsed(_COMMENTS)
            root.extend(list(added))
            self.put(_COMMENTS, root)
            return
        self.put(_COMMENTS, added)
        types = self.parsed(_TYPES)
        etree.SubElement(types, f"{_TYPE_NAMESPACE}Override", PartName=f"/{_COMMENTS}", ContentType=COMMENTS_TYPE)
        self.put(_TYPES, types)
        self._relate()

    def data(self) -> bytes:
        """The file."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in self._parts.items():
                info = self._infos.get(name, zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)))
                file.writestr(info, content, info.compress_type or zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _relate(self) -> None:
        if _RELATIONS in self._parts:
            relations = self.parsed(_RELATIONS)
        else:
            relations = etree.fromstring(f'<Relationships xmlns="{_RELATION_NAMESPACE[1:-1]}"/>')
        taken = {relation.get("Id") for relation in relations}
        number = next(k for k in range(1, len(taken) + 2) if f"rIdComments{k}" not in taken)
        etree.SubElement(
            relations,
            f"{_RELATION_NAMESPACE}Relationship",
            Id=f"rIdComments{number}",
            Type=COMMENTS_RELATION,
            Target="comments.xml",
        )
        self.put(_RELATIONS, relations)
