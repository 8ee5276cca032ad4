"""Spares two parts of Python's standard library work that a start of castforms does not need."""

import collections
import sys
from functools import cache
from types import CodeType, FunctionType
from typing import Any

_BEGINNING = "lambda _cls, "


def hasten_standard_library() -> None:
    """To be called before anything else is imported; harmless later."""
    vars(collections)["eval"] = _function
    vars(sys)["modules"].setdefault("_hashlib", None)  # no OpenSSL; the package for Windows has none, either


def _function(source: str, names: dict[str, Any]) -> Any:
    """What `eval` makes of what `namedtuple` writes for a class: `lambda _cls, a, b: _tuple_new(_cls, (a, b))`.

    Sixty such classes are made before a form is seen; compiling functions that differ in nothing but the names of
    their arguments was half of the work.  One is compiled for each number of arguments, and then renamed.
    """
    arguments = source.removeprefix(_BEGINNING).partition(":")[0].rstrip(", ").split(", ")
    if source != _source(arguments):  # another Python may write it in another way
        return eval(source, names)  # noqa: S307 - as it is without us
    return FunctionType(_code(len(arguments)).replace(co_varnames=("_cls", *arguments)), names)


def _source(arguments: list[str]) -> str:
    listed = ", ".join(arguments) + ("," if len(arguments) == 1 else "")
    return f"{_BEGINNING}{listed}: _tuple_new(_cls, ({listed}))"


@cache
def _code(count: int) -> CodeType:
    source = _source([f"_{number}" for number in range(count)])
    function: FunctionType = eval(source)  # noqa: S307 - written here
    return function.__code__
