"""Pictures made for tests."""

from io import BytesIO

from PIL import Image


def jpeg(mode: str, width: int, height: int, **settings: object) -> bytes:
    """A shade from corner to corner as a JPEG; `settings` are Pillow's."""
    buffer = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert(mode).save(buffer, "JPEG", **settings)
    return buffer.getvalue()
