"""A folder of its own for each test, and which tests Windows, or the Wine that stands for it, has nothing for."""

import signal
import sys
from pathlib import Path

import pytest

PUBLICATION = "tests/unit/storage/test_publication.py"
NOT_ON_WINDOWS = {
    "tests/unit/fonts/test_finder.py::test_machine_without_fontconfig_is_searched_by_folder": "Windows has a registry",
    "tests/unit/storage/test_atomic.py::test_a_link_to_a_file_stays_a_link": "users may not make symbolic links",
    "tests/unit/storage/test_pair.py::test_a_dangling_link_counts_as_taken": "users may not make symbolic links",
    "tests/unit/session/test_form_import.py::test_links_are_not_followed": "users may not make symbolic links",
    "tests/spec/command_line/test_bad_input.py::test_nobody_waits_for_a_pipe": "no pipes among files",
    "tests/spec/command_line/test_bad_input.py::test_no_device_is_read": "no devices among files",
    f"{PUBLICATION}::test_an_export_cut_off_anywhere_is_old_or_new_at_the_next": "no fork",
    f"{PUBLICATION}::test_a_half_pair_is_completed_by_the_next_export_into_the_folder": "no fork",
    "tests/unit/writers/test_eml.py::test_a_mail_reader_of_debian_shows_both_names_and_bytes": "a program of Debian",
    "tests/spec/test_return_spec.py::test_the_blank_form_is_printed_though_nothing_is_filled_in": "no CUPS",
    "tests/unit/compose/test_composer.py::test_cost_grows_in_proportion_to_the_answers": "a clock of 16 ms",
    "tests/ui/test_window.py::test_home_with_many_drafts_never_deafens_the_window": "a clock of 16 ms, slow files",
    "tests/ui/test_screens.py::test_nothing_is_clipped_or_covered_at_two_hundred_per_cent": "its screen is Xvfb's",
    "tests/spec/command_line/test_export.py::test_ctrl_c_leaves_whole_pairs_and_nothing_else": "SIGINT cannot be sent",
}


# a script that runs the tests in its background makes them deaf to Ctrl-C, and the programs they start with them
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for drafts, forms and settings, so that no test sees or changes those of whoever runs it."""
    monkeypatch.setenv("CASTFORMS_DATA", str(tmp_path / "user"))
    return tmp_path / "user"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if sys.platform == "win32":
        for item in items:
            name = item.nodeid.partition("[")[0]
            if name in NOT_ON_WINDOWS:
                item.add_marker(pytest.mark.skip(reason=NOT_ON_WINDOWS[name]))
