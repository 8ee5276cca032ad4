"""Makes a list of `resources/lists` from a notice's text; `resources/lists/README.md` tells how it was used.

A text in traditional characters is converted with OpenCC (PyPI `opencc`, needed by this script alone).
"""

import argparse
import datetime
import sys
from pathlib import Path

from castforms.intake.points import find_points
from castforms.library.lists import list_text
from castforms.model.template import Notice
from castforms.model.work_points import WorkPointList


def simplified(text: str) -> str:
    """The text in simplified characters, with the full-width marks the original had before the conversion."""
    import opencc  # noqa: PLC0415 - only where there is something to convert

    converted: str = opencc.OpenCC("t2s").convert(text)
    return converted.translate(str.maketrans(",:;", "，：；"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notice", type=Path, help="text file of the notice")
    for name in ("id", "title", "issuer", "date"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--number", default="")
    parser.add_argument("--notice-title", default="")
    parser.add_argument("--traditional", action="store_true", help="convert to simplified characters")
    options = parser.parse_args()

    text = options.notice.read_text(encoding="utf-8")
    found = find_points(simplified(text) if options.traditional else text)
    for doubt in (*found.doubts, *(f"{p.point.number}: {d}" for p in found.points for d in p.doubts)):
        sys.stderr.write(f"{doubt}\n")
    day = datetime.date.fromisoformat(options.date)
    notice = Notice(options.number, options.notice_title, options.issuer)._replace(date=day)
    points = tuple(found.point for found in found.points)
    sys.stdout.write(list_text(WorkPointList(options.id, options.title, day.year, notice, points)))


if __name__ == "__main__":
    main()
