"""What long work raises once the clerk thought better of it."""


class CancelledError(Exception):
    """The work was given up before its end; nothing was written."""
