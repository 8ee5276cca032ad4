"""The `import` statement without PySide6's features."""

import builtins


def import_plainly() -> None:
    """Takes back the part of PySide6's `import` that reads the source of every module imported later.

    It looks there for `from __feature__ import …`, which nothing here says; without it a start takes a tenth less.
    Harmless where PySide6 is not loaded yet or does no such thing.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
