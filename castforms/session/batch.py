"""Many drafts given out one after the other; one that cannot be does not stop the others."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from castforms.model.finding import Severity
from castforms.session.drafts import Draft, DraftBox, DraftState
from castforms.session.exporter import CancelledError, Exporter
from castforms.session.workspace import StorageError, Workspace


class Given(NamedTuple):
    """What became of one draft."""

    draft: Draft
    pages: int = 0
    complaint: str = ""
    """Why it was not given out; empty where it was."""


def export_drafts(
    workspace: Workspace,
    box: DraftBox,
    drafts: Iterable[Draft],
    folder: Path,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Given]:
    """Writes the pair of each draft into the folder and notes on the draft that it was given out.

    Yields after each one.  Files that are there already are kept, the new ones get a number.  Ends early once
    `cancelled` says so; the pairs written until then stay.
    """
    for draft in drafts:
        if cancelled():
            return
        try:
            yield _given(workspace, box, draft, folder, cancelled)
        except CancelledError:
            return
        except StorageError as error:
            yield Given(draft, complaint=str(error))


def _given(workspace: Workspace, box: DraftBox, draft: Draft, folder: Path, cancelled: Callable[[], bool]) -> Given:
    exporter = Exporter(draft.template, draft.entry, lambda: workspace.typesetter(draft.template))
    outcome = exporter.export(folder, cancelled=cancelled)
    if outcome.refused:
        errors = [finding.message for finding in outcome.findings if finding.severity is Severity.ERROR]
        more = f"（另有 {len(errors) - 1} 处）" if len(errors) > 1 else ""
        return Given(draft, complaint=(errors or ["没有可以导出的内容"])[0] + more)
    with suppress(StorageError):  # the pair is there, though the list of drafts cannot say so
        box.mark(draft.path, DraftState.EXPORTED)
    return Given(draft, outcome.pages)
