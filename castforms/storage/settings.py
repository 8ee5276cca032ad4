"""Small facts that outlive the program, as a JSON object of texts: the unit's profile, the window's habits."""

import json
from collections.abc import Mapping
from pathlib import Path

from castforms.storage.faults import unwritable


def read_settings(path: Path) -> dict[str, str]:
    """What the file says; nothing where there is no such file or it is damaged: then the defaults stand."""
    try:
        members = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(members, dict):
        return {}
    return {name: value for name, value in members.items() if isinstance(value, str)}


def write_settings(path: Path, settings: Mapping[str, str]) -> None:
    """Writes the file anew; raises StorageError."""
    from castforms.storage.atomic import replace_file  # noqa: PLC0415 - the window reads before it is seen

    data = (json.dumps(dict(settings), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, data)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error
