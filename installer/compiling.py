"""Compiles the stage once, so that no start ever has to, with the very Python that will run it."""

import os
import subprocess
from pathlib import Path

from installer.places import APP, LIBRARIES, RUNTIME
from installer.wine import Wine

STARTED = "main.py"
# checked against no source, so that neither time nor place of the build are in the files
_OPTIONS = ("-q", "-b", "--invalidation-mode", "unchecked-hash")


def compile_stage(stage: Path, wine: Wine) -> None:
    """Puts compiled modules in place of the sources; of these only the one that is started stays.

    Raises CalledProcessError where the staged Python does not run or a module cannot be compiled.
    """
    python = stage / RUNTIME / "python.exe"
    for folder in (LIBRARIES, APP):
        command = ("-m", "compileall", *_OPTIONS, "-s", folder, "-p", folder, folder)
        if os.name == "nt":
            subprocess.run([python, *command], cwd=stage, check=True)
        else:
            wine.prepare()
            done = wine.run(python, *command, folder=stage)
            if done.returncode:
                raise subprocess.CalledProcessError(done.returncode, command, done.stdout)
    started = stage / APP / STARTED
    started.with_suffix(".pyc").unlink()
    for source in sorted({*(stage / LIBRARIES).rglob("*.py"), *(stage / APP).rglob("*.py")} - {started}):
        if source.with_suffix(".pyc").exists():
            source.unlink()
