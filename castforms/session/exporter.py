"""One export as the window asks for it: a proposed name, old files kept or replaced, cancelled half way."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from castforms.model.entry import Entry, text_of
from castforms.model.template import FormTemplate
from castforms.session.cancelled import CancelledError
from castforms.session.outputs import longest_mark, output_suffix
from castforms.storage.atomic import create
from castforms.storage.names import as_made, pair_stem, stem_room
from castforms.storage.pair import PDF, WORD, recover_pairs
from castforms.storage.publication import FileInUseError

if TYPE_CHECKING:
    from castforms.session.export import Outcome
    from castforms.session.typesetter import Typesetter

__all__ = ["PDF", "WORD", "CancelledError", "Exporter", "FileInUseError", "recover_pairs"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """The entry of one moment, ready to be written."""

    template: FormTemplate
    entry: Entry
    typesetter: "Callable[[], Typesetter]"
    draft: bool = False
    mark: bool = False
    """Whether each page carries its mark in the foot margin."""

    def names(self, folder: Path) -> tuple[Path, ...]:
        """The files as they will be called if their names are free, PDF and Word file first.

        Raises StorageError for a path too long.
        """
        folder, unit = as_made(folder), text_of(self.entry.at((self.template.unit_field,)))
        stem = pair_stem(self.template.title, unit, stem_room(folder) - longest_mark(self.template))
        return tuple(folder / (stem + suffix) for suffix in (PDF, WORD, *map(output_suffix, self.template.outputs)))

    def export(
        self, folder: Path, *, replace: bool = False, cancelled: Callable[[], bool] = lambda: False
    ) -> "Outcome":
        """Writes the PDF and the Word file into the folder, both or neither.

        With `replace`, files of the proposed names make room; else the new ones get a number.  Raises StorageError
        where the disk refuses (FileInUseError for a file open elsewhere), CancelledError once `cancelled` says so.
        """
        from castforms.session.export import export_entry  # noqa: PLC0415 - loads the writers

        def opener(path: Path) -> BinaryIO:
            if cancelled():
                raise CancelledError
            return create(path)

        return export_entry(
            self.template,
            self.entry,
            self.typesetter(),
            folder,
            draft=self.draft,
            mark=self.mark,
            opener=opener,
            replace=replace,
        )
