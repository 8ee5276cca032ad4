"""The package of a Word file, judged by the standard library and by python-docx."""

import io
import zipfile

from docx.opc.package import OpcPackage

from castforms.writers.word_parts import XML, Part, packed

PROPERTIES = Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", b"<p/>")
TYPE = "application/x-sample+xml"


def opened(document: Part) -> OpcPackage:
    return OpcPackage.open(io.BytesIO(packed(document, PROPERTIES)))


def document() -> Part:
    return Part("word/document.xml", TYPE, b"<d/>")


def test_a_part_is_found_by_the_identifier_that_the_text_refers_to() -> None:
    main = document()
    main.relate("styles", "urn:styles", Part("word/styles.xml", TYPE, b"<s/>"))
    found = opened(main).main_document_part
    assert found.rels["styles"].target_part.blob == b"<s/>"
    assert found.rels["styles"].reltype == "urn:styles"


def test_a_part_in_another_folder_is_found_too() -> None:
    main, item = document(), Part("customXml/item1.xml", XML, b"<i/>")
    item.relate("about", "urn:about", Part("customXml/itemProps1.xml", TYPE, b"<a/>"))
    main.relate("entry", "urn:entry", item)
    found = opened(main).main_document_part.rels["entry"].target_part
    assert (found.partname, found.content_type) == ("/customXml/item1.xml", XML)
    assert found.rels["about"].target_part.partname == "/customXml/itemProps1.xml"


def test_a_part_that_two_others_refer_to_is_written_once() -> None:
    main, picture = document(), Part("word/media/mark.png", "image/png", b"png")
    for name in ("odd", "even"):
        footer = Part(f"word/{name}.xml", TYPE, b"<f/>")
        footer.relate("mark", "urn:image", picture)
        main.relate(name, "urn:footer", footer)
    with zipfile.ZipFile(io.BytesIO(packed(main, PROPERTIES))) as file:
        assert sorted(name for name in file.namelist() if "mark" in name) == ["word/media/mark.png"]
    assert opened(main).main_document_part.rels["even"].target_part.rels["mark"].target_part.blob == b"png"


def test_the_same_parts_give_the_same_bytes() -> None:
    assert packed(document(), PROPERTIES) == packed(document(), PROPERTIES)
