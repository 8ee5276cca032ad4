"""Starts PySide6 without what only its developers need, which is a fifth of the start of an empty program.

From an archive inside it PySide6 compiles and runs at every start what puts the texts of its errors together and what
writes its stub files; here that is put off until something asks for it, as the first wrong call does.  And it puts an
`import` of its own in the place of Python's, which reads the source of every module imported later to look for
`from __feature__ import …`, which nothing here says; that is taken back.  Its enumerations are put off, too, see
`late_enums`.  A PySide6 that does none of this is started as it is.
"""

import builtins
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any, SupportsIndex

from ui.start.late_enums import fill_enums, put_off_enums

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    Loader = object

_SIGNATURES = ("errorhandler", "layout", "mapping", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
_FEATURE, _MAPPING = "shibokensupport.feature", "shibokensupport.signature.mapping"
_OWN = frozenset({_FEATURE, *(f"shibokensupport.signature.{name}" for name in _SIGNATURES)})
_PUT_OFF = _OWN | {"bz2", "ipaddress", "lzma", "textwrap", "traceback"}
"""What PySide6 imports at its start and needs at an error only, or for archives that are packed in another way."""


def start_pyside() -> None:
    """To be called before PySide6 is imported for the first time; harmless later."""
    put_off_enums()
    finders = sys.meta_path
    sys.meta_path = _Finders(finders)
    try:
        import PySide6  # noqa: F401, PLC0415 - with the libraries of Qt to follow as they are wanted
    finally:
        sys.meta_path = finders
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


class _Finders(list[Any]):
    """Ours stays before the one that PySide6 puts in front of all while it starts."""

    def __init__(self, others: Sequence[object]) -> None:
        super().__init__([_LateFinder(), *others])

    def insert(self, index: SupportsIndex, finder: object) -> None:
        super().insert(index.__index__() + 1, finder)


class _LateFinder:
    """Finds what is to be put off as the others do, but does not have it run."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """None for all other modules."""
        if name not in _PUT_OFF:
            return None
        found = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, found), None)
        if spec and spec.loader:
            spec.loader = _LateLoader(spec.loader)
        return spec


class _LateLoader(Loader):
    """Leaves the module empty; it is filled when something in it is asked for."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _LateModule(spec.name, self._loader)
        if spec.name == _FEATURE:  # asked at every import until PySide6 has started
            module.__dict__.update(dict.fromkeys(("feature_import", "feature_imported"), _nothing))
        elif spec.name == _MAPPING:  # PySide6 looks into the module's dictionary for this one, at the first wrong call
            module.__dict__["update_mapping"] = lambda: module.filled().update_mapping()
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


class _LateModule(ModuleType):
    _one_at_a_time = RLock()

    def __init__(self, name: str, loader: Loader) -> None:
        super().__init__(name)
        self.__filled_by__: Loader | None = loader

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # asked of every module by whoever goes through all of them
            raise AttributeError(name)
        return self.filled().__getattribute__(name)

    def filled(self) -> Any:
        """Itself with all that belongs in it."""
        with self._one_at_a_time:
            loader, self.__filled_by__ = self.__filled_by__, None
            if loader:
                if self.__name__ in _OWN:
                    fill_enums()  # such a module leaves their names out
                renamed, self.__spec__ = self.__spec__, ModuleSpec(self.__name__, loader)  # by PySide6, since found
                loader.exec_module(self)
                self.__spec__ = renamed
        return self


def _nothing(*_arguments: object, **_more: object) -> None:
    """No feature is wanted."""
