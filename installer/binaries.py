"""What Windows programs and libraries import, read from the files: is everything there that they ask for?"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pefile

SUFFIXES = frozenset({".dll", ".pyd", ".exe"})
_X64 = pefile.MACHINE_TYPE["IMAGE_FILE_MACHINE_AMD64"]
_TABLES = (
    (pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"], "DIRECTORY_ENTRY_IMPORT"),
    (pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT"], "DIRECTORY_ENTRY_DELAY_IMPORT"),
)

WINDOWS = frozenset(
    {
        *("advapi32", "authz", "bcrypt", "comctl32", "comdlg32", "crypt32", "d3d11", "d3d12", "d3d9", "dwmapi"),
        *("dwrite", "dxgi", "gdi32", "icuuc", "imm32", "iphlpapi", "kernel32", "mpr", "mscms", "netapi32", "ntdll"),
        *(
            "ole32",
            "oleaut32",
            "opengl32",
            "pdh",
            "powrprof",
            "propsys",
            "psapi",
            "rpcrt4",
            "setupapi",
            "shcore",
            "shell32",
            "shlwapi",
        ),
        *("ucrtbase", "uiautomationcore", "user32", "userenv", "usp10", "uxtheme", "version", "wininet", "winmm"),
        *("ws2_32", "wtsapi32"),
    }
)
"""Libraries (without .dll) that Windows 10 brings along from 1809 on; `icuuc` since 1703."""
_WINDOWS_FAMILIES = ("api-ms-win-", "ext-ms-")


def imported_libraries(path: Path) -> tuple[str, ...]:
    """Names of the libraries that this file loads, in small letters; raises ValueError for one not made for x64."""
    with pefile.PE(str(path), fast_load=True) as image:  # type: ignore[no-untyped-call]
        if image.FILE_HEADER.Machine != _X64:
            raise ValueError(f"{path} is not made for 64-bit Windows")
        image.parse_data_directories(directories=[number for number, _ in _TABLES])
        entries = [entry for _, name in _TABLES for entry in getattr(image, name, ())]
        return tuple(sorted({entry.dll.decode("ascii").lower() for entry in entries}))


def part_of_windows(library: str) -> bool:
    """Whether every supported Windows has a library of that name."""
    return library.startswith(_WINDOWS_FAMILIES) or library == "winspool.drv" or library.removesuffix(".dll") in WINDOWS


def needed_files(roots: Iterable[Path], folder: Path) -> set[Path]:
    """The roots, and the libraries in `folder` that they load, directly or through others."""
    pool = {path.name.lower(): path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES}
    waiting, needed = list(roots), set[Path]()
    while waiting:
        path = waiting.pop()
        if path not in needed:
            needed.add(path)
            waiting += [pool[name] for name in imported_libraries(path) if name in pool]
    return needed


def missing_libraries(stage: Path, shared: Iterable[Path]) -> Iterator[str]:
    """A line for each library that a file of the stage asks for and would not find.

    A file finds what lies beside it, what lies in the shared folders, and what is part of Windows.
    """
    common = {name for folder in shared for name in _names_in(folder)}
    for path in sorted(stage.rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            found = common | _names_in(path.parent)
            for library in imported_libraries(path):
                if library not in found and not part_of_windows(library):
                    yield f"{path.relative_to(stage).as_posix()}: {library}"


def _names_in(folder: Path) -> set[str]:
    return {path.name.lower() for path in folder.iterdir()}
