"""A small sRGB colour profile, ICC version 2.1 (ICC.1:1998-09), made here because PDF/A needs one inside the file."""

import struct

_DESCRIPTION = "sRGB IEC61966-2.1"
_COPYRIGHT = "No copyright, use freely"
_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.71410),
}
"""The primaries of IEC 61966-2-1, adapted to the profile connection space's D50 white."""

_STEPS = 256
_HEADER = 128


def srgb_profile() -> bytes:
    """The profile; the same bytes every time."""
    curve = _curve()
    colours = {tag: _xyz(*values) for tag, values in _PRIMARIES.items()}
    tags = {"desc": _described(), "cprt": _text(), "wtpt": _xyz(*_WHITE), **colours}
    return _assemble(tags | {"rTRC": curve, "gTRC": curve, "bTRC": curve})


def _assemble(tags: dict[str, bytes]) -> bytes:
    start = _HEADER + 4 + 12 * len(tags)
    placed: dict[bytes, int] = {}
    body = b""
    table = struct.pack(">L", len(tags))
    for tag, data in tags.items():
        if data not in placed:
            placed[data] = start + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += struct.pack(">4sLL", tag.encode(), placed[data], len(data))
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    made = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    kind = struct.pack(">L4sL4s4s4s", size, b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    white = b"".join(_fixed(value) for value in _WHITE)
    return (kind + made + b"acsp" + b"\0" * 28 + white).ljust(_HEADER, b"\0")


def _curve() -> bytes:
    levels = [round(65535 * _linear(step / (_STEPS - 1))) for step in range(_STEPS)]
    return struct.pack(f">4s4xL{_STEPS}H", b"curv", _STEPS, *levels)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _fixed(value: float) -> bytes:
    return struct.pack(">l", round(value * 65536))


def _described() -> bytes:
    text = _DESCRIPTION.encode("ascii") + b"\0"
    # The Unicode and the Macintosh forms of the name are left empty.
    return struct.pack(">4s4xL", b"desc", len(text)) + text + b"\0" * (4 + 4 + 2 + 1 + 67)


def _text() -> bytes:
    return b"text\0\0\0\0" + _COPYRIGHT.encode("ascii") + b"\0"
