"""Messages between the program and the process that reads for it, and what may stand in an answer.

The process reads files of strangers, so its answers are not believed: they are values of castforms and plain data,
and nothing in them is run.
"""

import io
import pickle
import struct
from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes; the text of the longest return has a hundredth of it."""

READY, JOB, PROGRESS, VALUE, REFUSED, FAILED, NO_MEMORY, ENDED = b"rjpvxfm."
"""Kinds: the process is there; a piece of work; where it is; its value; a file's fault in words; a fault of ours;
no memory left; the process is gone."""

_HEAD = struct.Struct("<BI")


def read_only(members: dict[Any, Any]) -> Mapping[Any, Any]:
    """A view of a record, which pickle does not know."""
    return MappingProxyType(members)


class Frame(NamedTuple):
    """One message."""

    kind: int
    payload: bytes = b""


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Sends a message at once; raises OSError where nobody listens."""
    stream.write(_HEAD.pack(frame.kind, len(frame.payload)) + frame.payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame:
    """The next message; ENDED after the last one, and where the other side sends what is none."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return Frame(ENDED)
    kind, size = _HEAD.unpack(head)
    if size > LARGEST_ANSWER:
        return Frame(ENDED)
    payload = stream.read(size)
    return Frame(kind, payload) if len(payload) == size else Frame(ENDED)


def packed(value: object) -> bytes:
    """Work or a value as bytes; raises pickle.PicklingError or TypeError for what cannot travel."""
    buffer = io.BytesIO()
    _Packer(buffer, protocol=5).dump(value)
    return buffer.getvalue()


def unpacked_work(payload: bytes) -> Callable[..., object]:
    """Work as this program sent it."""
    work: Callable[..., object] = pickle.loads(payload)  # noqa: S301 - from our own parent
    return work


def unpacked_answer(payload: bytes) -> Any:
    """A value from the process; raises pickle.UnpicklingError for anything but plain data and castforms' own values."""
    return _Answer(io.BytesIO(payload)).load()


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        return (read_only, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


class _Answer(pickle.Unpickler):
    """Makes values, never calls anything else."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("castforms.") and "." not in name:
            found = super().find_class(module, name)
            if found is read_only:
                return found
            if isinstance(found, type) and (hasattr(found, "__dataclass_fields__") or issubclass(found, tuple | Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
