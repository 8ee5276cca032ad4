"""What a form gives out beside its pair."""

from castforms.model.template import FormTemplate, OutputFormat, OutputPart
from castforms.storage.pair import PDF, WORD

SUFFIXES = {OutputFormat.PDF: PDF, OutputFormat.WORD: WORD}


def output_suffix(output: OutputPart) -> str:
    """What follows the stem in the file's name."""
    return f"-{output.name}{SUFFIXES[output.format]}"


def longest_mark(template: FormTemplate) -> int:
    """Characters by which the names of further files are longer than those of the pair."""
    return max((len(output.name) + 1 for output in template.outputs), default=0)
