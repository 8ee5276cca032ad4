"""`python -m installer`: the setup program, the portable zip and their sums, into `dist`."""

import subprocess
import sys
import time

from installer.packing import SUMS, files_of, fingerprint, make_setup, make_zip, write_sums
from installer.places import BUILD, DIST, STAGE, version
from installer.staging import IncompleteStageError, build_stage
from installer.wine import Wine

MEGABYTE = 1e6


def main() -> int:
    """Builds everything; returns the exit code."""
    started = time.monotonic()
    try:
        build()
    except (subprocess.CalledProcessError, OSError) as error:
        output = getattr(error, "output", None) or b""
        print(f"{output.decode('utf-8', 'replace')}\n没有做成：{error}", file=sys.stderr)
        return 1
    except IncompleteStageError as error:
        print(f"缺少这些动态库，没有做成：\n{error}", file=sys.stderr)
        return 1
    print(f"用时 {time.monotonic() - started:.0f} s")
    return 0


def build() -> None:
    """Lays out the stage and packs it."""
    print("正在准备 Windows 版的文件……Staging.", flush=True)
    build_stage(STAGE, Wine(BUILD / "wine"))
    installed = sum(path.stat().st_size for _, path in files_of(STAGE))
    print(f"  {STAGE}  {installed / MEGABYTE:.1f} MB  sha256 {fingerprint(STAGE)}")
    print("正在打包……Packing.", flush=True)
    DIST.mkdir(exist_ok=True)
    name = f"castforms-{version()}"
    setup, portable = DIST / f"{name}-setup.exe", DIST / f"{name}-portable.zip"
    make_setup(STAGE, setup)
    make_zip(STAGE, name, portable)
    write_sums((setup, portable), DIST / SUMS)
    for path in (setup, portable, DIST / SUMS):
        print(f"  {path}  {path.stat().st_size / MEGABYTE:.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
