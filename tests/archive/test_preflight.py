"""A second opinion on the archival PDF: PDFBox preflight, which knows PDF/A-1b.

PDF/A-1 allows no attachment, so each sample is judged without the entry it carries; fonts, colours, metadata and file
structure, what the two parts have in common, stay as they were written.  One rule is left out: part 1 asks every
subset for a CIDSet, which parts 2 and 3 made optional because it says nothing that the font does not.
"""

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from castforms.session.workspace import Workspace

JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "javax.activation", "jaxb-api")
CLASS_PATH = ":".join(f"/usr/share/java/{jar}.jar" for jar in JARS)
PART_1_ONLY = "The CIDSet entry is missing"
SAMPLES = sorted((Path(__file__).parents[2] / "resources" / "templates").glob("*/sample.json"))


def preflight(*files: Path) -> list[str]:
    program = Path(__file__).parent / "Preflight.java"
    command = ["java", "-cp", CLASS_PATH, str(program), *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    *faults, last = done.stdout.splitlines() or [done.stderr]
    assert last == f"checked {len(files)}", done.stderr
    return [fault for fault in faults if PART_1_ONLY not in fault]


def as_part_1(source: Path, target: Path) -> Path:
    with pikepdf.open(source) as pdf:
        del pdf.Root.AF
        del pdf.Root.Names
        packet = pdf.Root.Metadata.read_bytes().replace(b"<pdfaid:part>3<", b"<pdfaid:part>1<")
        pdf.Root.Metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        pdf.save(target, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target


def export(sample: Path, folder: Path) -> Path:
    workspace = Workspace()
    entry = workspace.read_entry(sample)
    return workspace.session(entry.form_id, entry).export(folder).files[".pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="PDFBox comes from Debian's packages")
def test_every_sample_passes_and_a_broken_one_does_not(tmp_path: Path) -> None:
    """ISO 19005-1 level B, apart from the attachment."""
    good = [as_part_1(export(sample, tmp_path), tmp_path / f"{sample.parent.name}.pdf") for sample in SAMPLES]
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(good[0]) as pdf:
        del pdf.Root.OutputIntents
        pdf.save(broken, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    faults = preflight(*good, broken)
    assert [fault for fault in faults if not fault.startswith(str(broken))] == []
    assert any(fault.startswith(str(broken)) for fault in faults), "the judge finds a fault where there is one"
