"""The one command: `python3 dev.py run` starts castforms, `python3 dev.py test` checks everything; `-h` lists the rest.

Sets up what is missing first: the virtual environment in `.venv`, on Debian and Ubuntu also system packages.
Standard library only.  Nothing above the version check may need a Python younger than 3.7.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a sentence instead of a traceback
    sys.exit(
        "castforms 需要 Python 3.11 或更新的版本，当前是 {}.{}。请安装后重试。\n"
        "castforms needs Python 3.11 or newer, this is {}.{}.".format(*sys.version_info[:2], *sys.version_info[:2])
    )

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "castforms-locks.txt"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
"""Everything of RUN_LOCK in the same versions, and what tests and checks need."""

# Debian package: the command that shows it is there in another shape, or nothing
QT_PACKAGES: Mapping[str, str] = dict.fromkeys(
    (
        *("libcups2", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libwayland-cursor0"),
        *("libxkbcommon0", "libxkbcommon-x11-0", "fonts-wqy-zenhei"),
        *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0"),
        *("libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1"),
    ),
    "",
)
TEST_PACKAGES: Mapping[str, str] = {
    **QT_PACKAGES,
    "xvfb": "Xvfb",
    "strace": "strace",  # sees what reading asks of the system
    # reads the Word file and gives its lines, to be compared with the PDF's
    "libreoffice-writer-nogui": "soffice",
    # lets the tests accept and reject tracked changes in it
    "python3-uno": "",
    **dict.fromkeys(("fonts-arphic-ukai", "fonts-arphic-uming", "fonts-wqy-zenhei"), ""),
    **dict.fromkeys(("fonts-lxgw-wenkai", "fonts-liberation"), ""),
    # read the PDF
    "poppler-utils": "pdftoppm",
    "qpdf": "qpdf",
    "ripmime": "ripmime",  # reads the mail
    # PDFBox, the second opinion on PDF/A
    **dict.fromkeys(("libpdfbox2-java", "libactivation-java", "libjaxb-api-java"), ""),
    "default-jdk-headless": "javac",
}
INSTALLER_PACKAGES: Mapping[str, str] = {
    "nsis": "makensis",
    # run the Windows Python that compiles what is shipped
    "wine": "wine",
    "wine64": "wine",
    "gcc-mingw-w64-x86-64-win32": "x86_64-w64-mingw32-gcc",
    "locales": "locale-gen",
}
WINE_PACKAGES: Mapping[str, str] = {**INSTALLER_PACKAGES, "xvfb": "Xvfb", "xdotool": "xdotool", "imagemagick": "import"}

# the others need programs that only Debian has: LibreOffice, strace, a loop-mounted disk
WINDOWS_TESTS = (
    *("tests/unit", "tests/spec", "tests/ui", "tests/test_forms.py", "tests/test_floors.py"),
    *("--ignore=tests/unit/installer", "--ignore=tests/unit/printers", "--ignore=tests/spec/test_hostile_files.py"),
)

STATIC_CHECKS: Mapping[str, Sequence[str]] = {
    "ruff check": ("ruff", "check", "--output-format", "concise", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "encoding": ("ruff", "check", "--preview", "--select", "PLW1514", "."),  # every text file opened with its encoding
    "mypy": ("mypy",),
    # the branches that another system takes are read with that system's library
    "mypy for Windows": ("mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/windows"),
    "lint-imports": ("lint-imports",),
}


# as many files at a time as there are cores; on Windows, where it is slow to start a process, one after the other
WHOLE_SUITE = WINDOWS_TESTS if os.name == "nt" else ("-n", "auto", "--dist", "loadfile")
WINE_TESTS = ("pytest", "-m", "wine", "-v", "-o", "cache_dir=.pytest_cache/wine", "tests/wine")


class SetupError(Exception):
    """Something could not be set up; the text says what, and what to do about it."""


def main(arguments: Sequence[str]) -> int:
    """Runs the command named by the first argument; the others go to the program behind it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parsed(arguments)
    command, _ = COMMANDS[options.command]
    try:
        return command(options.rest)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("已中断。Interrupted.")
        return 130


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line as `command` and `rest`."""
    parser = argparse.ArgumentParser(prog="dev.py", description="castforms 的启动、测试与开发命令 (run, test, develop)")
    commands = "；".join(f"{name} {text}" for name, (_, text) in COMMANDS.items())
    parser.add_argument("command", choices=COMMANDS, metavar="command", help=commands)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="交给所启动程序的参数 (passed on)")
    return parser.parse_args(arguments)


def run(arguments: Sequence[str]) -> int:
    """Opens the window; without a screen exports the samples of all forms to `out`."""
    if has_screen():
        ensure_packages(QT_PACKAGES)
    ensure_environment(RUN_LOCK)
    if arguments or has_screen():
        return call(python(), str(ROOT / "main.py"), *arguments, folder=None)
    return export_samples(ROOT / "out")


def has_screen() -> bool:
    """Whether a window can be shown."""
    return os.name == "nt" or sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def export_samples(folder: Path) -> int:
    """Exports the sample entry of each form, PDF and Word, and lists the new files."""
    samples = sorted(path.relative_to(ROOT) for path in ROOT.glob("resources/templates/*/sample.json"))
    say(f"没有屏幕，不打开窗口；改为导出 {len(samples)} 个表单样例到 {folder}。No screen: exporting samples instead.")
    before = set(folder.glob("*"))
    code = call(python(), "main.py", "export", *map(str, samples), "--out", str(folder))
    for path in sorted(set(folder.glob("*")) - before):
        say(f"  {path.relative_to(ROOT)}  {path.stat().st_size / 1024:.0f} KB")
    return code


def test(arguments: Sequence[str]) -> int:
    """Static checks and pytest side by side; arguments go to pytest.

    `--wine`, alone, then tries the Windows build out where Wine can be had; elsewhere a line says that it was not.
    """
    under_wine = [*arguments] == ["--wine"]
    if under_wine:
        arguments = ()
        under_wine = wine_can_be_had()
    ensure_packages(TEST_PACKAGES)
    ensure_environment(DEV_LOCK)
    started = time.monotonic()
    with ThreadPoolExecutor(len(STATIC_CHECKS)) as pool:
        checks = {name: pool.submit(captured, command) for name, command in STATIC_CHECKS.items()}
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        code = call(python(), "-m", "pytest", *(arguments or WHOLE_SUITE))
    failed = [*report(checks), *(["pytest"] if code else [])]
    if under_wine:
        code, printed = tried_on_windows()
        say(f"\n── Wine ──\n{printed.rstrip()}")  # what was measured is of interest even if all is well
        failed += ["Wine"] if code else []
    return conclude(failed, started)


def tried_on_windows() -> tuple[int, str]:
    """Exit code and output of the tests under Wine; what failed is tried once more, for Wine itself fails at times."""
    code, printed = captured(WINE_TESTS)
    if code:
        code, again = captured((*WINE_TESTS, "--last-failed"))
        printed += f"\n── 再试一次 once more ──\n{again}"
    return code, printed


def wine_can_be_had() -> bool:
    """Installs what trying out the Windows build takes; says in one line where that cannot be done."""
    with suppress(SetupError):
        ensure_packages(WINE_PACKAGES)
    missing = sorted({command for command in WINE_PACKAGES.values() if not shutil.which(command)})
    if missing:
        say(f"没有试 Windows 版，缺少：{' '.join(missing)}。The Windows build was not tried: these are missing.")
    return not missing


def check(_: Sequence[str]) -> int:
    """The static checks only."""
    ensure_environment(DEV_LOCK)
    started = time.monotonic()
    with ThreadPoolExecutor(len(STATIC_CHECKS)) as pool:
        checks = {name: pool.submit(captured, command) for name, command in STATIC_CHECKS.items()}
    return conclude(report(checks), started)


def captured(command: Sequence[str]) -> tuple[int, str]:
    """Exit code and output of one of the environment's tools."""
    tool = shutil.which(command[0], path=BIN)
    if tool is None:
        return 127, f"{BIN} 中没有 {command[0]}，请删除 .venv 后重试。Not installed: remove .venv and try again."
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    done = subprocess.run(
        [tool, *command[1:]],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def report(checks: Mapping[str, Future[tuple[int, str]]]) -> list[str]:
    """Prints the output of the checks that failed; returns their names."""
    results = {name: future.result() for name, future in checks.items()}
    failed = [name for name, (code, _) in results.items() if code]
    for name in failed:
        say(f"\n── {name} ──\n{results[name][1].rstrip()}")
    return failed


def conclude(failed: Sequence[str], started: float) -> int:
    """Says how it went and returns the exit code."""
    seconds = f"{time.monotonic() - started:.0f} s"
    if failed:
        say(f"\n未通过：{'、'.join(failed)}（{seconds}）。Failed: {', '.join(failed)}.")
        return 1
    say(f"\n全部通过（{seconds}）。All passed.")
    return 0


def installer(_: Sequence[str]) -> int:
    """Builds what is installed on Windows."""
    ensure_packages(INSTALLER_PACKAGES)
    ensure_environment(DEV_LOCK)
    return call(python(), "-m", "installer")


def bench(arguments: Sequence[str]) -> int:
    """Measures; nothing fails."""
    ensure_environment(DEV_LOCK)
    return call(python(), "-m", "tests.bench", *arguments)


def golden(arguments: Sequence[str]) -> int:
    """Rebuilds the expected texts of the forms, to be read in the diff."""
    ensure_environment(DEV_LOCK)
    os.environ["CASTFORMS_REBUILD_EXPECTED"] = "1"
    return call(python(), "-m", "pytest", "tests/test_forms.py", *arguments)


def lock(arguments: Sequence[str]) -> int:
    """Rebuilds both lock files from pyproject.toml; `--upgrade` replaces the locked versions by the newest."""
    compile_options = ("--universal", "--python-version=3.11", "--only-binary=:all:", "--generate-hashes")
    quiet_options = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet")
    with tempfile.TemporaryDirectory() as scratch:
        place = ("--quiet", "--root-user-action=ignore", "--target", scratch)
        if call(sys.executable, "-m", "pip", "install", *place, "uv>=0.13,<1"):
            raise SetupError("无法安装 uv，锁文件未改动。uv could not be installed; the locks are unchanged.")
        os.environ["PYTHONPATH"] = scratch
        compiler = (sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *compile_options, *quiet_options)
        dev_options = ("--extra=dev", f"--constraint={RUN_LOCK.name}")
        for options in (("-o", RUN_LOCK.name), (*dev_options, "-o", DEV_LOCK.name)):
            if call(*compiler, *options, *arguments):
                raise SetupError("锁文件未能重建，原因见上。The locks could not be rebuilt, uv says why above.")
    say(f"已更新 {RUN_LOCK.name} 与 {DEV_LOCK.name}。Locks rebuilt.")
    return 0


def python() -> str:
    """The interpreter of the virtual environment."""
    return str(BIN / ("python.exe" if os.name == "nt" else "python"))


def ensure_environment(wanted: Path) -> None:
    """Makes `.venv` hold what that lock names; a new one where Python, the place or a lock has changed."""
    current = {path: fingerprint(path) for path in (RUN_LOCK, DEV_LOCK)}
    installed = set(STAMP.read_text(encoding="utf-8").split()) if STAMP.exists() and Path(python()).exists() else set()
    if current[wanted] in installed:
        return
    if not installed or not installed <= set(current.values()):
        create_environment()
    say(f"正在按 {wanted.name} 安装依赖，首次约需一分钟……Installing dependencies, about a minute the first time.")
    quiet = () if sys.stdout.isatty() else ("-qq",)  # errors only
    options = ("--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check")
    if call(python(), "-m", "pip", "install", *options, *quiet, "-r", str(wanted)):
        raise SetupError(
            "依赖安装失败，原因见上面 pip 的信息。请检查网络或 pip 的镜像设置，然后重新运行同一条命令。\n"
            "Installing failed, pip says why above. Check the network or pip's index settings, then run it again."
        )
    installed = {current[RUN_LOCK], current[wanted]}
    STAMP.write_text("\n".join(sorted(installed)) + "\n", encoding="utf-8")


def fingerprint(path: Path) -> str:
    """What must not change under an environment: the lock, Python and the place, because scripts name it."""
    return hashlib.sha256(f"{sys.version}\n{VENV}\n".encode() + path.read_bytes()).hexdigest()


def create_environment() -> None:
    """Makes an empty virtual environment, whatever stood there before."""
    if importlib.util.find_spec("ensurepip") is None:  # Debian's python3 comes without it
        ensure_packages({"python3-venv": ""})
    say(f"正在创建虚拟环境 {VENV}……Creating the virtual environment.")
    interpreter = getattr(sys, "_base_executable", sys.executable)
    if call(interpreter, "-m", "venv", "--clear", str(VENV)):
        raise SetupError(
            f"无法创建虚拟环境。请关闭正在使用 {VENV} 的程序，删除该文件夹后重试。\n"
            "The virtual environment could not be made. Close what uses it, remove the folder, try again."
        )


def ensure_packages(packages: Mapping[str, str]) -> None:
    """Installs the Debian packages that are missing; does nothing on systems without apt."""
    missing = missing_packages(packages) if shutil.which("apt-get") else []
    if not missing:
        return
    install = ("apt-get", "install", "-y", "--no-install-recommends", *missing)
    rights = administrator()
    if rights is None:
        raise SetupError(
            f"缺少系统软件包，请让管理员执行：\n  {shlex.join(install)}\n"
            "System packages are missing; run the line above as root."
        )
    say(f"正在安装系统软件包 {' '.join(missing)}……Installing system packages.")
    prefix = (*rights, "env", "DEBIAN_FRONTEND=noninteractive")
    wait = ("-o", "DPkg::Lock::Timeout=300", "-qq")
    call(*prefix, "apt-get", *wait, "update")  # a mirror that fails in part need not matter
    if call(*prefix, "apt-get", *wait, *install[1:]):
        raise SetupError(
            f"系统软件包安装失败，请手动执行后重试：\n  {shlex.join((*rights, *install))}\n"
            "System packages could not be installed; run the line above, then try again."
        )


def missing_packages(packages: Mapping[str, str]) -> list[str]:
    """Those that neither their command nor dpkg knows."""
    asked = [package for package, command in packages.items() if not (command and shutil.which(command))]
    query = ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n", *asked]
    answer = subprocess.run(query, capture_output=True, encoding="utf-8", check=False).stdout
    return [package for package in asked if f"{package} installed" not in answer.splitlines()]


def administrator() -> tuple[str, ...] | None:
    """What to put before a command that needs root; None if there is no way."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return ()
    if not shutil.which("sudo"):
        return None
    return ("sudo",) if sys.stdin.isatty() else ("sudo", "-n")


def call(*command: str, folder: Path | None = ROOT) -> int:
    """Runs a program in that folder, its output going where ours goes; returns its exit code."""
    return subprocess.run(command, cwd=folder, check=False).returncode


def say(text: str) -> None:
    """Tells the person at the terminal; standard output stays for what the started program prints."""
    print(text, file=sys.stderr, flush=True)


COMMANDS = {
    "run": (run, "启动 (start)"),
    "test": (test, "全部检查与测试，--wine 连同 Windows 版 (everything, with --wine also what Windows gets)"),
    "installer": (installer, "Windows 安装程序 (setup program and portable zip into dist)"),
    "check": (check, "仅静态检查 (static checks)"),
    "bench": (bench, "测速 (benchmarks)"),
    "lock": (lock, "重建锁文件 (rebuild locks)"),
    "golden": (golden, "重建样例文本 (rebuild expected texts)"),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
