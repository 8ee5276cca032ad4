"""What the start of the window changes in Python's standard library cannot be told from the ordinary."""

from tests.ui.programs import said

_HASTENED = "from ui.start.standard_library import hasten_standard_library; hasten_standard_library()\n"

_TUPLES = """
import collections, copy, inspect, pickle
from typing import NamedTuple

def say(action):
    try:
        return repr(action())
    except Exception as error:
        return f"{type(error).__name__}: {error}"

def tell(kind, *given, **more):
    new, member = kind.__new__, kind(*given, **more)
    told = {name: vars(kind)[name] for name in ("__doc__", "__match_args__", "_fields", "_field_defaults")}
    print(kind, told, inspect.signature(kind), inspect.getfullargspec(new), sorted(vars(kind)))
    print(new.__name__, new.__qualname__, new.__module__, new.__doc__, new.__defaults__, new.__kwdefaults__)
    print(new.__code__.co_varnames, new.__code__.co_code, new.__code__.co_flags, new.__code__.co_filename)
    print(member, hash(member), member == copy.deepcopy(member), member._asdict(), say(kind))
    print(say(lambda: kind(*given, *given, 1)), say(lambda: kind(nosuch=1)), say(lambda: member._replace(nosuch=1)))

class Named(NamedTuple):
    words: str
    number: int = 3
    more: tuple[str, ...] = ()

class Single(NamedTuple):
    words: str

class Nothing(NamedTuple):
    pass

tell(Named, "a")
tell(Named, "a", number=4, more=("b",))
tell(Single, "a")
tell(Nothing)
print(pickle.loads(pickle.dumps(Named("a", 4))))
for count in (1, 2, 3, 2, 30, 300):
    tell(collections.namedtuple(f"Many{count}", [f"member{number}" for number in range(count)]), *range(count))
for names in ("_cls b", "self cls", "lambda a", "a a", "eval tuple", "名称 字数"):
    print(say(lambda: tell(collections.namedtuple("Odd", names), 1, 2)))
tell(collections.namedtuple("Renamed", "def _cls a a", rename=True, defaults=(1, 2)), 5, 6)
"""


def test_named_tuples_are_what_python_makes_of_them() -> None:
    ordinary = said(_TUPLES)
    assert "Named(words='a', number=4, more=('b',))" in ordinary
    assert said(_HASTENED + _TUPLES) == ordinary


def test_named_tuples_are_renamed_and_not_compiled() -> None:
    """Else the test above would say nothing."""
    count = "; ".join(
        (
            "import collections",
            "from ui.start import standard_library",
            "standard_library.hasten_standard_library()",
            *(f"collections.namedtuple('T{number}', 'a{number} b')" for number in range(3)),
            "print(standard_library._code.cache_info())",
        )
    )
    assert said(count).startswith("CacheInfo(hits=2, misses=1")


_ANOTHER = """
import collections
source = collections.eval("lambda _cls, a, b: (_cls, a, b)", {})
print(source("kind", 1, 2), collections.eval("1 + 1", {}))
"""


def test_what_another_python_may_write_for_a_named_tuple_is_compiled_as_it_is() -> None:
    assert said(_HASTENED + _ANOTHER) == "('kind', 1, 2) 2"


_HASHES = """
import hashlib, io
for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
    print(name, hashlib.new(name, b"abc").hexdigest(), hashlib.file_digest(io.BytesIO(b"abc"), name).hexdigest())
print(hashlib.sha256(b"abc").hexdigest(), hashlib.md5(b"abc", usedforsecurity=False).hexdigest())
"""
_SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1


def test_digests_are_the_same_without_openssl() -> None:
    ordinary = said(_HASHES)
    assert ordinary.count(_SHA256_OF_ABC) == 3
    loaded = "import sys; print(sys.modules['_hashlib'])"
    assert said(_HASTENED + _HASHES + loaded) == f"{ordinary}\nNone"
