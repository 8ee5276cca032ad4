"""Windows programs on Linux, under Wine, as on a Chinese office PC: 64 bit, Windows 10, code page 936."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath
from threading import Thread

from installer.c_library import complete_c_library

STUBS = Path(__file__).with_name("stubs")
_COMPILER = "x86_64-w64-mingw32-gcc"
_LOCALE = "zh_CN.UTF-8"
_READY = "castforms-ready"
_PATIENCE = 900.0
"""Seconds for what takes one minute at most on an idle machine."""
_LAST_WORDS = 5.0
"""Seconds for what is still in the pipe when the program has ended."""
# the stubs instead of Wine's own, once they are there; no .NET and no browser to download
_OVERRIDES = "mscms,icuuc,bcryptprimitives=n;ucrtbase=n,b;mscoree,mshtml="


class Wine:
    """A Windows of its own in a folder, made when it is first asked for."""

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix.absolute()
        self.drive = self.prefix / "drive_c"
        self._locales = self.prefix / "locales"

    def prepare(self) -> None:
        """Makes the Windows ready, once; raises CalledProcessError where a step fails."""
        ready = self.prefix / _READY
        if ready.exists():
            return
        try:
            self._make()
        except subprocess.SubprocessError:  # on a busy machine Wine's very first start may come to nothing
            self.stop()
            self._make()
        ready.touch()

    def _make(self) -> None:
        shutil.rmtree(self.prefix, ignore_errors=True)
        self._locales.mkdir(parents=True)
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", self._locales / _LOCALE], check=True)
        self.run("wineboot", "-i").check_returncode()
        self.wait()
        for source in sorted(STUBS.glob("*.c")):
            library = self.drive / "windows" / "system32" / f"{source.stem}.dll"
            subprocess.run([_COMPILER, "-shared", "-Os", "-s", "-o", library, source, "-ladvapi32"], check=True)
        complete_c_library(self.drive / "windows" / "system32", _COMPILER)
        self.run("winecfg", "-v", "win10").check_returncode()
        self.wait()

    def keep_on(self) -> None:
        """Switches Windows on, until `stop`; else every program that finds it off would switch it on and off again."""
        self.stop()  # what an earlier run may have left
        subprocess.run(["wineserver", "-p"], env=self.environment({}), timeout=_PATIENCE, check=True)
        self.start("wineboot").wait(_PATIENCE)

    def run(
        self,
        *command: str | Path,
        folder: Path | None = None,
        variables: Mapping[str, str] | None = None,
        timeout: float = _PATIENCE,
    ) -> subprocess.CompletedProcess[bytes]:
        """Runs a Windows program to its end; its output, both streams together, in `stdout`.

        `timeout` in seconds; raises TimeoutExpired.  Standard output is a pipe: under Wine Python stumbles over files.
        """
        process = subprocess.Popen(
            self.command(*command),
            cwd=folder,
            env=self.environment(variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        printed = bytearray()
        listener = Thread(target=_listen, args=(process, printed), daemon=True)
        listener.start()
        try:
            process.wait(timeout)
        except BaseException:
            process.kill()
            raise
        # Windows' services, started along with the first program, keep its streams open for as long as they run
        listener.join(_LAST_WORDS)
        return subprocess.CompletedProcess(process.args, process.returncode, bytes(printed))

    def start(self, *command: str | Path, variables: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Starts a Windows program and leaves it running."""
        return subprocess.Popen(
            self.command(*command),
            env=self.environment(variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self) -> None:
        """Waits until every program of this Windows has ended."""
        subprocess.run(["wineserver", "-w"], env=self.environment({}), timeout=_PATIENCE, check=False)

    def stop(self) -> None:
        """Ends every program of this Windows."""
        subprocess.run(["wineserver", "-k"], env=self.environment({}), timeout=_PATIENCE, check=False)

    def environment(self, variables: Mapping[str, str]) -> Mapping[str, str]:
        """The variables under which Windows is Chinese and silent."""
        own = {
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "LC_ALL": _LOCALE,  # makes 936 the code page
            "LOCPATH": str(self._locales),
        }
        meant_for_linux = ("PYTHON", "CASTFORMS")
        passed_on = {name: value for name, value in os.environ.items() if not name.startswith(meant_for_linux)}
        return passed_on | own | dict(variables)

    @staticmethod
    def command(*command: str | Path) -> Sequence[str]:
        """The command with paths as Windows knows them; the first may be the name of one of Wine's programs."""
        return ["wine", *(windows_path(part) if isinstance(part, Path) else part for part in command)]


def _listen(process: subprocess.Popen[bytes], printed: bytearray) -> None:
    if process.stdout:
        with process.stdout as stream:
            while part := os.read(stream.fileno(), 1 << 16):
                printed += part


def windows_path(path: Path) -> str:
    """The path as programs under Wine know it: the root of Linux is their drive Z."""
    return str(PureWindowsPath("Z:\\", *path.absolute().parts[1:]))
