"""Wine 8's C library completed: it declares the functions for complex numbers, and ends the program that calls one.

numpy calls some as soon as it is imported.  A library in front of Wine's own answers these and passes the rest on.
Only for trying out under Wine; never shipped.
"""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pefile

SOURCE = Path(__file__).with_name("complex.c")
NAME, BEHIND = "ucrtbase.dll", "ucrtwine.dll"
_FUNCTIONS = (
    *("cabs", "carg", "ccos", "ccosh", "cexp", "cimag", "clog", "cpow", "creal"),
    *("csin", "csinh", "csqrt", "ctan", "ctanh"),
)
_WIDTHS: Mapping[str, str] = {"": "", "f": "f", "l": ""}
"""Ending of a function's name, and that of ours which answers it: Windows' `long double` is a `double`."""
_SIGNATURE = b"Wine builtin DLL"


def complete_c_library(folder: Path, compiler: str) -> None:
    """Puts a library with complex numbers in front of the one in that folder; raises CalledProcessError."""
    wine_own = (folder / NAME).read_bytes()
    # without its mark Wine takes it for any library, under any name
    (folder / BEHIND).write_bytes(wine_own.replace(_SIGNATURE, bytes(len(_SIGNATURE)), 1))
    definition = folder / "ucrtbase.def"
    definition.write_text(exports(_names(folder / BEHIND)), encoding="ascii")
    options = ("-shared", "-static-libgcc", "-Os", "-s")
    subprocess.run([compiler, *options, "-o", folder / NAME, SOURCE, definition], check=True)


def exports(names: Iterable[str]) -> str:
    """What the library offers, as a linker reads it: ours for complex numbers, Wine's for all other names."""
    ours = {
        f"{function}{ending}": f"castforms_{function}{width}"
        for function in _FUNCTIONS
        for ending, width in _WIDTHS.items()
    }
    behind = Path(BEHIND).stem
    return "EXPORTS\n" + "".join(f'"{name}" = "{ours.get(name, f"{behind}.{name}")}"\n' for name in names)


def _names(library: Path) -> list[str]:
    with pefile.PE(str(library)) as image:  # type: ignore[no-untyped-call]
        return [symbol.name.decode("ascii") for symbol in image.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name]
