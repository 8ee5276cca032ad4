"""Where the program's own files and the user's files lie."""

import sys
from pathlib import Path


def resource_folder() -> Path:
    """What is shipped with the program: templates, lists, profiles; also inside a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).parents[2]) / "resources"


def user_folder() -> Path:
    """The user's own templates and drafts; it need not exist."""
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


def log_folder() -> Path:
    """Where the program writes its log; it need not exist."""
    from platformdirs import user_log_path  # noqa: PLC0415 - as above

    return user_log_path("castforms", appauthor=False)
