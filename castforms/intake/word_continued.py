"""Paragraphs that the layout parted for the seal's sake, put together again by the style of their second part."""

from itertools import pairwise
from xml.etree.ElementTree import Element

from castforms.intake.word_elements import attribute, child, local
from castforms.model.stylesheet import STYLES

_NAME = STYLES["continued"].word_name


def rejoin(body: Element, styles: Element | None) -> None:
    """Moves what each continued paragraph says, and how it ends, to the paragraph before it."""
    named = () if styles is None else [each for each in styles if attribute(child(each, "name")) == _NAME]
    continued = {attribute(style, "styleId") for style in named}
    if not continued:
        return
    for parent in list(body.iter()):
        for before, element in reversed(list(pairwise(parent))):
            goes_on = local(element.tag) == local(before.tag) == "p"
            if goes_on and attribute(child(element, "pPr", "pStyle")) in continued:
                _append(before, element)
                parent.remove(element)


def _append(paragraph: Element, rest: Element) -> None:
    """A paragraph's end, which a revision may have struck out or put in, is described in its properties."""
    paragraph.extend(each for each in rest if local(each.tag) != "pPr")
    own, ending = child(paragraph, "pPr"), child(rest, "pPr", "rPr")
    if own is not None:
        for mark in [each for each in own if local(each.tag) == "rPr"]:
            own.remove(mark)
        own.extend([] if ending is None else [ending])
