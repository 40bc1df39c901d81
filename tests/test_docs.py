"""The documentation says what the code says, and leaves nothing out."""

from __future__ import annotations

import csv
import importlib
import json
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import adminlaw as al
from adminlaw import model
from adminlaw.checks import CHECKS, Check
from adminlaw.cli import app
from adminlaw.errors import AdminLawError
from adminlaw.findings import FACT_LABELS, Status, severity_of
from adminlaw.labels import Label, LabelledEnum, Modality
from adminlaw.model import COLLECTIONS, Figure, Register, Responsibility
from adminlaw.model.fields import entity_label, field_label, is_personal
from adminlaw.money import Money
from adminlaw.register import SCHEMA_VERSION
from adminlaw.rulebook import Measure, Rule, RuleKind, load_rulebook
from adminlaw.spans import DateSpan
from adminlaw.tables import Column, ColumnKind, Template, templates

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

EXAMPLES = sorted(each for each in (ROOT / "examples").iterdir() if each.is_dir())

LAW = load_rulebook()
ENTITIES: tuple[type[Any], ...] = tuple(
    each
    for name in model.__all__
    if isinstance(each := getattr(model, name), type) and attrs.has(each)
)
"""Every class that the model offers: records, what stands in them, what walks give."""

VALUES: tuple[type[Any], ...] = (Label, DateSpan, Money)
"""Classes below the model that files write as objects."""

COMMANDS = tuple(name for name in app if not name.startswith("-"))


def page_of(cls: type[Any]) -> str:
    """Return the page of an entity: words of its name with hyphens."""
    words = re.findall(r"[A-Z][a-z]*", cls.__name__)
    return f"reference/entities/{'-'.join(words).lower()}.md"


GENERATED = (
    "explanation/glossary.md",
    "reference/checks.md",
    "reference/entities.md",
    "reference/graph.md",
    "reference/lists.md",
    "reference/rules.md",
    *map(page_of, (*ENTITIES, *VALUES)),
    "reference/notices.md",
    "reference/readings.md",
    "reference/findings.md",
    "reference/indicator-values.md",
    "reference/indicators.md",
    "reference/review.md",
    "reference/schemas.md",
    "reference/templates.md",
    *(f"reference/checks/{check.id}.md" for check in CHECKS),
    *(
        f"reference/{folder}/{page.name}"
        for folder in ("review", "rules")
        for page in sorted((DOCS / "reference" / folder).glob("*.md"))
    ),
    "tutorial/citations.ipynb",
    "tutorial/network.ipynb",
    "zh/glossary.md",
)

SAMPLES: dict[str, dict[str, Any]] = json.loads(
    (DOCS / "generator" / "samples.json").read_text("utf-8")
)


def text_of(page: str) -> str:
    """Return the text of a page below ``docs/``."""
    return (DOCS / page).read_text("utf-8")


def section(page: str, heading: str) -> str:
    """Return what stands under a heading of a page, up to the next one of its level."""
    return section_of(text_of(page), heading, page)


def section_of(text: str, heading: str, page: str = "the text") -> str:
    """Return what stands under a heading of a text."""
    pattern = rf"^(#+) {re.escape(heading)}$\n(.*?)(?=^\1 |^# |\Z)"
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
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
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
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


def test_no_page_of_an_entity_is_left_over() -> None:
    """The folder of the entities holds the page of each of them, and nothing else."""
    found = {f"reference/entities/{each.name}" for each in DOCS.glob("*/entities/*")}
    assert found == set(map(page_of, (*ENTITIES, *VALUES)))


# --- Nothing is left out ----------------------------------------------------------


@pytest.mark.parametrize("name", al.__all__)
def test_every_public_name_is_in_the_api(name: str) -> None:
    """Each name that `import adminlaw` offers has an entry on the page of the API."""
    pattern = rf"^\.\. auto(function|class|exception|module):: adminlaw\.{name}$"
    assert re.search(pattern, text_of("reference/api.md"), re.MULTILINE)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_is_documented(check: Check[Any]) -> None:
    """Each check has a page with both labels, its reason, its limits, its rules."""
    text = text_of(f"reference/checks/{check.id}.md")
    assert text.startswith(f"# {check.id} {check.label.en}\n")
    said = (check.label, check.why, check.blind)
    assert all(each.zh in text and each.en in text for each in said)
    rules = check.rules(LAW)
    assert rules
    assert all(f"| [{each}](../" in section_of(text, "Rules") for each in rules)


def test_every_check_is_on_the_page_of_all_checks() -> None:
    """The overview links to the page of each check, with both labels, and no other."""
    found = [
        row for row in rows(text_of("reference/checks.md")) if "](checks/" in row[0]
    ]
    expected = [
        (f"[{each.id}](checks/{each.id}.md)", each.label.zh, each.label.en)
        for each in CHECKS
    ]
    assert sorted(found) == sorted(expected)
    assert {each.stem for each in DOCS.glob("reference/checks/*.md")} == {
        each.id for each in CHECKS
    }


def field_rows(cls: type[Any]) -> Iterator[tuple[str, str]]:
    """Yield each field that an entity can be given, with its Chinese label."""
    for each in attrs.fields(cls):
        if each.init:
            yield f"`{each.name}`", field_label(each.name, "zh")


@pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: cls.__name__)
def test_every_entity_has_a_page(cls: type[Any]) -> None:
    """The page of an entity has both terms and a row for each field."""
    page = page_of(cls)
    assert f"\n{entity_label(cls, 'zh')} · {entity_label(cls)}\n" in text_of(page)
    fields = list(rows(section(page, "Fields")))[2:]
    assert [(name, zh) for name, zh, *_ in fields] == list(field_rows(cls))
    required = [name.strip("`") for name, *rest in fields if "**required**" in rest[2]]
    assert required == [
        each.name
        for each in attrs.fields(cls)
        if each.init and each.default is attrs.NOTHING
    ]
    kinds = [kind for kind, each in COLLECTIONS.items() if each is cls]
    assert all(f"`{kind}.jsonl`" in text_of(page) for kind in kinds)


@pytest.mark.parametrize("cls", [*ENTITIES, *VALUES], ids=lambda cls: cls.__name__)
def test_every_entity_has_an_example(cls: type[Any]) -> None:
    """The page of an entity structures its sample, which is written as files are."""
    shown = section(page_of(cls), "Example")
    assert "record = al.structure(\n" in shown
    assert ">>> " in shown
    sample = SAMPLES[cls.__name__]
    made = Register if cls is Responsibility else cls
    for payload in (sample["payload"], *sample.get("others", ())):
        assert al.unstructure(al.structure(payload, made)) == payload


def test_the_samples_make_one_register(tmp_path: Path) -> None:
    """Every id that a sample names is the id of a sample, so they can be read."""
    kinds = {
        kind: [
            SAMPLES[cls.__name__]["payload"],
            *SAMPLES[cls.__name__].get("others", ()),
        ]
        for kind, cls in COLLECTIONS.items()
    }
    header = {"id": "samples", "label": {"zh": "样例", "en": "samples"}}
    register = al.structure({**header, **kinds}, Register)
    al.write_register(register, tmp_path)
    assert al.read_register(tmp_path) == register


@pytest.mark.parametrize("cls", [*ENTITIES, *VALUES], ids=lambda cls: cls.__name__)
def test_the_index_leads_to_every_entity(cls: type[Any]) -> None:
    """The index of the entities links to the page of each of them."""
    link = f"[{cls.__name__}]({page_of(cls).removeprefix('reference/')})"
    assert link in {name for name, *_ in rows(text_of("reference/entities.md"))}


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_page_of_an_entity_names_the_checks_that_judge_it(folder: Path) -> None:
    """Whatever check judges a record of an example stands on the page of its kind."""
    report = al.audit(al.read_register(folder), as_of=date(2030, 1, 1))
    seen = {
        (each.check, record.partition("/")[0])
        for each in report.judgements
        for record in each.subject.records
    }
    assert seen
    for check, kind in seen:
        assert f"- [{check}](" in section(page_of(COLLECTIONS[kind]), "Checks")


@pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: cls.__name__)
def test_every_entity_is_on_the_page_of_the_model(cls: type[Any]) -> None:
    """The one page about the model, and its picture, name each entity."""
    assert f"[{cls.__name__}](../{page_of(cls)})" in text_of("explanation/model.md")
    drawn = re.sub(r"<[^>]+>", "", text_of("explanation/model.svg"))
    assert re.search(rf"\b{cls.__name__}\b", drawn)


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_every_file_of_a_register_is_documented(kind: str) -> None:
    """The page of the file format names each file and links to what it holds."""
    page = page_of(COLLECTIONS[kind]).removeprefix("reference/")
    wanted = (f"`{kind}.jsonl`", f"[{COLLECTIONS[kind].__name__}]({page})")
    assert wanted in list(rows(text_of("reference/file-format.md")))


@pytest.mark.parametrize("cls", LISTS, ids=lambda cls: cls.__name__)
def test_every_closed_list_is_documented(cls: type[LabelledEnum]) -> None:
    """Each closed list has a section with the code and the labels of each member."""
    found = list(rows(section("reference/lists.md", cls.__name__)))[2:]
    assert found == [(f"`{each.code}`", each.zh, each.en) for each in cls]


def glossary(heading: str) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of a section of the glossary, links without their targets."""
    for zh, en, names in list(rows(section("explanation/glossary.md", heading)))[2:]:
        yield zh, en, re.sub(r"\[(`[^`]+`)\]\([^)]+\)", r"\1", names)


def test_the_glossary_names_every_entity_as_the_code_does() -> None:
    """Each entity stands in the glossary under the labels that notebooks show."""
    expected = {
        (entity_label(c, "zh"), entity_label(c), f"`{c.__name__}`") for c in ENTITIES
    }
    assert set(glossary("Records")) == expected


def test_the_glossary_names_every_field_as_the_code_does() -> None:
    """Each field of an entity stands in the glossary with its labels, once."""
    names = {f.name for cls in ENTITIES for f in attrs.fields(cls) if f.init}
    expected = [(field_label(n, "zh"), field_label(n), f"`{n}`") for n in sorted(names)]
    assert list(glossary("Fields")) == expected


@pytest.mark.parametrize("cls", LISTS, ids=lambda cls: cls.__name__)
def test_the_glossary_names_every_list_and_member(cls: type[LabelledEnum]) -> None:
    """Each closed list and each of its members has its labels in the glossary."""
    assert f"`{cls.__name__}`" in {name for *_, name in glossary("Closed lists")}
    terms = {(zh, en): names for zh, en, names in glossary("Members of closed lists")}
    assert all(f"`{cls.__name__}.{m.name}`" in terms[m.zh, m.en] for m in cls)


def test_a_term_of_the_field_is_said_once() -> None:
    """The terms beside the code repeat none of its labels, and each is on the page."""
    file = DOCS / "generator" / "glossary.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        terms = [(row["zh"], row["en"]) for row in csv.DictReader(stream)]
    labels = {member.zh for cls in LISTS for member in cls}
    labels |= {entity_label(cls, "zh") for cls in ENTITIES}
    chinese = [zh for zh, _ in terms]
    assert len(chinese) == len(set(chinese))
    assert not labels & set(chinese)
    assert {(zh, en) for zh, en, _ in glossary("Terms of the field")} == set(terms)


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


REAL = {
    "hengshui-2017": date(2018, 1, 31),
    "lianjiang-2021": date(2021, 12, 30),
    "liyang-2015": date(2016, 3, 1),
    "bazhong-2008": date(2008, 12, 31),
    "county-speech": date(2010, 12, 31),
}
"""The registers of real places, with the days on which they are audited."""


def found_on(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield each finding on a register: the register, the check, the subject."""
    folder = ROOT / "examples" / name
    law = load_rulebook(sorted(folder.glob("rules.toml")))
    report = al.audit(al.read_register(folder), as_of=REAL[name], rulebook=law)
    for each in report.with_status(Status.FAILED):
        yield name, each.check, each.subject.key


def test_every_finding_on_a_real_register_was_looked_at() -> None:
    """Each finding has a word of somebody who looked, and each word has a finding."""
    with (DOCS / "generator" / "findings.csv").open(encoding="utf-8") as stream:
        words = [
            (row["register"], row["check"], row["subject"])
            for row in csv.DictReader(stream)
            if row["word"] and row["verdict"] in {"true", "arguable"}
        ]
    found = [each for name in REAL for each in found_on(name)]
    assert sorted(words) == sorted(found)
    assert {*REAL, "model-city"} == {each.name for each in EXAMPLES}
    shown = list(rows(section("reference/findings.md", "Every finding")))[2:]
    assert len(shown) == len(found)


def test_every_name_of_a_fact_is_documented() -> None:
    """The facts that outcomes carry are listed with both labels."""
    found = list(rows(section("reference/checks.md", "Names of facts")))[2:]
    assert found == [
        (f"`{key}`", each.zh, each.en) for key, each in FACT_LABELS.items()
    ]


@pytest.mark.parametrize("page", ["reference/command-line.md", "zh/commands.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str, page: str) -> None:
    """Each command has a section that explains each of its arguments and options."""
    explained = {name.strip("`") for name, *_ in rows(section(page, command))}
    arguments = app[command].assemble_argument_collection()
    assert {name for each in arguments for name in each.names} <= explained


def test_the_api_holds_every_error() -> None:
    """The page of the API shows the whole module of errors, where each one lives."""
    assert ".. automodule:: adminlaw.errors" in text_of("reference/api.md")
    assert {each.__module__ for each in ERRORS} == {"adminlaw.errors"}


def test_the_guide_to_imports_names_every_template() -> None:
    """Each template stands in the guide with its label and the kind of its records."""
    found = {row[0].strip("`"): row for row in rows(text_of("howto/import-a-table.md"))}
    for each in templates():
        _, label, record = found[each.id]
        assert label == f"{each.label.zh} · {each.label.en}"
        assert record in {f"[{cls.__name__}](../{page_of(cls)})" for cls in ENTITIES}


def test_the_guide_to_templates_explains_every_key() -> None:
    """Each field of a template and of a column, and each kind of column, is there."""
    found = {name.strip("`") for name, *_ in rows(text_of("howto/write-a-template.md"))}
    fields = (each.name for cls in (Template, Column) for each in attrs.fields(cls))
    assert {*fields, *(each.code for each in ColumnKind)} <= found


# --- What pages say by hand -------------------------------------------------------


def test_the_outcomes_are_explained_as_they_are_called() -> None:
    """The page on judgements explains each of the five outcomes under its labels."""
    found = [row[:2] for row in rows(text_of("explanation/judgements.md"))]
    assert [pair for pair in found if pair[0] in {each.en for each in Status}] == [
        (each.en, each.zh) for each in Status
    ]


def test_every_personal_field_is_named() -> None:
    """The guide on personal data lists each field that is hidden."""
    found = {
        (name, field)
        for name, fields in rows(text_of("howto/hide-personal-data.md"))
        for field in re.findall(r"`(\w+)`", fields)
    }
    assert found == {
        (f"[{cls.__name__}](../{page_of(cls)})", field.name)
        for cls in ENTITIES
        for field in attrs.fields(cls)
        if is_personal(field)
    }


def test_every_kind_of_mechanism_is_explained() -> None:
    """The page on the mechanisms says what each kind in their table means."""
    file = DOCS / "reference" / "mechanisms.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        used = {row["kind"] for row in csv.DictReader(stream)}
    found = {name.strip("`") for name, *_ in rows(text_of("reference/mechanisms.md"))}
    assert used <= found


def test_every_version_of_the_file_format_is_explained() -> None:
    """The page of the file format says what each version changed, up to this one."""
    found = list(rows(section("reference/file-format.md", "Versions")))[2:]
    assert [number for number, _ in found] == [
        str(number + 1) for number in range(SCHEMA_VERSION)
    ]


def test_the_limits_of_a_number_are_those_of_the_reader() -> None:
    """A number has at most 30 digits before its point and 1000 behind it."""
    limits = list(rows(section("reference/file-format.md", "Limits")))
    assert ("a number", "30 digits before the point and 1000 behind it") in limits
    figure = {"id": "f", "label": {"zh": "数", "en": "number"}, "unit": "case"}
    longest = f"{'9' * 30}.{'9' * 1000}"
    assert str(al.structure(figure | {"value": longest}, Figure).value) == longest
    for beyond in (10**30, f"1{longest}", f"{longest}1"):
        with pytest.raises(al.InputError):
            al.structure(figure | {"value": beyond}, Figure)


def test_every_example_is_introduced() -> None:
    """The guide to registers lists each folder of the examples."""
    found = {name.strip("`") for name, *_ in rows(text_of("howto/make-a-register.md"))}
    assert {each.name for each in EXAMPLES} <= found


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
