"""What happens in offices and the first maker of scans does not do, each once, made by the second one."""

import io
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from PIL import Image

from castforms.model.scan import PageReading
from tests.scans.second_camera import Page, Stamp, by_camera, letterhead, on_glass, paper_of, scribbled, stamped

Take = Callable[[Page, np.random.Generator], Image.Image]
Save = Callable[[Image.Image], bytes]

_RED, _BLUE = (0.80, 0.10, 0.16), (0.10, 0.15, 0.50)
_SEAL_NEAR_MM, _DIAMETER_NEAR_MM = 3.0, 0.5


class Oddity(NamedTuple):
    """How a page comes back."""

    take: Take
    save: Save
    seal: Stamp | None = None
    """Round; its place is drawn by lot."""
    other: Stamp | None = None
    """A stamp that is no round seal, at that place."""
    shade: tuple[float, float, float] = (1.0, 1.0, 1.0)
    draw: Callable[[Page, np.random.Generator], Page] | None = None
    wanted: int = 0
    """Which of the file's pictures is judged."""

    @property
    def altered(self) -> bool:
        """Whether something stands on the page that was neither printed nor is a round seal."""
        return self.draw is not None or self.other is not None


class Made(NamedTuple):
    """The file, and where its round seal is."""

    data: bytes
    seal: Stamp | None


def make(oddity: Oddity, pdf: bytes, number: int, seed: int) -> Made:
    """That oddity of page `number` (from 0)."""
    rng = np.random.default_rng(seed)
    page = paper_of(pdf, number, rng, oddity.shade)
    x, y = float(rng.uniform(50, 160)), float(rng.uniform(60, 235))
    seal, other = (stamp and stamp._replace(x=x, y=y) for stamp in (oddity.seal, oddity.other))
    for stamp in (seal, other):
        page = stamped(page, stamp, rng) if stamp else page
    page = oddity.draw(page, rng) if oddity.draw else page
    return Made(oddity.save(oddity.take(page, rng)), seal)


def wrong(oddity: Oddity, made: Made, reading: PageReading, page: int, *, marked: bool) -> list[str]:
    """What the reader got wrong of it; `page` is its number from 1."""
    found = []
    if reading.page != page:
        found.append(f"page {reading.page}")
    if marked and reading.mark is None:
        found.append("mark not read")
    seal = made.seal
    near = [s for s in reading.seals if seal and np.hypot(s.x - seal.x, s.y - seal.y) < _SEAL_NEAR_MM]
    if seal and not near:
        found.append("seal missed")
    if seal and near and abs(near[0].diameter - seal.diameter) > _DIAMETER_NEAR_MM:
        found.append(f"diameter {near[0].diameter} instead of {seal.diameter}")
    if len(reading.seals) > len(near):
        found.append("false seal")
    if oddity.altered and not (reading.alterations or reading.doubtful):
        found.append("change missed")
    if not oddity.altered and reading.alterations and not reading.doubtful:
        found.append("false alarm")
    return found


def _jpeg(picture: Image.Image, **options: object) -> bytes:
    return _file(picture, "JPEG", quality=82, **options)


def _file(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def _of_mode(picture: Image.Image, mode: str, kind: str, **options: object) -> bytes:
    return _file(picture.convert(mode, **options), kind)  # type: ignore[arg-type]


def _sixteen_bits(picture: Image.Image) -> bytes:
    return _file(Image.fromarray(np.asarray(picture.convert("L"), dtype=np.uint16) * 257), "TIFF")


def _exif(picture: Image.Image, orientation: int, turn: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return _jpeg(picture.rotate(turn, expand=True), exif=exif)


def _turned(picture: Image.Image, turn: int) -> bytes:
    return _jpeg(picture.rotate(turn, expand=True))


def _among_others(picture: Image.Image) -> bytes:
    """The second page of a scanner's PDF."""
    others = [picture, Image.new("RGB", picture.size, "white")]
    return _file(Image.new("RGB", picture.size, "white"), "PDF", save_all=True, append_images=others, resolution=200)


def _flat(dpi: float = 200, **options: float) -> Take:
    return lambda page, rng: on_glass(page, dpi, rng, **options)


def _photo(**options: object) -> Take:
    return lambda page, rng: by_camera(page, 190, rng, **options)  # type: ignore[arg-type]


def _written(colour: tuple[float, float, float]) -> Callable[[Page, np.random.Generator], Page]:
    return lambda page, rng: scribbled(page, rng, colour)


_SEAL = Stamp(0, 0)
_OVAL, _SQUARE = (_SEAL._replace(shape=s, diameter=d) for s, d in (("oval", 45), ("square", 40)))

ODDITIES = {
    "cream paper": Oddity(_flat(), _jpeg, _SEAL, shade=(1.0, 0.97, 0.86)),
    "recycled paper": Oddity(_flat(), _jpeg, _SEAL, shade=(0.86, 0.84, 0.80)),
    "bluish paper, no seal": Oddity(_flat(), _jpeg, shade=(0.90, 0.95, 1.0)),
    "pink paper, no seal": Oddity(_flat(), _jpeg, shade=(1.0, 0.88, 0.88)),
    "pink paper": Oddity(_flat(), _jpeg, _SEAL, shade=(1.0, 0.88, 0.88)),
    "cut by 3 mm": Oddity(_flat(cut=3), _jpeg, _SEAL),
    "black lid around": Oddity(_flat(around=8, lid=0.05), _jpeg, _SEAL),
    "grey lid around": Oddity(_flat(around=12, lid=0.55), _jpeg, _SEAL),
    "150 dpi": Oddity(_flat(150), _jpeg, _SEAL),
    "600 dpi": Oddity(_flat(600), _jpeg, _SEAL),
    "CMYK": Oddity(_flat(), partial(_of_mode, mode="CMYK", kind="JPEG"), _SEAL),
    "16 bits": Oddity(_flat(), _sixteen_bits),
    "palette of 216": Oddity(_flat(), partial(_of_mode, mode="P", kind="PNG"), _SEAL),
    "transparent": Oddity(_flat(), partial(_of_mode, mode="RGBA", kind="PNG"), _SEAL),
    "grey": Oddity(_flat(), partial(_of_mode, mode="L", kind="JPEG"), _SEAL),
    "black and white": Oddity(_flat(), partial(_of_mode, mode="1", kind="TIFF", dither=Image.Dither.NONE)),
    "dithered": Oddity(_flat(), partial(_of_mode, mode="1", kind="PNG")),
    "EXIF: upside down": Oddity(_photo(), partial(_exif, orientation=3, turn=180), _SEAL),
    "EXIF: to the left": Oddity(_photo(), partial(_exif, orientation=6, turn=90), _SEAL),
    "EXIF: to the right": Oddity(_photo(), partial(_exif, orientation=8, turn=-90), _SEAL),
    "turned by 90": Oddity(_flat(), partial(_turned, turn=90), _SEAL),
    "turned by 180": Oddity(_flat(), partial(_turned, turn=180), _SEAL),
    "turned by 270": Oddity(_flat(), partial(_turned, turn=270), _SEAL),
    "one page of a PDF": Oddity(_flat(), _among_others, _SEAL, wanted=1),
    "pinkish seal": Oddity(_flat(), _jpeg, _SEAL._replace(colour=(0.95, 0.45, 0.50), strength=0.8)),
    "dark seal": Oddity(_flat(), _jpeg, _SEAL._replace(colour=(0.50, 0.04, 0.08), strength=0.95)),
    "orange seal": Oddity(_flat(), _jpeg, _SEAL._replace(colour=(0.88, 0.25, 0.05))),
    "faint seal": Oddity(_flat(), _jpeg, _SEAL._replace(strength=0.45)),
    "seal of 42 mm": Oddity(_flat(), _jpeg, _SEAL._replace(diameter=42.0)),
    "seal of 50 mm": Oddity(_flat(), _jpeg, _SEAL._replace(diameter=50.0)),
    "seal of 38 mm": Oddity(_flat(), _jpeg, _SEAL._replace(diameter=38.0)),
    "seal of 42 mm, photo": Oddity(_photo(), _jpeg, _SEAL._replace(diameter=42.0)),
    "oval stamp": Oddity(_flat(), _jpeg, other=_OVAL),
    "square stamp": Oddity(_flat(), _jpeg, other=_SQUARE),
    "oval stamp, photo": Oddity(_photo(), _jpeg, other=_OVAL),
    "square stamp, photo": Oddity(_photo(), _jpeg, other=_SQUARE),
    "red letterhead": Oddity(_flat(), _jpeg, draw=letterhead),
    "red writing": Oddity(_flat(), _jpeg, draw=_written(_RED)),
    "red writing, photo": Oddity(_photo(), _jpeg, draw=_written(_RED)),
    "blue writing, photo": Oddity(_photo(), _jpeg, draw=_written(_BLUE)),
    "wooden desk": Oddity(_photo(), _jpeg, _SEAL),
    "dark desk": Oddity(_photo(desk="dark"), _jpeg, _SEAL),
    "white desk": Oddity(_photo(desk="white"), _jpeg, _SEAL),
    "red cloth": Oddity(_photo(desk="red"), _jpeg, _SEAL),
    "much bent": Oddity(_photo(bend=12.0), _jpeg, _SEAL),
    "much bent, no seal": Oddity(_photo(bend=12.0), _jpeg),
    "two pages": Oddity(lambda page, rng: by_camera(page, 150, rng, second=page), _jpeg),
}
