"""What the program writes down about itself: no answers, no names, only where it stumbled."""

import logging
import platform
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from castforms.storage import paths

logger = logging.getLogger("castforms")
_LARGEST = 512 * 1024
_KEPT = 3


def start_log(folder: Path | None = None) -> Path | None:
    """Writes warnings and errors to a file that never grows beyond half a megabyte; None where it cannot."""
    folder = folder or paths.log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "castforms.log", maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False  # no console under pythonw
    return folder / "castforms.log"


def failure_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where the program stumbled, without what was typed: no message of the exception, no folder of the user."""
    frames = (f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace))
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return "\n".join((system, kind.__name__, *frames))
