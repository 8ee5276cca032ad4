"""What counts as the same character in two files: blanks and look-alikes aside, nothing else."""

import unicodedata

_LOOK_ALIKES = {ord(dash): "-" for dash in "‐‑‒–−\x02\ufffe"} | {ord("―"): "—", ord("～"): "~"}
"""pdfium gives a hyphen at a line's end as U+0002 or U+FFFE."""
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def folded(text: str) -> str:
    """The text without blanks and invisible characters, full-width and compatibility forms as their plain ones."""
    if text.isascii():
        return "".join(text.translate(_LOOK_ALIKES).split())
    plain = unicodedata.normalize("NFKC", text.translate(_LOOK_ALIKES)).translate(_LOOK_ALIKES)
    return "".join(c for c in plain if unicodedata.category(c) not in _INVISIBLE)
