"""What the command line does with reports: files of each form, and explanations."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import adminlaw as al
from adminlaw import cli
from adminlaw.checks import CHECKS, Check
from adminlaw.checks.asking import Matter
from adminlaw.checks.stepping import steps_check
from adminlaw.errors import Lang
from adminlaw.findings import Status
from adminlaw.report import audit_html, explain_text
from tests.test_cli import DAY, HENGSHUI, UNLAWFUL, Printed, written

# Files


def test_an_audit_writes_a_page_and_prints_nothing(
    tmp_path: Path, capsys: Printed
) -> None:
    """``--html`` writes the page that the library makes, whatever the file's name."""
    file = tmp_path / "new" / "report"
    code = cli.main(["audit", HENGSHUI, "--as-of", DAY, "--html", str(file)])
    report = al.audit(al.read_register(HENGSHUI), as_of=date(2018, 1, 31))
    assert (code, *capsys.readouterr()) == (0, "", "")
    assert file.read_text("utf-8") == audit_html(report) + "\n"


def test_an_audit_writes_several_files_at_once(tmp_path: Path) -> None:
    """``--out`` may be given several times; each ending says its form."""
    names = ["a.txt", "a.json", "a.csv", "a.md", "a.html"]
    words = [word for name in names for word in ("--out", str(tmp_path / name))]
    assert cli.main(["audit", HENGSHUI, "--as-of", DAY, *words]) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(names)


def test_what_is_asked_for_is_printed_beside_a_file(
    tmp_path: Path, capsys: Printed
) -> None:
    """With ``--format`` something is printed, though a file is written."""
    words = ["--html", str(tmp_path / "a.html"), "--format", "markdown"]
    assert cli.main(["audit", HENGSHUI, "--as-of", DAY, *words]) == 0
    assert capsys.readouterr().out.startswith("# ")


def test_an_audit_that_finds_errors_writes_its_file_too(tmp_path: Path) -> None:
    """The exit code is 1, as it is where the report is printed."""
    path, file = written(tmp_path, UNLAWFUL), tmp_path / "a.html"
    assert cli.main(["audit", path, "--as-of", DAY, "--html", str(file)]) == 1
    assert "N102" in file.read_text("utf-8")


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_a_file_of_no_known_form_is_refused_before_the_audit(
    tmp_path: Path, name: str, capsys: Printed
) -> None:
    """Nothing is written, and the endings that there are stand in the message."""
    file = tmp_path / name
    assert cli.main(["audit", HENGSHUI, "--out", str(file), "--lang", "en"]) == 2
    assert ".html" in capsys.readouterr().err
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, capsys: Printed) -> None:
    """The way to it is named, without a traceback."""
    way = tmp_path / "file"
    way.write_text("", "utf-8")
    assert cli.main(["audit", HENGSHUI, "--html", str(way / "a.html")]) == 2
    err = capsys.readouterr().err
    assert str(way) in err
    assert "Traceback" not in err


def test_an_audit_reads_texts_of_law_where_they_are_given(
    tmp_path: Path, capsys: Printed
) -> None:
    """``--corpus`` names their folder; one that is not there is refused."""
    words = ["audit", HENGSHUI, "--as-of", DAY, "--corpus"]
    (tmp_path / "空.md").write_text("# 云岭市渡船条例\n", "utf-8")
    assert cli.main([*words, str(tmp_path)]) == 0
    assert cli.main([*words, str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err


# What a check is


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_is_explained(
    check: Check[Any], lang: Lang, capsys: Printed
) -> None:
    """Why it matters, what it cannot see, its rules with article and strength."""
    words = ["explain", check.id, "--as-of", "2025-06-30", "--lang", lang]
    assert cli.main(words) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{check.id} {check.label.text(lang)}\n")
    assert check.why.text(lang) in out
    assert check.blind.text(lang) in out
    law = al.load_rulebook()
    for rule in filter(None, map(law.get, check.rules(law))):
        version = rule.on(date(2025, 6, 30))
        assert rule.id in out
        assert version is None or str(version.source) in out
        assert version is None or version.status.text(lang) in out
    assert all(status.text(lang) in out for status in Status)


def test_a_check_of_steps_is_explained_by_its_procedures(capsys: Printed) -> None:
    """Each procedure is named with what it is about, its steps and their articles."""
    check = steps_check(
        "M298", matter=Matter(records="decisions"), zh="各环节", en="steps"
    )
    law = al.load_rulebook()
    text = explain_text(check, law, on=date(2025, 6, 30))
    assert "decisions.making" in text
    assert "所看记录：" in text
    assert "环节：" in text
    assert explain_text(check, law, on=date(1980, 1, 1)).count("没有有效的版本") > 0
    assert capsys.readouterr().out == ""


def test_without_an_id_every_check_is_listed(capsys: Printed) -> None:
    """A line a check: its id and what it asks."""
    assert cli.main(["explain", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{each.id}  {each.label.en}" for each in CHECKS]


def test_a_city_s_own_rules_explain_a_check(tmp_path: Path, capsys: Printed) -> None:
    """A file of rules that cannot be used is refused as it is by an audit."""
    file = tmp_path / "rules.toml"
    file.write_text("[[norm]]\n", "utf-8")
    assert cli.main(["explain", "D101", "--rules", str(file)]) == 2
    assert "rules.toml" in capsys.readouterr().err


def test_a_check_that_does_not_exist_is_not_explained(capsys: Printed) -> None:
    """The message lists the ids that there are."""
    assert cli.main(["explain", "N999"]) == 2
    assert all(check.id in capsys.readouterr().err for check in CHECKS[:1])
