"""Who is measured: our engine and its peers, each as a function from a case to a pair of files."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property

from castforms.model.entry import Entry
from castforms.model.stylesheet import GB_9704
from tests.bench.engine import Engine, Pair
from tests.bench.floor import Opened, open_fonts, raw_pdf
from tests.bench.lower_bound import canvas_pdf, register
from tests.bench.office_peer import WarmOffice, python_with_uno, rendered, soffice, template_of
from tests.bench.plain_stack import plain_word, platypus_pdf
from tests.bench.raw_word import raw_word
from tests.bench.sheets import Sheet, lines_of, sheet_of
from tests.bench.typst_peer import TypstPeer
from tests.bench.works import Work

OURS, LB, FLOOR, PLAIN = "castforms", "LB", "floor", "platypus + python-docx"
TYPST, OFFICE = "typst + python-docx", "docxtpl + warm LibreOffice"

Subject = Callable[["Case"], Pair]


@dataclass(frozen=True)
class Case:
    """One work with the text of one seed; another engine makes what the peers get, so that the text is new to ours."""

    work: Work
    seed: int
    bystander: Engine

    @cached_property
    def entry(self) -> Entry:
        """The answers."""
        return self.work.entry(self.seed)

    @cached_property
    def sheet(self) -> Sheet:
        """The lines, broken already."""
        typesetter = self.bystander.typesetter
        return sheet_of(typesetter.paged(self.work.template, self.entry), GB_9704, typesetter.fonts)

    def prepare(self) -> "Case":
        """With everything there that is not to be measured."""
        register(self.sheet.fonts)
        return self


class _FloorPeer:
    def __init__(self) -> None:
        self._opened: Opened = {}

    def pair(self, case: Case) -> Pair:
        fonts = {name: file for name, file in case.sheet.fonts.items() if name not in self._opened}
        self._opened |= open_fonts(fonts)
        return raw_pdf(case.sheet.pages, self._opened), raw_word(case.sheet.blocks)


class _OfficePeer:
    def __init__(self, office: WarmOffice) -> None:
        self._office = office
        self._templates: dict[str, bytes] = {}

    def pair(self, case: Case) -> Pair:
        name = case.work.name
        if name not in self._templates:
            self._templates[name] = template_of(case.sheet.blocks)
        word = rendered(self._templates[name], [line[0] for line in lines_of(case.sheet.blocks)])
        return self._office.pdf(word), word


@contextmanager
def all_subjects(first: Case) -> Iterator[tuple[Mapping[str, Subject], tuple[str, ...]]]:
    """The subjects by name, and a line for each peer that this machine lacks; `first` tells the fonts."""
    absent: list[str] = []
    engine = Engine()
    subjects: dict[str, Subject] = {
        OURS: lambda case: engine.pair(case.work, case.entry),
        LB: lambda case: (canvas_pdf(case.sheet.pages), raw_word(case.sheet.blocks)),
        FLOOR: _FloorPeer().pair,
        PLAIN: lambda case: (platypus_pdf(case.sheet.blocks), plain_word(case.sheet.blocks)),
    }
    with ExitStack() as stack:
        try:
            typst = TypstPeer(first.sheet.fonts)
            subjects[TYPST] = lambda case: (typst.pdf(case.sheet), plain_word(case.sheet.blocks))
        except ImportError:
            absent.append("typst is not installed")
        try:
            subjects[OFFICE] = _OfficePeer(stack.enter_context(_warm_office())).pair
        except (ImportError, RuntimeError) as error:
            absent.append(str(error))
        yield subjects, tuple(absent)


def _warm_office() -> WarmOffice:
    rendered(template_of([]), [])
    office, python = soffice(), python_with_uno()
    if not office or not python:
        raise RuntimeError("LibreOffice or python3-uno is not installed")
    return WarmOffice(office, python)
