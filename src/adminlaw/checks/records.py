"""Records that can be written down and should not be: tasks, tiers, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from attrs import frozen

from adminlaw.checks.identity import check
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import (
    Outcome,
    Subject,
    failed,
    not_assessable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Benchmark,
    Case,
    CaseKind,
    CertificateKind,
    Document,
    DocumentKind,
    Event,
    EventKind,
    Officer,
    Power,
    Range,
    Task,
    first,
    latest_possible,
    when,
)
from adminlaw.model.registers import kind_of

Record = TypeVar("Record")


def sight_of_record(
    record: Record, label: str, *, day: date | None = None
) -> Sight[Record]:
    """Return the sight of one record, named by its kind and id."""
    item: Any = record
    key = f"{kind_of(type(item))}/{item.id}"
    name = label or item.id
    subject = Subject(key=item.id, label=Label(name, name), records=(key,))
    return Sight(item=record, subject=subject, day=day)


# --- Powers -----------------------------------------------------------------------


def _powers(context: Context) -> Iterator[Sight[Power]]:
    for power in context.register.powers:
        yield sight_of_record(power, power.name)


@check(
    "P101",
    zh="职权载明依据",
    en="a power names its basis",
    rule="powers.basis",
    over=_powers,
)
def power_has_basis(power: Power, context: Context) -> Outcome:
    """A power without a basis in law is no power.

    Blind to: whether the basis is in force and may create the power. Absence counts
    as failure only where the register declares powers complete.
    """
    if power.basis or power.basis_text.strip():
        return passed(Label("载明依据", "its basis is named"))
    if kind_of(Power) in context.register.complete:
        return failed(Label("未载明依据", "it names no basis"), {"named": "0"})
    return unknown(Label("未载明依据", "it names no basis"), (Label("依据", "basis"),))


# --- Tasks ------------------------------------------------------------------------


def _tasks(context: Context) -> Iterator[Sight[Task]]:
    for task in context.register.tasks:
        yield sight_of_record(task, f"{task.number} {task.subject}".strip())


@check(
    "T101",
    zh="任务有责任单位和时限",
    en="a task has an owner and a day",
    rule="programme.tasks",
    over=_tasks,
)
def task_has_owner(task: Task, context: Context) -> Outcome:
    """A task that nobody leads, or that has no day, is done by nobody in time.

    Several bodies may lead together, and some may answer for a task jointly. Absence
    counts as failure only where the register declares tasks complete.
    """
    owners = len(task.leads) + len(task.shared)
    span = task.within
    due = task.due or (span.last_day if span else None)
    facts = {"leads": str(len(task.leads)), "owners": str(owners)}
    facts |= {"due": due.isoformat()} if due else {}
    complete = kind_of(Task) in context.register.complete
    if not owners and not task.shared_text.strip():
        return _absent(_NO_OWNER, facts, complete=complete)
    if due is None:
        return _absent(_NO_DAY, facts, complete=complete)
    return passed(Label("有责任单位和时限", "it has an owner and a day"), facts)


_NO_OWNER = Label("没有责任单位", "nobody answers for it")
_NO_DAY = Label("没有完成时限", "it has no day")


def _absent(message: Label, facts: dict[str, str], *, complete: bool) -> Outcome:
    """Return what absence shows: a breach only where the records are complete."""
    return failed(message, facts) if complete else unknown(message, (message,), facts)


# --- Benchmarks -------------------------------------------------------------------


def _tiered(context: Context) -> Iterator[Sight[Benchmark]]:
    for benchmark in context.register.benchmarks:
        if benchmark.tiers:
            yield sight_of_record(benchmark, benchmark.name)


@check(
    "B101",
    zh="裁量阶次不重叠、无空档",
    en="tiers neither overlap nor leave a gap",
    rule="benchmarks.tiers",
    over=_tiered,
)
def tiers_meet(benchmark: Benchmark, _context: Context) -> Outcome:
    """An amount in two tiers is two penalties for one act; one in none is neither.

    Blind to: the conditions of the tiers, which are words.
    """
    ranges = [tier.range for tier in benchmark.tiers if tier.range is not None]
    if len(ranges) < len(benchmark.tiers):
        return not_assessable(
            Label("有阶次未以数字表示", "a tier is not given in numbers"),
            {"named": str(len(ranges)), "stated": str(len(benchmark.tiers))},
        )
    if len({each.unit for each in ranges}) > 1:
        return not_assessable(Label("阶次单位不同", "tiers in different units"))
    for tier in filter(_reversed, ranges):
        facts = {"least": _bound(tier.least), "most": _bound(tier.most)}
        return failed(Label("阶次上下限颠倒", "a tier ends before it starts"), facts)
    for lower, upper in pairwise(ranges):
        facts = {"lower": _bound(lower.most), "upper": _bound(upper.least)}
        if _overlap(lower, upper):
            return failed(Label("阶次重叠", "tiers overlap"), facts)
        if _gap(lower, upper):
            return failed(Label("阶次之间有空档", "a gap between tiers"), facts)
    return passed(Label("阶次相接", "the tiers meet"))


def _bound(number: Decimal | None) -> str:
    return "…" if number is None else str(number)


def _reversed(tier: Range) -> bool:
    return tier.least is not None and tier.most is not None and tier.most < tier.least


def _overlap(lower: Range, upper: Range) -> bool:
    if lower.most is None or upper.least is None:
        return True
    both = lower.most_included and upper.least_included
    return upper.least < lower.most or (upper.least == lower.most and both)


def _gap(lower: Range, upper: Range) -> bool:
    if lower.most is None or upper.least is None:
        return False
    neither = not (lower.most_included or upper.least_included)
    return upper.least > lower.most or (upper.least == lower.most and neither)


def _ranged(context: Context) -> Iterator[Sight[Benchmark]]:
    for benchmark in context.register.benchmarks:
        if any(tier.range for tier in benchmark.tiers):
            yield sight_of_record(benchmark, benchmark.name)


@check(
    "B102",
    zh="裁量基准在法定幅度内",
    en="a benchmark stays inside the statutory range",
    rule="benchmarks.range",
    over=_ranged,
)
def benchmark_within_law(benchmark: Benchmark, _context: Context) -> Outcome:
    """A benchmark beyond the law sets a penalty, which only law may do.

    Blind to: mitigation below the statutory range, which the law itself allows.
    """
    law = benchmark.statutory_range
    if law is None:
        return unknown(
            Label("法定幅度未载明", "the statutory range is not recorded"),
            (Label("法定幅度", "statutory range"),),
        )
    ranges = [tier.range for tier in benchmark.tiers if tier.range is not None]
    if any(each.unit is not law.unit for each in ranges):
        return not_assessable(Label("单位不同", "different units"))
    outside = [each for each in ranges if not _inside(each, law)]
    if outside:
        facts = {"least": _bound(outside[0].least), "most": _bound(outside[0].most)}
        return failed(Label("超出法定幅度", "outside the statutory range"), facts)
    return passed(Label("在法定幅度内", "inside the statutory range"))


def _inside(tier: Range, law: Range) -> bool:
    low = law.least is None or (
        tier.least is not None
        and (tier.least, not tier.least_included) >= (law.least, not law.least_included)
    )
    high = law.most is None or (
        tier.most is not None
        and (tier.most, tier.most_included) <= (law.most, law.most_included)
    )
    return low and high


def _all_benchmarks(context: Context) -> Iterator[Sight[Benchmark]]:
    for benchmark in context.register.benchmarks:
        yield sight_of_record(benchmark, benchmark.name)


@check(
    "B103",
    zh="裁量基准向社会公布",
    en="a benchmark is published",
    rule="benchmarks.publication",
    over=_all_benchmarks,
)
def benchmark_published(benchmark: Benchmark, context: Context) -> Outcome:
    """A benchmark that nobody can read guides nobody.

    Absence counts as failure only where the register declares benchmarks complete.
    """
    return _happened(benchmark.events, EventKind.PUBLISHED, context, kind_of(Benchmark))


def _happened(
    events: tuple[Event, ...], kind: EventKind, context: Context, records: str
) -> Outcome:
    message = Label(f"没有{kind.zh}的记录", f"no record that it was {kind.en}")
    missing = (Label(kind.zh, kind.en),)
    facts = {"records": str(sum(each.kind is kind for each in events))}
    if any(_over(each, context.as_of) for each in events if each.kind is kind):
        return passed(Label(f"已{kind.zh}", f"it was {kind.en}"), facts)
    spans = [when(each) for each in events if each.kind is kind]
    begun = any(
        not span or not span.since or span.since <= context.as_of for span in spans
    )
    if records in context.register.complete and not begun:
        return failed(Label(f"未{kind.zh}", f"it was not {kind.en}"), facts)
    return unknown(message, missing, facts)


def _over(event: Event, as_of: date) -> bool:
    """Tell whether an event is past for certain; one without a day is on record."""
    span = when(event)
    return span is None or (span.last_day is not None and span.last_day <= as_of)


# --- Documents --------------------------------------------------------------------


@frozen
class EffectiveDocument:
    """A document with the days on which it was published and took effect."""

    published: Event
    effective: date


def _effective(context: Context) -> Iterator[Sight[EffectiveDocument]]:
    for document in context.register.documents:
        if document.kind not in _BINDING:
            continue
        published = _earliest(document.events, EventKind.PUBLISHED)
        effective = _effect(document)
        if published is not None and effective is not None:
            sight = sight_of_record(document, document.title, day=effective)
            yield Sight(
                item=EffectiveDocument(published, effective),
                subject=sight.subject,
                day=sight.day,
            )


_BINDING = frozenset(
    {
        DocumentKind.NORMATIVE,
        DocumentKind.LOCAL_RULE,
        DocumentKind.DEPARTMENTAL_RULE,
        # What a source does not classify may bind as well.
        None,
    }
)


def _earliest(events: tuple[Event, ...], kind: EventKind) -> Event | None:
    """Return the event of a kind that came first; one without a day comes last."""
    found = [each for each in events if each.kind is kind]
    return min(found, key=lambda each: latest_possible(each) or date.max, default=None)


def _effect(document: Document) -> date | None:
    event = first(document.events, EventKind.TOOK_EFFECT)
    if event is not None and event.day is not None:
        return event.day
    return document.valid.since if document.valid else None


@check(
    "D101",
    zh="先公布后施行",
    en="a document is published before it takes effect",
    rule="documents.publication",
    over=_effective,
)
def published_before_effect(item: EffectiveDocument, _context: Context) -> Outcome:
    """What nobody could read binds nobody: publication comes first.

    Blind to: whether the medium was the designated one.
    """
    span = when(item.published)
    facts = {"effective": item.effective.isoformat()}
    if span is None or span.since is None or span.last_day is None:
        return unknown(
            Label("公布日期未载明", "the day of publication is not recorded"),
            (Label("公布日期", "day of publication"),),
            facts,
        )
    facts |= {"published": str(item.published.day or span)}
    if span.last_day <= item.effective:
        return passed(Label("先公布后施行", "published first"), facts)
    if span.since > item.effective:
        return failed(Label("施行早于公布", "in effect before publication"), facts)
    return not_assessable(Label("日期不确定", "the days are not certain"), facts)


# --- Certificates -----------------------------------------------------------------

_ENFORCEMENT = frozenset(
    {
        CaseKind.PENALTY,
        CaseKind.COMPULSORY_MEASURE,
        CaseKind.COMPULSORY_ENFORCEMENT,
        CaseKind.INSPECTION,
    }
)
_ACTS = frozenset(
    {
        EventKind.INVESTIGATED,
        EventKind.IDENTIFIED,
        EventKind.NOTIFIED,
        EventKind.DECIDED,
    }
)


@frozen
class ActingOfficer:
    """One officer in one case."""

    officer: Officer
    case: Case


def _acting(context: Context) -> Iterator[Sight[ActingOfficer]]:
    for case in context.register.cases:
        if case.kind not in _ENFORCEMENT:
            continue
        days = [each.day for each in case.events if each.kind in _ACTS and each.day]
        for key in case.officers:
            officer = context.register.get(Officer, key)
            if officer is None:
                continue
            yield Sight(
                item=ActingOfficer(officer, case),
                subject=Subject(
                    key=f"{case.id}/{officer.id}",
                    label=Label(f"{case.id} {officer.id}", f"{case.id} {officer.id}"),
                    records=(f"cases/{case.id}", f"officers/{officer.id}"),
                ),
                day=min(days, default=None),
            )


@check(
    "O101",
    zh="持有效证件执法",
    en="an officer was certified on the day of the act",
    rule="officers.certified",
    over=_acting,
)
def certified_on_the_day(item: ActingOfficer, context: Context) -> Outcome:
    """An act by somebody without a good certificate can be voided for that alone.

    Blind to: whether the certificate covers the field and place of the act.
    """
    acts = [event for event in item.case.events if event.kind in _ACTS]
    spans = [span for span in map(when, acts) if span is not None]
    known = [span for span in spans if span.since and span.since <= context.as_of]
    if not known:
        return unknown(
            Label("执法行为日期未载明", "the day of the act is not recorded"),
            (Label("执法行为日期", "day of the act"),),
        )
    good = [
        each.valid
        for each in item.officer.certificates
        if each.kind is CertificateKind.ENFORCEMENT
    ]
    if not good:
        return unknown(
            Label("证件未登记", "no certificate is recorded"),
            (Label("行政执法证", "enforcement certificate"),),
        )
    for span in known:
        if not any(each.overlaps(span) for each in good):
            facts = {"day": str(span.since)}
            return failed(Label("当日证件无效", "no good certificate that day"), facts)
    sure = all(any(each.covers(span) for each in good) for span in known)
    if sure and len(spans) == len(acts):
        return passed(Label("当日证件有效", "certified on the day"))
    return unknown(
        Label("执法行为日期不确定", "the day of an act is not certain"),
        (Label("执法行为日期", "day of the act"),),
    )
