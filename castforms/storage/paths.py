"""Where the program's own files and the user's files lie."""

import os
import sys
from pathlib import Path


def resource_folder() -> Path:
    """What is shipped with the program: templates, lists, profiles; also inside a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).parents[2]) / "resources"


DATA_VARIABLE = "CASTFORMS_DATA"
"""Variable of the environment with the folder for everything that is the user's, in place of the system's usual one."""


def user_folder() -> Path:
    """The user's own templates and drafts; it need not exist."""
    if own := os.environ.get(DATA_VARIABLE):
        return Path(own).absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - asks the system, which most commands do not need

    return user_data_path("castforms", appauthor=False)


def template_folders() -> tuple[Path, ...]:
    """Where form folders are looked for; of two forms with one id the earlier wins."""
    return resource_folder() / "templates", user_folder() / "templates"


def profile_folders() -> tuple[Path, ...]:
    """Where layout profiles are looked for; the earlier wins."""
    return resource_folder() / "profiles", user_folder() / "profiles"


def list_folders() -> tuple[Path, ...]:
    """Where lists of work points are looked for; the earlier wins, the last is the user's."""
    return resource_folder() / "lists", user_folder() / "lists"


def version_folders() -> tuple[Path, ...]:
    """Where versions of drafts are kept: the user's folder, and a passing place for while that cannot be written."""
    return user_folder() / "versions", *_passing_folders()


def _passing_folders() -> tuple[Path, ...]:
    """On a disk of its own where the system has one; none that somebody else has made, or has closed to the user."""
    import tempfile  # noqa: PLC0415 - brings random numbers and packing with it, and only drafts ask

    place = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    if sys.platform == "win32":  # where it is the user's own
        return (place / "castforms" / "versions",)
    folder = place / f"castforms-{os.getuid()}"
    try:
        owned = not folder.is_symlink() and folder.stat().st_uid == os.getuid()
    except FileNotFoundError:  # it will be
        owned = True
    except OSError:  # `su` leaves the variable of whoever called it
        owned = False
    return (folder / "versions",) if owned else ()


def log_folder() -> Path:
    """Where the program writes its log; it need not exist."""
    if os.environ.get(DATA_VARIABLE):
        return user_folder() / "log"
    from platformdirs import user_log_path  # noqa: PLC0415 - as above

    return user_log_path("castforms", appauthor=False)
