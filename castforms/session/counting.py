"""How much of a limit is used, while the clerk types."""

from typing import NamedTuple

from castforms.model.finding import Severity
from castforms.model.template import Limit, LimitUnit
from castforms.rules.counting import word_count


class Usage(NamedTuple):
    """A count against its limit; `over` says how much it matters, None while the limit is kept."""

    words: str
    over: Severity | None
    source: str


def usage_of(text: str, limit: Limit) -> Usage | None:
    """The use of a limit of length; None for limits that count something else, or name no most."""
    if limit.maximum is None or limit.unit not in {LimitUnit.WORDS, LimitUnit.CHARACTERS}:
        return None
    count = word_count(text) if limit.unit is LimitUnit.WORDS else len(text.strip())
    return Usage(
        f"{count} / {limit.maximum:g} {limit.unit.value}",
        limit.severity if count > limit.maximum else None,
        limit.source,
    )
