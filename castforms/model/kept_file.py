"""The answer to a field of type `file`: the file's name, and the fingerprint under which the program keeps it."""

import re

_KEPT = re.compile(r"(?P<name>.*)#(?P<digest>[0-9a-f]{64})", re.DOTALL)


def kept_file(name: str, digest: str = "") -> str:
    """The answer; without a digest (SHA-256 in hexadecimal) the file is not kept."""
    return f"{name}#{digest}" if digest else name


def kept_name(answer: str) -> str:
    """The file's name."""
    match = _KEPT.fullmatch(answer)
    return match["name"] if match else answer


def kept_digest(answer: str) -> str:
    """The file's fingerprint; empty where it is not kept."""
    match = _KEPT.fullmatch(answer)
    return match["digest"] if match else ""
