"""`python -m tests.pair.pictures OUT [N] [SEED]`: pictures of N pairs, our PDF left, LibreOffice's right.

Lines that only one side has, or that stand elsewhere, are marked; pairs that differ come first.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from tests.pair.compare import Agreement, Line
from tests.pair.corpus import Case, corpus
from tests.pair.measuring import measure

SCALE = 1.2
"""Pixels a point."""
_GAP = 12
_MARK = (220, 0, 0)
_ASCENT, _DESCENT = 16, 6


def main(arguments: Sequence[str]) -> int:
    """Writes OUT/NAME-PAGE.png and says how far the pairs agree."""
    if not arguments:
        sys.stdout.write(f"{__doc__}\n")
        return 2
    out = Path(arguments[0])
    number = int(arguments[1]) if len(arguments) > 1 else 12
    seed = int(arguments[2]) if len(arguments) > 2 else 1
    agreements = measure(chosen(corpus(seed), number), out / "files")
    for agreement in sorted(agreements.values(), key=lambda agreement: agreement.share):
        pages = draw(agreement, out)
        sys.stdout.write(f"{agreement.name}: {agreement.share:.2%} of {agreement.lines[0]} lines, {len(pages)} pages\n")
    return 0


def chosen(cases: Sequence[Case], number: int) -> list[Case]:
    """So many cases, of as many kinds as possible."""
    step = max(1, len(cases) // number)
    return list(cases[::step][:number])


def draw(agreement: Agreement, out: Path) -> list[Path]:
    """A picture of each page, the differing lines marked."""
    ours, theirs = (out / "files" / side / f"{agreement.name}.pdf" for side in ("ours", "theirs"))
    sides = [
        _page_pictures(ours, [a for a, _ in agreement.differences if a]),
        _page_pictures(theirs, [b for _, b in agreement.differences if b]),
    ]
    files = []
    for page in range(max(map(len, sides))):
        pictures = [side[page] for side in sides if page < len(side)]
        width, height = max(p.width for p in pictures), max(p.height for p in pictures)
        sheet = Image.new("RGB", (2 * width + _GAP, height), "grey")
        for k, side in enumerate(sides):
            if page < len(side):
                sheet.paste(side[page], (k * (width + _GAP), 0))
        files.append(out / f"{agreement.name}-{page + 1}.png")
        sheet.save(files[-1])
    return files


def _page_pictures(pdf: Path, marked: Sequence[Line]) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for index, page in enumerate(document):
        picture = page.render(scale=SCALE).to_pil().convert("RGB")
        pen = ImageDraw.Draw(picture)
        for line in marked:
            if line.page == index:
                box = (line.x - 2, line.baseline - _ASCENT, line.end + 2, line.baseline + _DESCENT)
                pen.rectangle([SCALE * edge for edge in box], outline=_MARK, width=2)
        pictures.append(picture)
    document.close()
    return pictures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
