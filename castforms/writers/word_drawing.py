"""Pictures as DrawingML inside a line of text (ECMA-376 part 1, 20.4.2.8), and the parts that hold them."""

from collections.abc import Sequence

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from castforms.model.picture import Picture

_EMU = 635  # English Metric Units in a twip
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def drawing(number: int, size: tuple[int, int]) -> str:
    """The run that shows picture `number` (from 1) at that size (twips)."""
    width, height = (length * _EMU for length in size)
    extent = f'cx="{width}" cy="{height}"'
    name = f'id="{number}" name="图片{number}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_PLACE}" distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/><wp:docPr {name}/>"
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}">'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{_relation(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def add_pictures(package: Package, pictures: Sequence[Picture]) -> None:
    """The pictures as parts of the package, in the order in which they were drawn."""
    main = package.main_document_part
    for number, picture in enumerate(pictures, start=1):
        part = Part(PackURI(f"/word/media/image{number}.jpeg"), "image/jpeg", picture.data)
        main.load_rel(RELATIONSHIP_TYPE.IMAGE, part, _relation(number))


def _relation(number: int) -> str:
    return f"picture{number}"
