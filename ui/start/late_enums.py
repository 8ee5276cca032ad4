"""Has PySide6's enumerations filled when they are first looked into.

PySide6 makes an enumeration with every class that it prepares: those of QLocale alone, which every program gets with
QtCore, have eight hundred members, and all of them together were a seventh of the instructions until a form is
seen.  Nearly none is ever looked into.  Here each begins as a class without members; the first look fills it with what
Python's own `enum` makes of the same names, and from then on nothing tells it from an ordinary one.
"""

from collections.abc import Callable
from enum import KEEP, Enum, EnumType
from functools import partial
from threading import RLock
from typing import Any, cast

_KNOWN_BEFORE = frozenset(
    {
        *("__base__", "__bases__", "__class__", "__dict__", "__doc__", "__module__", "__mro__", "__name__"),
        *("__qualname__", "staticMetaObject"),  # the latter is asked of every class when the program ends
    }
)
"""What a class can tell without its members."""
_OWN = frozenset({"__doc__", "__module__", "__qualname__"})
"""What PySide6 has given the class since."""
_one_at_a_time = RLock()


def put_off_enums() -> None:
    """From now on those that PySide6 makes are filled late; a Python whose `enum` works in another way stays as it is.

    Until `fill_enums`, names that leave the enumeration out, as `QFrame.Box` does, are known of filled ones only.
    """
    create = vars(EnumType).get("_create_")
    if create and not isinstance(create, _Maker):
        EnumType._create_ = _Maker(create)  # type: ignore[attr-defined]


def fill_enums() -> None:
    """Fills all that wait; those still to come are ordinary."""
    maker = vars(EnumType).get("_create_")
    if isinstance(maker, _Maker):
        maker.end()


class _Maker:
    """Stands in for the method of `EnumType` that makes an enumeration from a list of names."""

    def __init__(self, create: Callable[..., type[Enum]]) -> None:
        self._create = create
        self._waiting: list[type] | None = []
        """None once none shall wait."""

    def __get__(self, base: type[Enum], _kind: type) -> Callable[..., type[Enum]]:
        return partial(self._made, base)

    def end(self) -> None:
        """See `fill_enums`."""
        with _one_at_a_time:
            waiting, self._waiting = self._waiting, None
        for late in waiting or ():
            _fill(late)

    def _made(self, base: type[Enum], class_name: str, names: Any, **how: Any) -> type[Enum]:
        make = partial(self._create, base, class_name, names, **how)
        waiting = self._waiting
        of_pyside = how.get("boundary") is KEEP and how.get("module") is None  # as nobody else calls it
        if waiting is None or not names or not of_pyside:
            return make()
        late: Any = type.__new__(_LateEnum, class_name, (base,), {"__filled_by__": make})
        waiting.append(late)
        return cast("type[Enum]", late)


class _LateEnum(EnumType):
    """The class of an enumeration that nobody has looked into."""

    def __getattribute__(cls, name: str) -> Any:
        if name not in _KNOWN_BEFORE:
            _fill(cls)
        return type.__getattribute__(cls, name)  # `super()` knows it no more

    def __getattr__(cls, name: str) -> Any:
        if name in _KNOWN_BEFORE:
            raise AttributeError(name)
        return getattr(cls, name)  # what it is by now may find it


def _fill(late: Any) -> None:
    with _one_at_a_time:
        make = vars(late).get("__filled_by__")
        if make is None:  # it has been filled meanwhile
            return
        ordinary = make()
        for member in vars(ordinary)["_member_map_"].values():
            member.__class__ = late
            member.__objclass__ = late
        for name, value in vars(ordinary).items():
            if name not in _OWN:
                type.__setattr__(late, name, value)
        type.__delattr__(late, "__filled_by__")
        late.__class__ = EnumType
