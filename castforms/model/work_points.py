"""Work points of a year (工作要点): the numbered points of a notice that units answer with measures."""

from typing import NamedTuple

from castforms.model.template import Notice


class WorkPoint(NamedTuple):
    """One point.  `section` is the heading it stands under with its number, `title` its own heading without."""

    number: int
    section: str
    title: str
    department: str = ""
    """牵头部门; empty where the notice names none."""


class WorkPointList(NamedTuple):
    """The points of one notice, in the notice's order; every number once."""

    id: str
    title: str
    """Of the document that holds the points, without book title marks."""
    year: int
    notice: Notice
    points: tuple[WorkPoint, ...]

    def point(self, number: int) -> WorkPoint | None:
        """The point of that number, if there is one."""
        return next((point for point in self.points if point.number == number), None)
