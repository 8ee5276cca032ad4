"""The pair made on Windows is the pair made here, where both have the same fonts: those that come with the program."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from installer.places import ROOT
from installer.wine import Wine, windows_path

SAMPLES = sorted(ROOT.glob("resources/templates/*/sample.json"))
NO_FONTS = '<?xml version="1.0"?><fontconfig><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>'
FONTS = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\Fonts"
"""Where Wine lists the fonts of Linux; without them both sides have the fonts that come with the program."""


@pytest.fixture(scope="session")
def pairs_here(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("linux")
    fontless = folder / "fonts.conf"
    fontless.write_text(NO_FONTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "main.py", "export", *SAMPLES, "--out", folder, "--json"],
        cwd=ROOT,
        env=os.environ | {"FONTCONFIG_FILE": str(fontless)},
        capture_output=True,
        check=True,
    )
    return list(json.loads(done.stdout))


@pytest.fixture(scope="session")
def pairs_there(wine: Wine, installed: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("windows")
    python, program = installed / "runtime" / "python.exe", installed / "app" / "main.py"
    wine.run("reg", "export", FONTS, folder / "fonts.reg", "/y").check_returncode()
    wine.run("reg", "delete", FONTS, "/f").check_returncode()
    done = wine.run(python, "-X", "warn_default_encoding", program, "export", *SAMPLES, "--out", folder, "--json")
    wine.run("reg", "import", folder / "fonts.reg").check_returncode()
    printed = done.stdout.decode("utf-8")
    assert done.returncode == 0, printed
    assert "EncodingWarning" not in printed
    return list(json.loads(printed[printed.index("[") : printed.rindex("]") + 1]))


def lines_of(pdf: str) -> list[tuple[str, list[tuple[float, ...]]]]:
    """Text and place (points) of each page's characters."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            text = page.get_textpage()
            boxes = [tuple(round(edge, 2) for edge in text.get_charbox(i)) for i in range(text.count_chars())]
            pages.append((text.get_text_range(), boxes))
        return pages


def native(path: str) -> str:
    """A path that a program under Wine names, as Linux names it."""
    return path.removeprefix("Z:").replace("\\", "/")


def test_both_make_a_pair_of_every_sample(pairs_here: list[dict[str, str]], pairs_there: list[dict[str, str]]) -> None:
    assert [Path(native(pair["pdf"])).name for pair in pairs_there] == [Path(pair["pdf"]).name for pair in pairs_here]
    assert len(pairs_here) == len(SAMPLES) > 1
    assert pairs_there[0]["file"] == windows_path(SAMPLES[0])


def test_pages_say_the_same_at_the_same_places(
    pairs_here: list[dict[str, str]], pairs_there: list[dict[str, str]]
) -> None:
    for here, there in zip(pairs_here, pairs_there, strict=True):
        assert lines_of(native(there["pdf"])) == lines_of(here["pdf"])


def test_word_files_hold_the_same_text_and_breaks(
    pairs_here: list[dict[str, str]], pairs_there: list[dict[str, str]]
) -> None:
    for here, there in zip(pairs_here, pairs_there, strict=True):
        with zipfile.ZipFile(here["word"]) as ours, zipfile.ZipFile(native(there["word"])) as theirs:
            assert theirs.read("word/document.xml") == ours.read("word/document.xml")
            assert theirs.namelist() == ours.namelist()
