"""`python -m installer`: the setup program, the portable zip and their sums, into `dist`, if anything changed."""

import hashlib
import subprocess
import sys
import time

from installer.packing import SUMS, files_of, fingerprint, make_setup, make_zip, write_sums
from installer.places import BUILD, DIST, ROOT, RUN_LOCK, STAGE, version
from installer.staging import IncompleteStageError, build_stage, program_files
from installer.wine import Wine

MEGABYTE = 1e6


def main() -> int:
    """Builds everything; returns the exit code."""
    started = time.monotonic()
    try:
        build(Wine(BUILD / "wine"))
    except (subprocess.CalledProcessError, OSError) as error:
        output = getattr(error, "output", None) or b""
        print(f"{output.decode('utf-8', 'replace')}\n没有做成：{error}", file=sys.stderr)
        return 1
    except IncompleteStageError as error:
        print(f"缺少这些动态库，没有做成：\n{error}", file=sys.stderr)
        return 1
    print(f"用时 {time.monotonic() - started:.0f} s")
    return 0


def build(wine: Wine) -> None:
    """Lays out the stage and packs it, unless what lies in `dist` was made of the same."""
    name = f"castforms-{version()}"
    setup, portable, sums = DIST / f"{name}-setup.exe", DIST / f"{name}-portable.zip", DIST / SUMS
    stamp, source = BUILD / "made-of.txt", source_fingerprint()
    made = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    if made != source or not all(path.exists() for path in (setup, portable, sums)):
        stamp.unlink(missing_ok=True)
        print("正在准备 Windows 版的文件，约需两分钟……Staging.", flush=True)
        build_stage(STAGE, wine)
        print("正在打包……Packing.", flush=True)
        DIST.mkdir(exist_ok=True)
        make_setup(STAGE, setup)
        make_zip(STAGE, name, portable)
        write_sums((setup, portable), sums)
        stamp.write_text(source, encoding="utf-8")
    installed = sum(path.stat().st_size for _, path in files_of(STAGE))
    print(f"  {STAGE}  {installed / MEGABYTE:.1f} MB  sha256 {fingerprint(STAGE)}")
    for path in (setup, portable, sums):
        print(f"  {path}  {path.stat().st_size / MEGABYTE:.1f} MB")


def source_fingerprint() -> str:
    """SHA-256 over everything the build is made of."""
    total = hashlib.sha256()
    recipe = [path for path in (ROOT / "installer").rglob("*") if path.suffix not in {"", ".pyc"}]
    for path in sorted({*program_files(), *recipe, RUN_LOCK, ROOT / "pyproject.toml"}):
        total.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
