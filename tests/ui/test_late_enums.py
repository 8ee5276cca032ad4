"""PySide6's enumerations, filled late, are those that it makes itself."""

import pytest

from tests.ui.programs import said

_LATE = "from ui.start.pyside import start_pyside; start_pyside()\n"

_TELL_ALL = """
from enum import EnumType, Flag
from PySide6 import QtCore, QtGui, QtPrintSupport, QtWidgets
from PySide6.QtCore import *  # prepares every class
from PySide6.QtGui import *
from PySide6.QtPrintSupport import *
from PySide6.QtWidgets import *

def tell(kind):
    print(kind.__module__, kind.__qualname__, kind.__mro__, kind.__doc__)
    for name, member in kind.__members__.items():
        same = getattr(kind, name) is member is kind[name] is kind(member.value)
        print(name, repr(member), str(member), hash(member), member.value, same, type(member), member.__objclass__)
    if issubclass(kind, Flag) and len(kind):
        every = ~kind(0)
        print(every, every ^ every, kind(0))
    print(type(kind), len(kind), list(kind), sorted(vars(kind)))

for module in (QtCore, QtGui, QtPrintSupport, QtWidgets):
    for name in sorted(vars(module)):
        found = getattr(module, name)
        inside = [found, *(vars(found).values() if isinstance(found, type) else ())]
        for kind in inside:
            if isinstance(kind, EnumType):
                tell(kind)
"""


def test_every_enumeration_is_what_pyside_makes_itself() -> None:
    late, ordinary = said(_LATE + _TELL_ALL), said(_TELL_ALL)
    assert late.count("<class 'enum.EnumType'>") > 500
    assert late == ordinary


_USES = {
    "by name": "print(Qt.Orientation.Vertical, Qt.Orientation['Vertical'])",
    "by value": "print(repr(Qt.Orientation(2)))",
    "by a value that is none": "print(repr(Qt.Orientation(77)))",
    "by a name that is none": "print(Qt.Orientation.Sideways)",
    "in a test of its kind": "print(isinstance(Qt.Edge.TopEdge, Qt.Orientation), issubclass(Qt.Orientation, int))",
    "as a set of flags": "print(Qt.AlignmentFlag(3) | Qt.AlignmentFlag.AlignTop)",
    "given to Qt and taken back": "box = QFrame(); box.setFrameShape(QFrame.Shape.Box); print(repr(box.frameShape()))",
    "only taken from Qt": "print(repr(QFrame().frameShadow()), repr(QLocale('zh_CN').language()))",
    "as another kind than is wanted": "QFrame().setFrameShape(QFrame.Shadow.Plain)",
    "kept and read again": "print(repr(pickle.loads(pickle.dumps(Qt.Orientation.Vertical))))",
    "copied": "print(copy.copy(Qt.Orientation))",
    "in a signal": "seen = QSlider(); seen.rangeChanged.connect(print); seen.setRange(1, 2); print(seen.orientation())",
    "by several threads at once": (
        "with ThreadPoolExecutor(8) as pool: "
        "print(set(pool.map(lambda _number: Qt.Key.Key_A is Qt.Key(65) is Qt.Key['Key_A'], range(200))))"
    ),
}


@pytest.mark.parametrize("use", _USES.values(), ids=list(_USES))
def test_an_enumeration_may_be_met_first_in_any_way(use: str) -> None:
    program = (
        "import copy, pickle\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from PySide6.QtCore import QLocale, Qt\n"
        "from PySide6.QtWidgets import QApplication, QFrame, QSlider\n"
        "application = QApplication([])\n"
        f"try:\n    {use}\nexcept Exception as error:\n    print(type(error), error)\n"
    )
    assert said(_LATE + program) == said(program) != ""


def test_those_of_others_are_made_as_ever() -> None:
    """As Python's `signal` makes its own, from a list of names and with the name of its module."""
    program = "import enum; print(type(enum.IntFlag('Colour', 'RED BLUE', boundary=enum.KEEP, module='paint')))"
    assert said(_LATE + program) == said(program)


def test_nothing_is_filled_that_nobody_looks_into() -> None:
    """Not by coming into being, and not by the end of the program."""
    program = (
        "from ui.start import late_enums\n"
        "fill = late_enums._fill\n"
        "def telling(kind):\n    print('filled', type.__repr__(kind), flush=True)\n    fill(kind)\n"
        "late_enums._fill = telling\n"
        "from PySide6.QtCore import QLocale, Qt\n"
        "from PySide6.QtWidgets import *\n"
        "Qt.Orientation.Vertical\n"
        "print('end', flush=True)\n"
    )
    told = said(_LATE + program).splitlines()
    assert told[-1] == "end"
    assert len(told) < 10
    assert not any("Language" in line for line in told)
