"""Dates as people type them, and as they can be meant."""

import datetime

from castforms.model.expression import as_date

_LONGEST = 40
_YEARS = range(1900, 2100)


def parse_date(text: str) -> datetime.date | None:
    """The date the text says, of the years 1900 to 2099; None if it says none that is in the calendar.

    Reads what the print reads (`as_date`): 2020-04-09, 2020年4月9日, 2020.4.9, 2020/4/9, full-width digits and spaces.
    """
    day = as_date(text) if len(text) <= _LONGEST else None
    return day if day is not None and day.year in _YEARS else None
