"""The documentation says what the code says, and leaves nothing out."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import adminlaw as al
from adminlaw.checks import CHECKS, Check
from adminlaw.cli import app
from adminlaw.errors import AdminLawError
from adminlaw.findings import FACT_LABELS, Status, severity_of
from adminlaw.labels import LabelledEnum, Modality
from adminlaw.model import COLLECTIONS, Event
from adminlaw.model.fields import entity_label, field_label
from adminlaw.rulebook import Measure, Rule, RuleKind, load_rulebook

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

GENERATED = (
    "explanation/glossary.md",
    "reference/checks.md",
    "reference/entities.md",
    "reference/lists.md",
    "reference/rules.md",
)

LAW = load_rulebook()
ENTITIES = (al.Register, *COLLECTIONS.values(), Event)
COMMANDS = tuple(name for name in app if not name.startswith("-"))


def text_of(page: str) -> str:
    """Return the text of a page below ``docs/``."""
    return (DOCS / page).read_text("utf-8")


def section(page: str, heading: str) -> str:
    """Return what stands under a heading of a page, up to the next one of its level."""
    pattern = rf"^(#+) {re.escape(heading)}$\n(.*?)(?=^\1 |^# |\Z)"
    found = re.search(pattern, text_of(page), re.MULTILINE | re.DOTALL)
    assert found is not None, f"{page} has no section {heading!r}"
    return found[2]


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of every table in a text."""
    for line in text.splitlines():
        if line.startswith("| "):
            yield tuple(line.removeprefix("| ").removesuffix(" |").split(" | "))


def below(cls: type[Any]) -> Iterator[type[Any]]:
    """Yield every class of the library that is derived from *cls*."""
    for module in pkgutil.walk_packages(al.__path__, "adminlaw."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for each in cls.__subclasses__():
        if each.__module__.startswith("adminlaw."):
            yield each
            yield from below(each)


LISTS: tuple[type[LabelledEnum], ...] = tuple(below(LabelledEnum))
ERRORS = tuple(below(AdminLawError))


def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script that writes the generated pages."""
    return subprocess.run(  # noqa: S603 - the script stands in this repository
        [sys.executable, str(DOCS / "generate.py"), *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


# --- Generated pages --------------------------------------------------------------


def test_the_generated_pages_are_up_to_date() -> None:
    """Each generated page is what the code says; `python docs/generate.py` mends it."""
    done = generate("--check")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_a_stale_page_is_named_and_written_anew(tmp_path: Path) -> None:
    """A check names the stale and the missing page and writes nothing; a run mends."""
    for name in GENERATED[1:]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(DOCS / name, tmp_path / name)
    stale = tmp_path / GENERATED[2]
    stale.write_text(text_of(GENERATED[2]).replace("登记簿", "登记薄"), "utf-8")

    checked = generate("--check", str(tmp_path))
    assert checked.stdout.split() == [GENERATED[0], GENERATED[2]]
    assert checked.returncode == 1
    assert "登记薄" in stale.read_text("utf-8")

    assert generate(str(tmp_path)).returncode == 0
    for name in GENERATED:
        assert (tmp_path / name).read_text("utf-8") == text_of(name)


# --- Nothing is left out ----------------------------------------------------------


@pytest.mark.parametrize("name", al.__all__)
def test_every_public_name_is_in_the_api(name: str) -> None:
    """Each name that `import adminlaw` offers has an entry on the page of the API."""
    pattern = rf"^\.\. auto(function|class|exception):: adminlaw\.{name}$"
    assert re.search(pattern, text_of("reference/api.md"), re.MULTILINE)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_is_documented(check: Check[Any]) -> None:
    """Each check has a section with both labels, its reason, its limits, its rule."""
    text = section("reference/checks.md", check.id)
    assert f"{check.label.zh} · {check.label.en}" in text
    assert all(line.strip() in text for line in check.why.splitlines())
    assert f"Rule: [{check.rule}](rules.md#" in text


@pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: cls.__name__)
def test_every_entity_is_documented(cls: type[Any]) -> None:
    """Each entity has a section with both terms and a row for each of its fields."""
    text = section("reference/entities.md", cls.__name__)
    assert f"{entity_label(cls, 'zh')} · {entity_label(cls)}" in text
    documented = [(name.strip("*`"), zh) for name, zh, *_ in list(rows(text))[2:]]
    expected = [
        (each.name, field_label(each.name, "zh"))
        for each in attrs.fields(cls)
        if each.init
    ]
    assert documented == expected


@pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: cls.__name__)
def test_every_entity_is_on_the_page_of_the_model(cls: type[Any]) -> None:
    """The one page about the model, and its picture, name each entity."""
    assert f"[{cls.__name__}](" in text_of("explanation/model.md")
    drawn = re.sub(r"<[^>]+>", "", text_of("explanation/model.svg"))
    assert re.search(rf"\b{cls.__name__}\b", drawn)


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_every_file_of_a_register_is_documented(kind: str) -> None:
    """The page of the file format names each file and links to what it holds."""
    name = COLLECTIONS[kind].__name__
    wanted = (f"`{kind}.jsonl`", f"[{name}](entities.md#{name.lower()})")
    assert wanted in list(rows(text_of("reference/file-format.md")))


@pytest.mark.parametrize("cls", LISTS, ids=lambda cls: cls.__name__)
def test_every_closed_list_is_documented(cls: type[LabelledEnum]) -> None:
    """Each closed list has a section with the code and the labels of each member."""
    found = list(rows(section("reference/lists.md", cls.__name__)))[2:]
    assert found == [(f"`{each.code}`", each.zh, each.en) for each in cls]


@pytest.mark.parametrize("cls", [*ENTITIES, *LISTS], ids=lambda cls: cls.__name__)
def test_the_glossary_names_every_entity_and_list(cls: type[Any]) -> None:
    """Each entity, closed list and member has a Chinese term in the glossary."""
    found = list(rows(text_of("explanation/glossary.md")))
    names = {name for _, _, *last in found for name in last}
    assert f"`{cls.__name__}`" in names
    if issubclass(cls, LabelledEnum):
        terms = {(zh, en): names for zh, en, *last in found for names in last}
        assert all(f"`{cls.__name__}.{m.name}`" in terms[m.zh, m.en] for m in cls)


@pytest.mark.parametrize("rule", LAW.rules.values(), ids=lambda rule: rule.id)
def test_every_rule_is_documented(rule: Rule) -> None:
    """Each rule has a section with both labels, and its sources or whose they are."""
    text = section("reference/rules.md", rule.id)
    assert f"{rule.label.zh} · {rule.label.en}" in text
    borrowed = re.search(r"source as in \[([\w.]+)\]", text)
    source = section("reference/rules.md", borrowed[1]) if borrowed else text
    for version in rule.versions:
        assert str(version.source) in source
        assert version.status.en in source
        assert version.modality.en in source


@pytest.mark.parametrize("kind", RuleKind, ids=lambda kind: kind.code)
def test_every_kind_of_rule_is_documented(kind: RuleKind) -> None:
    """The pages of the rules and of the file format name each kind of rule."""
    assert f"`[[{kind.code}]]`" in section("reference/rules.md", "Kinds of rule")
    assert f"`[[{kind.code}]]`" in section("reference/file-format.md", "Rule files")


@pytest.mark.parametrize("measure", LAW.measures.values(), ids=lambda each: each.id)
def test_every_measure_is_documented(measure: Measure) -> None:
    """Each measure stands in the table of measures with both labels and its unit."""
    found = [row[:4] for row in rows(section("reference/rules.md", "Measures"))]
    label = measure.label
    assert (f"`{measure.id}`", label.zh, label.en, measure.unit.code) in found


def test_every_name_of_a_fact_is_documented() -> None:
    """The facts that outcomes carry are listed with both labels."""
    found = list(rows(section("reference/checks.md", "Names of facts")))[2:]
    assert found == [
        (f"`{key}`", each.zh, each.en) for key, each in FACT_LABELS.items()
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    """Each command has a section that explains each of its arguments and options."""
    explained = {
        name.strip("`")
        for name, *_ in rows(section("reference/command-line.md", command))
    }
    arguments = app[command].assemble_argument_collection()
    assert {name for each in arguments for name in each.names} <= explained


def test_the_api_holds_every_error() -> None:
    """The page of the API shows the whole module of errors, where each one lives."""
    assert ".. automodule:: adminlaw.errors" in text_of("reference/api.md")
    assert {each.__module__ for each in ERRORS} == {"adminlaw.errors"}


# --- What pages say by hand -------------------------------------------------------


def test_the_outcomes_are_explained_as_they_are_called() -> None:
    """The page on judgements explains each of the five outcomes under its labels."""
    found = [row[:2] for row in rows(text_of("explanation/judgements.md"))]
    assert [pair for pair in found if pair[0] in {each.en for each in Status}] == [
        (each.en, each.zh) for each in Status
    ]


def test_the_severities_are_those_of_the_code() -> None:
    """The page on judgements gives each modality the severity that findings have."""
    found = list(
        rows(section("explanation/judgements.md", "From modality to severity"))
    )
    assert sorted(found[2:]) == sorted(
        (each.zh, each.en, severity_of(each).en) for each in Modality
    )


def test_the_readme_is_short_and_runs() -> None:
    """The README stays under 120 lines and shows the two commands that matter."""
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert len(lines) < 120
    assert {"$ make audit", "$ make test"} <= set(lines)


def pages_with_toml() -> Iterator[tuple[str, str]]:
    """Yield each TOML example with the page that it stands on."""
    for page in sorted(DOCS.glob("*/*.md")):
        for block in re.findall(
            r"```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL
        ):
            yield page.name, block


@pytest.mark.parametrize(("page", "block"), tuple(pages_with_toml()))
def test_every_toml_example_is_toml(page: str, block: str) -> None:
    """An example of a header or of a rule file can be read as it stands."""
    assert tomllib.loads(block), page
