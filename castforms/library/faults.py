"""What is wrong with a file from outside: where it stands and how to mend it."""

from typing import NamedTuple

MOST_FAULTS = 100
"""A file is not read on for more faults than a person would mend at once."""


class TemplateFault(NamedTuple):
    """One fault: `key` is the place, such as `fields[3].limits[0].unit`; empty for the file as a whole."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return "：".join(part for part in (self.file, self.key, self.message) if part)


class TemplateError(Exception):
    """A form or a layout profile cannot be used; `faults` says why, all faults at once."""

    def __init__(self, faults: tuple[TemplateFault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class FaultLog:
    """Collects the faults of one file, in the order they are found."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._faults: dict[TemplateFault, None] = {}

    def add(self, key: str, message: str) -> None:
        """Notes a fault, once.

        Raises TemplateError as soon as there are MOST_FAULTS.
        """
        self._faults[TemplateFault(self._file, key, message)] = None
        if len(self._faults) >= MOST_FAULTS:
            self.raise_if_any()

    def raise_if_any(self) -> None:
        """Raises TemplateError if there is a fault."""
        if self._faults:
            raise TemplateError(tuple(self._faults))
