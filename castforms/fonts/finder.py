"""Where the fonts of this machine lie, asked of the system: no font is opened where the system knows them.

Windows: the registry (both hives) and the user's own font folder.  Elsewhere: fontconfig, asked once; where there is no
fontconfig, the usual folders are searched.
"""

import importlib.util
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.fonts.names import BUNDLED_SANS, BUNDLED_SERIF, fold
from castforms.fonts.scan import font_files, scan_files
from castforms.fonts.sfnt import FontFile

if TYPE_CHECKING:
    import subprocess

Installed = Mapping[str, FontFile]
"""Faces by folded family name."""

_TIMEOUT = 10.0
"""Seconds; fontconfig answers in 10 ms unless it must first build its cache."""

_REGULAR = 80
"""fontconfig's weight of a text face, FC_WEIGHT_REGULAR."""

_QUERY = "%{weight}\t%{slant}\t%{variable}\t%{fontformat}\t%{index}\t%{file}\t%{family}\n"
_OUTLINES = ("TrueType", "CFF")
_REGISTRY_KEY = r"Software\Microsoft\Windows NT\CurrentVersion\Fonts"
_BUNDLE = "pylopdf_fonts_zh_cn"


class FontSearch:
    """A question to the system for its fonts; it answers while the program goes on loading."""

    def __init__(self) -> None:
        self._asked = None if sys.platform == "win32" else _ask_fontconfig()

    def faces(self, wanted: Collection[str]) -> Installed:
        """The installed faces of the wanted family names (folded), each in the weight nearest to regular."""
        if sys.platform == "win32":
            return windows_fonts(tuple(_registry_values()), os.environ, wanted)
        listed = _answer(self._asked) if self._asked else None
        return from_folders(_usual_folders(), wanted) if listed is None else from_fontconfig(listed, wanted)


def bundled_fonts() -> tuple[FontFile, ...]:
    """The serif and the sans face that come with the program; empty where the package is missing."""
    spec = importlib.util.find_spec(_BUNDLE)
    if spec is None or not spec.submodule_search_locations:
        return ()
    folder = Path(next(iter(spec.submodule_search_locations)))
    return tuple(FontFile(family, folder / name, bundled=True) for family, name in (BUNDLED_SERIF, BUNDLED_SANS))


def from_fontconfig(listing: str, wanted: Collection[str]) -> Installed:
    """The wanted ones of the faces that fontconfig lists."""
    return _best((face for line in listing.splitlines() for face in _listed(line)), wanted)


def from_folders(folders: Iterable[Path], wanted: Collection[str]) -> Installed:
    """The wanted ones of the faces in these folders."""
    return _best(scan_files(font_files(folders)), wanted)


def windows_fonts(
    values: Collection[tuple[str, str]], environment: Mapping[str, str], wanted: Collection[str]
) -> Installed:
    """The wanted ones of the registry's faces, and of those in the user's folder that it does not name."""
    system = Path(environment.get("WINDIR", r"C:\Windows"), "Fonts")
    own = Path(environment.get("LOCALAPPDATA", ""), "Microsoft", "Windows", "Fonts")
    registered = {str(system / file).casefold() for _label, file in values}
    strays = (path for path in font_files([own]) if str(path).casefold() not in registered)
    return {**_best(scan_files(strays), wanted), **from_registry(values, system, wanted)}


def from_registry(values: Iterable[tuple[str, str]], folder: Path, wanted: Collection[str]) -> Installed:
    """The wanted ones of the registry's font values; a file without a folder lies in `folder`.

    A value names all faces of its file: "SimSun & NSimSun (TrueType)" is simsun.ttc.
    """
    found: dict[str, FontFile] = {}
    for label, file in values:
        names = label.rpartition(" (")[0] or label
        for index, name in enumerate(names.split(" & ")):
            family = name.removesuffix(" Regular").removesuffix(" 常规")
            if fold(family) in wanted:
                found.setdefault(fold(family), FontFile(family, folder / file, index))
    return found


def _best(faces: Iterable[tuple[str, int, FontFile]], wanted: Collection[str]) -> Installed:
    best: dict[str, tuple[int, str, int, FontFile]] = {}
    for family, distance, font in faces:
        name, candidate = fold(family), (distance, str(font.path), font.index, font)
        if name in wanted and (name not in best or candidate[:3] < best[name][:3]):
            best[name] = candidate
    return {name: candidate[3] for name, candidate in best.items()}


def _listed(line: str) -> Iterator[tuple[str, int, FontFile]]:
    columns = line.split("\t")
    if len(columns) != 7 or columns[1:3] != ["0", "False"] or columns[3] not in _OUTLINES:
        return
    weight, index, path, families = columns[0], columns[4], columns[5], columns[6].split(",")
    font = FontFile(families[0], Path(path), int(index))
    for family in families:
        yield family, abs(round(float(weight)) - _REGULAR), font


def _ask_fontconfig() -> "subprocess.Popen[bytes] | None":
    """None where there is no fontconfig to be asked."""
    import subprocess  # noqa: PLC0415 - nothing else that exports needs it, on Windows nothing at all

    command = ["fc-list", "--format", _QUERY]
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
    except OSError:
        return None


def _answer(asked: "subprocess.Popen[bytes]") -> str | None:
    """What fontconfig lists; None where it fails or takes too long."""
    from subprocess import TimeoutExpired  # noqa: PLC0415 - loaded by now

    with asked:
        try:
            listed, _ = asked.communicate(timeout=_TIMEOUT)
        except TimeoutExpired:
            asked.kill()
            return None
    return None if asked.returncode else os.fsdecode(listed)


def _usual_folders() -> list[Path]:
    home = Path.home()
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share", "fonts")
    mac = [home / "Library" / "Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    return [own, home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"), *mac]


def _registry_values() -> Iterator[tuple[str, str]]:
    if sys.platform != "win32":
        return
    import winreg  # noqa: PLC0415  exists on Windows only

    for hive in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            key = winreg.OpenKey(hive, _REGISTRY_KEY)
        except OSError:
            continue
        with key:
            for position in range(winreg.QueryInfoKey(key)[1]):
                name, value, _kind = winreg.EnumValue(key, position)
                yield name, str(value)
