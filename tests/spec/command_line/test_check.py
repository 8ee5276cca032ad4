"""`check` says what is wrong with entries."""

import json
import re
from pathlib import Path

from tests.spec.command_line.calling import CommandLine


def test_check_of_an_entry_without_errors_leaves_with_0(run: CommandLine, good: Path) -> None:
    assert run("check", good).code == 0


def test_check_writes_severity_code_path_and_message_in_a_line(run: CommandLine, faulty: Path) -> None:
    answer = run("check", faulty)
    assert answer.code == 1
    assert re.search(r"^error required unit: \S+$", answer.out, re.MULTILINE)
    assert all(re.match(r"(error|warning|hint) [a-z-]+ \S*: \S", line) for line in answer.out.splitlines())


def test_check_tells_people_on_what_a_finding_rests(run: CommandLine, good: Path) -> None:
    members = json.loads(good.read_text("utf-8"))
    members["values"]["xiaokang"] = ["办好年会。"]
    good.write_text(json.dumps(members), "utf-8")
    lines = run("check", good).out.splitlines()
    (line,) = [line for line in lines if line.startswith("warning title-sentence-end xiaokang[0]: ")]
    assert line.endswith("（依据：请以标题句方式，言简意赅）")


def test_a_title_sentence_longer_than_a_line_is_hinted_at(run: CommandLine, good: Path) -> None:
    members = json.loads(good.read_text("utf-8"))
    members["values"]["xiaokang"] = ["办" * 30, "好" * 31]
    good.write_text(json.dumps(members), "utf-8")
    lines = run("check", good).out.splitlines()
    assert [line.split(":")[0] for line in lines if "over-limit" in line] == ["hint over-limit xiaokang[1]"]


def test_check_tells_other_programs_everything(run: CommandLine, faulty: Path) -> None:
    (report,) = run("check", faulty, "--json").json
    assert report["file"] == str(faulty)
    findings = report["findings"]
    assert isinstance(findings, list)
    assert all(set(finding) == {"code", "severity", "path", "message", "source"} for finding in findings)
    assert ("required", "error", "unit") in {(f["code"], f["severity"], f["path"]) for f in findings}


def test_check_goes_on_after_an_unreadable_file_and_the_worst_code_wins(
    run: CommandLine, good: Path, faulty: Path, unreadable: Path
) -> None:
    answer = run("check", unreadable, faulty, good, "--json")
    assert answer.code == 2
    assert [report["file"] for report in answer.json] == [str(unreadable), str(faulty), str(good)]
    assert str(unreadable) in answer.err
