"""One return as the scanner hands it back: every page printed, sealed where the form wants it, scanned in colour."""

from functools import cache
from pathlib import Path

import numpy as np

from castforms.model.entry import Entry, records_of
from castforms.model.measure import Attachment
from castforms.model.template import FormTemplate
from castforms.rules.cleaning import clean_entry
from castforms.session.scan_judgement import seal_places
from castforms.session.typesetter import Typesetter
from castforms.session.workspace import Workspace
from castforms.writers.pdf import write_pdf
from tests.scans.capture import PROFILES, captured, encoded
from tests.scans.paper import printed, stamped

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
PLAN = "cast-2020-workers-day-plan"

_DIAMETER = 45.0
_EDGE = 25.0


def scans(
    template: FormTemplate, entry: Entry, setter: Typesetter, *, sealed: bool = True, seed: int = 8
) -> list[bytes]:
    """A JPEG for each page of the entry; without `sealed` the stamp was forgotten."""
    rng = np.random.default_rng(seed)
    paged = setter.paged(template, clean_entry(entry), mark=True)
    pdf = write_pdf(paged, setter.fonts, Attachment("entry.json", "application/json", b"{}"))
    pictures = []
    for number in range(len(paged.pages)):
        sheet = printed(pdf, number, rng)
        for place in seal_places(paged) if sealed else ():
            if place.page == number + 1:
                x, y = (place.left + place.right) / 2, max((place.top + place.bottom) / 2, _EDGE)
                sheet = stamped(sheet, max(x, _EDGE), y, _DIAMETER, rng)
        pictures.append(encoded(captured(sheet, PROFILES["flat-200"], rng), PROFILES["flat-200"], rng))
    return pictures


def short_plan(workspace: Workspace) -> Entry:
    """A return of one page that its notice wants stamped."""
    entry = workspace.read_entry(TEMPLATES / PLAN / "sample.json")
    activity = records_of(entry.at(("activities",)))[0]
    return entry.with_value(("activities",), ({**activity, "plan": "一、目的\n宣传先进典型。"},))


@cache
def short_plan_scan() -> bytes:
    """Its only page, stamped and scanned."""
    workspace = Workspace([TEMPLATES])
    template = workspace.template(PLAN)
    (picture,) = scans(template, short_plan(workspace), workspace.typesetter(template))
    return picture
