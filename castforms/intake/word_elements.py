"""Access to WordprocessingML elements, alike for Transitional and Strict files (ECMA-376, ISO/IEC 29500)."""

from xml.etree.ElementTree import Element

_NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""Holds what is said a second time for old programs."""


def local(tag: object) -> str:
    """The name of a WordprocessingML element in either namespace; other elements keep their namespace."""
    name = str(tag)
    for namespace in _NAMESPACES:
        if name.startswith(namespace):
            return name[len(namespace) :]
    return name


def attribute(element: Element | None, name: str = "val", default: str = "") -> str:
    """A WordprocessingML attribute of an element that may not be there."""
    if element is None:
        return default
    found = (element.get(namespace + name) for namespace in _NAMESPACES)
    return next((value for value in found if value is not None), default)


def child(element: Element | None, *names: str) -> Element | None:
    """The descendant on that way, if it is there."""
    for name in names:
        element = next((each for each in element if local(each.tag) == name), None) if element is not None else None
    return element


def is_on(element: Element | None) -> bool:
    """Whether a property that may be there is switched on."""
    return element is not None and attribute(element, default="1") not in {"0", "false", "off"}


def number_of(element: Element | None, default: int = 0, *, most: int = 10_000) -> int:
    """The whole number an element's `val` says, within 0 and `most`; `default` where it says none."""
    text = attribute(element)
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 10 else default
