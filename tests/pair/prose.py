"""Made-up official Chinese prose: a phrase grammar of its own (grammar.txt), expanded at random from a seed."""

import random
import re
from collections.abc import Mapping
from pathlib import Path

_HOLE = re.compile(r"\{(\w+)\}")


def _grammar(rules: str) -> Mapping[str, tuple[str, ...]]:
    grammar: dict[str, list[str]] = {}
    for line in filter(None, rules.splitlines()):
        name, _, variants = line.partition(": ")
        grammar.setdefault(name.rstrip(":"), []).extend(variant.strip() for variant in variants.split("|"))
    return {name: tuple(variants) for name, variants in grammar.items()}


GRAMMAR = _grammar((Path(__file__).parent / "grammar.txt").read_text(encoding="utf-8"))


class Prose:
    """Phrases by the name of their rule."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def __call__(self, rule: str) -> str:
        """A phrase of that rule."""
        return _HOLE.sub(lambda hole: self(hole[1]), self.rng.choice(GRAMMAR[rule]))

    def text(self, length: int) -> str:
        """Whole sentences of at least about that many characters."""
        text = ""
        while len(text) < length:
            text += self("sentence") + (self("aside") if self.rng.random() < 0.1 else "")
        return text

    def cut(self, length: int) -> str:
        """Text that ends wherever it has that many characters."""
        return self.text(length)[:length].rstrip() or "无"

    def tortured(self, length: int) -> str:
        """Text with words, addresses and marks thrown in anywhere, one to about fifteen characters."""
        text = self.text(length)
        for _ in range(len(text) // 15):
            place = self.rng.randrange(1, len(text))
            text = text[:place] + self("torture") + text[place:]
        return text
