"""The rule book: every rule that ships, the loader's refusals, versions and places."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.citations import format_numeral, parse_citation
from adminlaw.errors import InputError, UnknownRuleError
from adminlaw.findings import Severity, severity_of
from adminlaw.identifiers import parse_division_code
from adminlaw.labels import Label, Modality
from adminlaw.periods import LengthUnit
from adminlaw.rulebook import (
    Measure,
    Norm,
    Rule,
    RuleKind,
    RuleVersion,
    SourceStatus,
    TimeLimit,
    load_rulebook,
    measures_of,
)
from adminlaw.spans import DateSpan

LAW = load_rulebook()
RULES = tuple(LAW.rules.values())
PAIRS = [(rule, version) for rule in RULES for version in rule.versions]


READ = [pair for pair in PAIRS if pair[1].status is SourceStatus.READ]
LIMITS = [pair for pair in READ if isinstance(pair[1].content, TimeLimit)]


def named(value: object) -> str:
    """Return what a case is called: the rule, and the days of its version."""
    return value.id if isinstance(value, Rule) else str(getattr(value, "valid", value))


DATA = files("adminlaw.rulebook").joinpath("data")

HEADING = '[[norm]]\nid = "own.norm"\nlabel = { zh = "甲", en = "a" }\n'
VERSION = """
[[norm.version]]
valid = { since = 2020-01-01 }
modality = "duty"
source = "《行政处罚法》第五条"
"""
NORM = HEADING + VERSION
RESTING = """
[[{}]]
id = "own.sum"
label = {{ zh = "甲", en = "a" }}
rests_on = "figures.accuracy"
"""

by_id = pytest.mark.parametrize("rule", RULES, ids=named)
by_version = pytest.mark.parametrize(("rule", "version"), PAIRS, ids=named)
chinese = re.compile("[一-鿿]")


# What ships with the library


def tables() -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield every entry of the files that ship, with its file and its kind."""
    for folder in (DATA, DATA.joinpath("places")):
        for file in folder.iterdir():
            if file.name.endswith(".toml"):
                content = tomllib.loads(file.read_text("utf-8"))
                for kind, members in content.items():
                    if kind != "place":
                        yield from ((file.name, kind, each) for each in members)


def test_every_entry_of_the_files_is_loaded_once() -> None:
    """No id is used twice, and no entry is left out."""
    ids = Counter((kind == "measure", entry["id"]) for _f, kind, entry in tables())
    assert set(ids.values()) == {1}
    assert {key for measure, key in ids if measure} == set(LAW.measures)
    assert {key for measure, key in ids if not measure} == set(LAW.rules)


@by_id
def test_every_rule_is_called_by_its_id_and_by_both_languages(rule: Rule) -> None:
    """A rule is found under its own id and has a Chinese and an English name."""
    assert LAW.rules[rule.id] is rule
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", rule.id)
    assert chinese.search(rule.label.zh)
    assert re.search("[a-z]", rule.label.en)
    assert not chinese.search(rule.label.en)


@by_id
def test_every_rule_has_a_version(rule: Rule) -> None:
    """A rule that was never law is no rule."""
    assert rule.versions


@by_id
def test_no_two_versions_of_a_rule_are_law_on_one_day(rule: Rule) -> None:
    """On each day on which some version starts or ends at most one is in force."""
    spans = [each.valid for each in rule.versions]
    edges = {day for span in spans for day in (span.since, span.until) if day}
    for day in edges | {day - timedelta(days=1) for day in edges}:
        assert sum(day in span for span in spans) <= 1
    assert not any(one.overlaps(other) for one, other in combinations(spans, 2))


@by_id
def test_the_versions_of_a_rule_stand_in_order(rule: Rule) -> None:
    """A new version is added below, and an old one is closed."""
    starts = [each.valid.since or date.min for each in rule.versions]
    assert starts == sorted(starts)
    assert all(each.valid.until is not None for each in rule.versions[:-1])


@by_version
def test_every_version_cites_its_source(rule: Rule, version: RuleVersion) -> None:
    """A rule without a source is an opinion; the citation reads back as itself."""
    assert version.source.title, rule.id
    assert parse_citation(str(version.source)) == version.source


@pytest.mark.parametrize(("rule", "version"), READ, ids=named)
def test_a_source_that_was_read_names_its_article(
    rule: Rule, version: RuleVersion
) -> None:
    """Whoever has read the text can say in which article the rule stands."""
    articles = [each.article for each in version.source.provisions]
    assert articles, rule.id
    assert all(articles)


@by_version
def test_a_rule_says_what_rules_of_its_kind_say(
    rule: Rule, version: RuleVersion
) -> None:
    """A time limit has a length and a ratio a floor: kind and content agree."""
    assert type(version.content).__name__.lower() == rule.kind.code.replace("_", "")


@by_version
def test_a_rule_speaks_of_measures_that_are_defined(
    rule: Rule, version: RuleVersion
) -> None:
    """A rule over a measure that nobody defines would never judge anything."""
    unknown = set(measures_of(version.content)) - set(LAW.measures)
    assert not unknown, rule.id


@pytest.mark.parametrize(
    "measure", [pytest.param(m, id=m.id) for m in LAW.measures.values()]
)
def test_every_measure_is_called_by_both_languages(measure: Measure) -> None:
    """A measure has a Chinese and an English name, and a unit."""
    assert chinese.search(measure.label.zh)
    assert re.search("[a-z]", measure.label.en)
    assert LAW.label(measure.id) == measure.label


def test_the_rules_of_a_place_stand_in_the_file_named_after_its_code() -> None:
    """衡水市 is 131100, 廉江市 440881: each file holds rules of that place alone."""
    found = {}
    for file in DATA.joinpath("places").iterdir():
        content = tomllib.loads(file.read_text("utf-8"))
        assert file.name == f"{content['place']}.toml"
        assert parse_division_code(content["place"]).valid
        found[content["place"]] = {
            entry["id"]
            for kind, members in content.items()
            if kind != "place"
            for entry in members
        }
    placed = {code: {r.id for r in RULES if r.place == code} for code in found}
    assert placed == found
    assert set(found) == {
        "131100",
        "320481",
        "370000",
        "430000",
        "440881",
        "511900",
    }
    assert {rule.place for rule in RULES} == {"", *found}


def test_a_label_is_the_code_where_no_measure_is_known() -> None:
    """An unknown measure is shown as it was written, and nothing is invented."""
    assert LAW.label("no.such") == Label("no.such", "no.such")


@pytest.mark.parametrize(
    ("modality", "severity"),
    [
        (Modality.DUTY, Severity.ERROR),
        (Modality.IN_PRINCIPLE, Severity.WARNING),
        (Modality.PERMISSION, Severity.INFO),
        (Modality.TARGET, Severity.INFO),
        (Modality.ADVICE, Severity.INFO),
        (Modality.PLANNED, Severity.INFO),
    ],
)
def test_the_strength_of_a_rule_decides_how_grave_a_breach_is(
    modality: Modality, severity: Severity
) -> None:
    """应当 is an error, 原则上 a warning; 力争, 倡导 and 拟 only inform."""
    assert severity_of(modality) is severity


# The texts of the statutes


@cache
def texts(corpus: Path) -> dict[str, list[Path]]:
    """Return the files of a corpus by the title before the day in their names."""
    found: dict[str, list[Path]] = {}
    for file in corpus.rglob("*.md"):
        found.setdefault(re.sub(r"\([-\d]+\)$", "", file.stem), []).append(file)
    return found


def article(corpus: Path, title: str, number: int) -> list[str]:
    """Return one article from each text with that title that holds it."""
    heading = f"第{format_numeral(number)}条"
    pattern = re.compile(
        rf"^{heading}[\s　](.*?)(?=^第[^\s]+条[\s　]|\Z)", re.DOTALL | re.MULTILINE
    )
    found = (
        pattern.search(file.read_text("utf-8")) for file in texts(corpus).get(title, ())
    )
    return [match[1] for match in found if match]


@pytest.mark.parametrize(("rule", "version"), READ, ids=named)
def test_a_source_that_was_read_holds_the_article_cited(
    rule: Rule, version: RuleVersion, corpus: Path
) -> None:
    """The instrument is in the corpus, and the article and its paragraphs exist."""
    title = version.source.short_title
    assert title in texts(corpus), rule.id
    for each in version.source.provisions:
        assert each.article is not None
        held = article(corpus, title, each.article)
        assert held, rule.id
        paragraphs = [len(re.split(r"\n\s*\n", text.strip())) for text in held]
        assert max(paragraphs) >= (each.paragraph or 1)


@pytest.mark.parametrize(("rule", "version"), LIMITS, ids=named)
def test_a_time_limit_that_was_read_is_the_length_in_its_article(
    rule: Rule, version: RuleVersion, corpus: Path
) -> None:
    """The number and the unit of the rule stand in the article that it cites."""
    assert isinstance(version.content, TimeLimit)
    length = version.content.length
    (place,) = version.source.provisions
    numbers = (str(length.number), format_numeral(length.number))
    texts_held = article(corpus, version.source.short_title, place.article or 0)
    written = [f"{number}{length.unit.zh}" for number in numbers]
    assert any(each in text for each in written for text in texts_held), rule.id


def test_the_limit_of_registration_is_thirty_working_days(corpus: Path) -> None:
    """不动产登记机构应当自受理登记申请之日起30个工作日内办结."""
    assert any("30个工作日" in t for t in article(corpus, "不动产登记暂行条例", 20))
    rule = LAW.version("immovable_property.register", date(2020, 1, 1))
    assert isinstance(rule.content, TimeLimit)
    assert rule.content.length.number == 30
    assert rule.content.length.unit is LengthUnit.WORKING_DAY


# Which version is law


def norm(since: date | None, until: date | None) -> RuleVersion:
    """Return a version in force on these days."""
    source = parse_citation("《行政处罚法》第五条")
    return RuleVersion(
        valid=DateSpan(since, until),
        modality=Modality.DUTY,
        source=source,
        content=Norm(),
    )


@given(
    starts=st.lists(st.dates(), unique=True, min_size=2, max_size=5).map(sorted),
    day=st.dates(),
)
def test_the_version_of_a_day_is_the_one_whose_span_holds_it(
    starts: list[date], day: date
) -> None:
    """Versions that follow each other leave no day with two and none between them."""
    versions = tuple(norm(*ends) for ends in pairwise(starts))
    rule = Rule(id="r", kind=RuleKind.NORM, label=Label("甲", "a"), versions=versions)
    past = sum(start <= day for start in starts)
    expected = versions[past - 1] if 0 < past < len(starts) else None
    assert rule.on(day) is expected


@pytest.mark.parametrize(
    ("rule", "day", "title"),
    [
        ("figures.accuracy", date(2001, 1, 1), "国家行政机关公文处理办法"),
        ("figures.accuracy", date(2008, 4, 30), "国家行政机关公文处理办法"),
        ("figures.accuracy", date(2008, 5, 1), "中华人民共和国政府信息公开条例"),
        ("figures.accuracy", date(2019, 5, 15), "中华人民共和国政府信息公开条例"),
        (
            "clearance.normative",
            date(2010, 10, 9),
            "国务院关于加强市县政府依法行政的决定",
        ),
        ("clearance.normative", date(2010, 10, 10), "国务院关于加强法治政府建设的意见"),
        (
            "report.publication",
            date(2017, 12, 31),
            "法治政府建设实施纲要（2015-2020年）",
        ),
        (
            "report.publication",
            date(2021, 12, 31),
            "法治政府建设与责任落实督察工作规定",
        ),
    ],
)
def test_a_rule_rests_on_what_was_law_that_day(
    rule: str, day: date, title: str
) -> None:
    """Each day is answered by the version that was in force on it."""
    assert LAW.version(rule, day).source.title == title


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("no.such", date(2020, 1, 1)),
        ("figures.accuracy", date(2000, 12, 31)),
        ("study.leading_body", date(2021, 1, 1)),
        ("service.limit", date(2019, 12, 31)),
    ],
)
def test_a_rule_that_is_not_law_that_day_is_refused(rule: str, day: date) -> None:
    """No other version is put in the place of one that is not in force."""
    with pytest.raises(UnknownRuleError) as caught:
        LAW.version(rule, day)
    assert (caught.value.rule, caught.value.day) == (rule, day)


def test_nobody_changes_the_law_by_accident() -> None:
    """Neither the rules nor a rule can be changed in place."""
    with pytest.raises(TypeError):
        LAW.rules["own.norm"] = RULES[0]  # type: ignore[index]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        RULES[0].id = "own.norm"  # type: ignore[misc]


# Where a rule is law


@pytest.mark.parametrize(
    ("place", "division", "applies"),
    [
        ("", "131100", True),
        ("", "", True),
        ("130000", "130000", True),
        ("130000", "131100", True),
        ("130000", "131102", True),
        ("130000", "140000", False),
        ("131100", "131100", True),
        ("131100", "131102", True),
        ("131100", "130000", False),
        ("131100", "131000", False),
        ("131000", "131003", True),
        ("131000", "131100", False),
        ("440881", "440881", True),
        ("440881", "440800", False),
        ("440881", "440882", False),
        ("440881", "440881100", True),
        ("440881", "440881100000", True),
        ("131100", "", False),
    ],
)
def test_a_rule_is_law_in_its_place_and_below(
    place: str, division: str, *, applies: bool
) -> None:
    """A province's rule is law in its cities and counties, and never the reverse."""
    rule = Rule(
        id="r",
        kind=RuleKind.NORM,
        label=Label("甲", "a"),
        versions=(norm(None, None),),
        place=place,
    )
    assert rule.applies_in(division) is applies


# What the loader refuses


def refused(tmp_path: Path, text: str) -> InputError:
    """Return what the loader says of a file that it cannot use."""
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_rulebook(extra=[file])
    return caught.value


TIME_LIMIT = (
    NORM.replace("norm", "time_limit")
    + """
nature = "deadline"
actor = { zh = "甲", en = "a" }
side = "organ"
starts = { zh = "乙", en = "b" }
action = { zh = "丙", en = "c" }
roll = "silent"
"""
)
FIXED_DATE = (
    NORM.replace("norm", "fixed_date")
    + """
actor = { zh = "甲", en = "a" }
action = { zh = "丙", en = "c" }
years_later = 1
"""
)
QUANTITY = NORM.replace("norm", "quantity") + 'subject = { zh = "甲", en = "a" }\n'
YEARLY_DAY = NORM.replace("norm", "yearly_day") + 'event = "published"\n'
PARTITION = RESTING.format("partition") + (
    'whole = "decisions.items"\nparts = ["decisions.hearing_items"]\n'
)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param(HEADING + "colour = 1\n" + VERSION, "$.norm[0]", id="key of rule"),
        pytest.param(NORM + "colour = 1\n", "$.norm[0].version[0]", id="key"),
        pytest.param(NORM + "content = {}\n", "$.norm[0].version[0]", id="content"),
        pytest.param(
            HEADING + 'kind = "ratio"\n' + VERSION, "$.norm[0]", id="kind given twice"
        ),
        pytest.param(
            HEADING + 'place = "110000"\n' + VERSION, "$.norm[0]", id="place of a rule"
        ),
        pytest.param('[[statute]]\nid = "s"\n', "$.statute[0]", id="unknown kind"),
        pytest.param("[statute]\n", "$.statute", id="unknown table"),
        pytest.param('statute = ""\n', "$.statute", id="unknown text"),
        pytest.param("statute = 5\n", "$.statute", id="unknown number"),
        pytest.param(NORM.replace("[[norm]]", "[norm]"), "$.norm", id="one table"),
        pytest.param("norm = 5\n", "$.norm", id="number for rules"),
        pytest.param("norm = [5]\n", "$.norm[0]", id="number for a rule"),
        pytest.param(HEADING, "$.norm[0].version", id="no version"),
        pytest.param(HEADING + "version = 5\n", "$.norm[0].version", id="number"),
        pytest.param(HEADING + "version = [5]\n", "$.norm[0].version[0]", id="numbers"),
        pytest.param(
            NORM.replace("[[norm.version]]", "[norm.version]"),
            "$.norm[0].version",
            id="one version as a table",
        ),
        pytest.param(NORM + VERSION, "$.norm[0].version[1].valid", id="overlap"),
        pytest.param(NORM + NORM, "$.norm[1].id", id="id twice"),
        pytest.param(
            NORM.replace("own.norm", "figures.accuracy"), "$.norm[0].id", id="id taken"
        ),
        pytest.param(
            '[[measure]]\nid = "decisions.items"\nlabel = { zh = "甲", en = "a" }\n'
            'unit = "item"\n',
            "$.measure[0].id",
            id="measure taken",
        ),
        pytest.param(
            '[[measure]]\nid = "own"\nlabel = { zh = "甲", en = "a" }\n'
            'unit = "thing"\n',
            "$.measure[0].unit",
            id="unknown unit",
        ),
        pytest.param(
            HEADING + 'rests_on = "no.such"\n', "$.norm[0].rests_on", id="rests on none"
        ),
        pytest.param(
            HEADING + 'rests_on = ["figures.accuracy"]\n',
            "$.norm[0].rests_on",
            id="rests on a list",
        ),
        pytest.param(
            HEADING + 'rests_on = "figures.accuracy"\n' + VERSION,
            "$.norm[0]",
            id="rests on another and has versions",
        ),
        pytest.param(
            RESTING.format("threshold") + 'measure = "no.such"\nat_most = 1\n',
            "$.threshold[0]",
            id="unknown measure",
        ),
        pytest.param(
            PARTITION + 'overlap = ["no.such", "decisions.items"]\n',
            "$.partition[0]",
            id="unknown measure that overlaps",
        ),
        pytest.param(
            NORM.replace('"duty"', '"must"'),
            "$.norm[0].version[0].modality",
            id="unknown modality",
        ),
        pytest.param(
            NORM.replace("《行政处罚法》第五条", "第五条"),
            "$.norm[0].version[0].source",
            id="source without a title",
        ),
        pytest.param(
            re.sub("source.*\n", "", NORM),
            "$.norm[0].version[0].source",
            id="no source",
        ),
        pytest.param(
            NORM.replace("2020-01-01", "2020-01-01, until = 2019-01-01"),
            "$.norm[0].version[0].valid",
            id="end before start",
        ),
        pytest.param(
            NORM.replace(', en = "a"', ""), "$.norm[0].label.en", id="one language"
        ),
        pytest.param(NORM.replace('id = "own.norm"', ""), "$.norm[0].id", id="no id"),
        pytest.param(
            TIME_LIMIT + 'length = "soon"\n',
            "$.time_limit[0].version[0].length",
            id="no length",
        ),
        pytest.param(
            TIME_LIMIT + 'length = "0 days"\n',
            "$.time_limit[0].version[0].length",
            id="length of nothing",
        ),
        pytest.param(
            TIME_LIMIT + 'length = "3 days"\nunit_by = "第八十五条"\n',
            "$.time_limit[0].version[0].unit_by",
            id="clause of the unit without a title",
        ),
        pytest.param(
            TIME_LIMIT + 'length = "3 days"\nextension = { length = "3 days" }\n',
            "$.time_limit[0].version[0].extension.source",
            id="extension without a source",
        ),
        pytest.param(
            TIME_LIMIT + 'length = "3 days"\nexcluded_source = "《甲法》第一条"\n',
            "$.time_limit[0].version[0].excluded_source",
            id="one source for a list",
        ),
        pytest.param(
            TIME_LIMIT.replace('"silent"', '"always"') + 'length = "3 days"\n',
            "$.time_limit[0].version[0].roll",
            id="unknown roll",
        ),
        pytest.param(
            FIXED_DATE + "month = 2\nday = 30\n",
            "$.fixed_date[0].version[0]",
            id="fixed on a day that no year has",
        ),
        pytest.param(
            FIXED_DATE + "month = 2\nday = 1\nfrom_month = 1\n",
            "$.fixed_date[0].version[0]",
            id="window with half a first day",
        ),
        pytest.param(
            QUANTITY + 'unit = "yuan"\n',
            "$.quantity[0].version[0]",
            id="quantity without a number",
        ),
        pytest.param(
            QUANTITY + 'unit = "pound"\nat_most = 5\n',
            "$.quantity[0].version[0].unit",
            id="quantity in an unknown unit",
        ),
        pytest.param(
            NORM.replace("own.norm", "penalty.decide"),
            "$.norm[0].id",
            id="id taken by a statute",
        ),
        pytest.param(
            NORM + "text = 2021\n", "$.norm[0].version[0].text", id="text without a day"
        ),
        pytest.param(
            YEARLY_DAY + "month = 13\nday = 1\n",
            "$.yearly_day[0].version[0]",
            id="thirteenth month",
        ),
        pytest.param(
            YEARLY_DAY + "month = 2\nday = 30\n",
            "$.yearly_day[0].version[0]",
            id="thirtieth of February",
        ),
        pytest.param("place = 5\n" + NORM, "$", id="place is a number"),
        pytest.param("norm = \n", "$", id="not TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_where_it_is_wrong(
    tmp_path: Path, text: str, path: str
) -> None:
    """Keys are closed: every problem names the file and the place in it."""
    error = refused(tmp_path, text)
    assert error.problems
    for problem in error.problems:
        assert problem.file == "own.toml"
        assert problem.path.startswith(path)
        assert problem.expected_zh
        assert problem.expected_en


def test_all_problems_of_a_file_are_listed(tmp_path: Path) -> None:
    """Whoever mends a file is told of everything at once."""
    broken = NORM.replace(', en = "a"', "").replace('"duty"', '"must"') + "colour = 1\n"
    twice = refused(tmp_path, NORM + broken.replace("own.norm", "own.other"))
    paths = {each.path for each in twice.problems}
    expected = {"$.norm[1].label.en", "$.norm[1].version[0].modality"}
    assert expected < paths
    assert any("colour" in each.received for each in twice.problems)


def test_an_unknown_measure_is_reported_once(tmp_path: Path) -> None:
    """A rule with three versions has one wrong measure, not three."""
    text = RESTING.format("threshold") + 'measure = "no.such"\nat_most = 1\n'
    assert len(refused(tmp_path, text).problems) == 1


@pytest.mark.parametrize("name", ["missing.toml", ""])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    """A missing file, or a folder, is a wrong input and no fault of the program."""
    with pytest.raises(InputError):
        load_rulebook(extra=[tmp_path / name])


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """A file in GBK is not read as something else."""
    file = tmp_path / "gbk.toml"
    file.write_bytes(NORM.encode("gbk"))
    with pytest.raises(InputError) as caught:
        load_rulebook(extra=[file])
    assert [each.file for each in caught.value.problems] == ["gbk.toml"]


def test_a_message_about_a_file_exists_in_both_languages(tmp_path: Path) -> None:
    """One line for each problem, with the file and the path, in zh and in en."""
    error = refused(tmp_path, HEADING)
    for text in (error.message("zh"), error.message("en")):
        assert "own.toml" in text
        assert "$.norm[0].version" in text
    assert chinese.search(error.message("zh"))
    assert not chinese.search(error.message("en"))


# A city's own file


OWN = (
    """
place = "110000"

[[measure]]
id = "own.count"
label = { zh = "件数", en = "count" }
unit = "case"
"""
    + NORM
    + """
[[norm.version]]
valid = { since = 2010-01-01, until = 2020-01-01 }
modality = "in_principle"
source = "《行政处罚法》第四条"
status = "recalled"
"""
    + RESTING.format("threshold")
    + 'measure = "own.count"\nat_least = 1\n'
)


def test_a_city_s_own_file_adds_to_the_law(tmp_path: Path) -> None:
    """Its rules and measures join those that ship, and are law in its place alone."""
    file = tmp_path / "110000.toml"
    file.write_text(OWN, "utf-8")
    law = load_rulebook(extra=[str(file)])
    assert set(law.rules) - set(LAW.rules) == {"own.norm", "own.sum"}
    assert set(law.measures) - set(LAW.measures) == {"own.count"}
    assert {law.rules[key].place for key in ("own.norm", "own.sum")} == {"110000"}
    assert law.version("own.norm", date(2019, 12, 31)).modality.code == "in_principle"
    assert law.version("own.norm", date(2020, 1, 1)).modality.code == "duty"


def test_a_rule_that_rests_on_another_has_its_days_and_sources(tmp_path: Path) -> None:
    """Arithmetic is always the same; that a breach matters is the other rule's."""
    file = tmp_path / "110000.toml"
    file.write_text(OWN, "utf-8")
    law = load_rulebook(extra=[file])
    resting, other = law.rules["own.sum"], law.rules["figures.accuracy"]
    assert len(resting.versions) == len(other.versions) > 1
    for one, two in zip(resting.versions, other.versions, strict=True):
        assert attrs.evolve(one, content=two.content) == two
        assert measures_of(one.content) == ("own.count",)


def test_a_file_may_rest_on_a_file_before_it(tmp_path: Path) -> None:
    """Files are read in the order given, those that ship first."""
    first, second = tmp_path / "b.toml", tmp_path / "a.toml"
    first.write_text(NORM, "utf-8")
    second.write_text(
        HEADING.replace("own.norm", "own.second") + 'rests_on = "own.norm"\n', "utf-8"
    )
    law = load_rulebook(extra=[first, second])
    assert law.rules["own.second"].versions == law.rules["own.norm"].versions
