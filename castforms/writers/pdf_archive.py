"""What makes the PDF an archival one, PDF/A-3b (ISO 19005-3): metadata, output intent, and the attached entry."""

import hashlib
from functools import cache
from typing import NamedTuple

from castforms.model.measure import Attachment
from castforms.writers.icc import srgb_profile
from castforms.writers.pdf_objects import Dictionary, ObjectStore, Reference, Stream, array, dictionary, text_string

LANGUAGE = "zh-CN"
PROGRAM = "castforms"

_CONDITION = "sRGB IEC61966-2.1"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{program}</xmp:CreatorTool><pdf:Producer>{program}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""


class Properties(NamedTuple):
    """What the file says of itself; no date and no person, so that one entry always gives the same bytes."""

    title: str
    author: str
    subject: str

    def info(self) -> Dictionary:
        """The document information dictionary (ISO 32000-1, 14.3.3)."""
        texts = {"Title": self.title, "Author": self.author, "Subject": self.subject}
        programs = {"Creator": PROGRAM, "Producer": PROGRAM}
        return dictionary({key: text_string(text) for key, text in (texts | programs).items()})

    def metadata(self) -> Stream:
        """The same as XMP, which PDF/A wants to agree with the dictionary (ISO 19005-3, 6.6.2-6.6.3)."""
        texts = {"title": self.title, "author": self.author, "subject": self.subject}
        escaped = {key: _escaped(text) for key, text in texts.items()}
        packet = _XMP.format(**escaped, language=LANGUAGE, program=PROGRAM)
        return Stream(packet.encode(), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)


def _escaped(text: str) -> str:
    """The text with XML's own characters escaped; the standard library's module for it loads 2,000 names first."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def output_intent() -> Dictionary:
    """What the colours of the file mean: sRGB (ISO 19005-3, 6.2.3)."""
    return dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": text_string(_CONDITION),
            "Info": text_string(_CONDITION),
            "DestOutputProfile": Stream(_profile(), {"N": 3}),
        }
    )


def add_attachment(objects: ObjectStore, attachment: Attachment) -> Reference:
    """Writes the attached file into the document as its source (ISO 19005-3, 6.8); its file specification."""
    checksum = hashlib.md5(attachment.data, usedforsecurity=False).hexdigest()
    entries = {
        "Type": "/EmbeddedFile",
        "Subtype": "/" + attachment.media_type.replace("/", "#2F"),
        "Params": f"<</Size {len(attachment.data)} /CheckSum <{checksum}>>>",
    }
    file = objects.add(Stream(attachment.data, entries))
    name = text_string(attachment.name)
    return objects.add(
        dictionary(
            {
                "Type": "/Filespec",
                "F": name,
                "UF": name,
                "EF": dictionary({"F": file, "UF": file}),
                "AFRelationship": "/Source",
            }
        )
    )


def attachment_names(attachment: Attachment, specification: Reference) -> Dictionary:
    """The name tree by which viewers list the attached file (ISO 32000-1, 7.7.4)."""
    leaf = dictionary({"Names": array([text_string(attachment.name), specification])})
    return dictionary({"EmbeddedFiles": leaf})


@cache
def _profile() -> bytes:
    return srgb_profile()
