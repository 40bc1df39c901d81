"""What a decision leaves on record: catalogues, openness, persons, dissent, risks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from adminlaw.checks.identity import Check, check
from adminlaw.checks.order import certainly_before, not_after
from adminlaw.checks.records import absent, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.checks.tracks import Track
from adminlaw.findings import (
    Outcome,
    failed,
    not_applicable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import (
    Catalogue,
    CatalogueKind,
    Decision,
    Event,
    EventKind,
    Trait,
    VotePosition,
    has_trait,
    when,
)
from adminlaw.spans import DateSpan

# --- Catalogues -------------------------------------------------------------------


def _hearings(context: Context) -> Iterator[Sight[Catalogue | Decision]]:
    """Yield the hearing catalogues, and the decisions listed for a hearing."""
    for catalogue in context.register.catalogues:
        if catalogue.kind is CatalogueKind.HEARINGS:
            yield sight_of_record(catalogue, day=_day(catalogue.period))
    for decision in context.register.decisions:
        if has_trait(decision, Trait.HEARING_LISTED):
            yield sight_of_record(decision)


def _day(period: DateSpan | None) -> Any:  # noqa: ANN401 - a day, or None
    return period.last_day if period else None


@check(
    "M215",
    zh="听证目录在决策目录之内",
    en="hearing catalogue inside the decision catalogue",
    rule="decisions.hearing_catalogue",
    over=_hearings,
)
def hearing_inside(item: Catalogue | Decision, context: Context) -> Outcome:
    """Judge that what is heard is among what is decided."""
    key = item.within if isinstance(item, Catalogue) else item.catalogue
    if key is None:
        return unknown(
            Label("所属决策目录未载明", "no decision catalogue is named"),
            (Label("决策事项目录", "decision catalogue"),),
        )
    whole = context.register.get(Catalogue, key)
    if whole is None:
        return unknown(
            Label("登记簿没有所属目录", "the catalogue named is not held"),
            (Label(key, key),),
        )
    if isinstance(item, Decision):
        return _listed(whole, context)
    return _inside(item, whole)


def _inside(part: Catalogue, whole: Catalogue) -> Outcome:
    facts = {"part": part.id, "whole": whole.id}
    if whole.kind is not CatalogueKind.DECISIONS:
        return failed(Label("所属的不是决策目录", "not in a decision catalogue"), facts)
    if part.authority and whole.authority and part.authority != whole.authority:
        return failed(
            Label("两个目录不是同一机关的", "catalogues of two bodies"), facts
        )
    if part.period and whole.period and not whole.period.covers(part.period):
        return failed(Label("两个目录期间不同", "catalogues of two periods"), facts)
    if None in (part.authority, whole.authority, part.period, whole.period):
        return unknown(
            Label("目录的机关或者期间未载明", "body or period is not recorded"),
            (Label("机关和期间", "body and period"),),
            facts,
        )
    return passed(Label("在决策目录之内", "inside the decision catalogue"), facts)


def _listed(named: Catalogue, context: Context) -> Outcome:
    """Judge a decision by the catalogue that lists it, or the one around that."""
    whole = named
    if named.kind is CatalogueKind.HEARINGS:
        found = context.register.get(Catalogue, named.within)
        if found is None:
            return unknown(
                Label("所属决策目录未载明", "no decision catalogue is named"),
                (Label("决策事项目录", "decision catalogue"),),
            )
        whole = found
    facts = {"whole": whole.id}
    if whole.kind is CatalogueKind.DECISIONS:
        return passed(Label("在决策目录之内", "inside the decision catalogue"), facts)
    return failed(Label("所属的不是决策目录", "not in a decision catalogue"), facts)


# --- Openness ---------------------------------------------------------------------


def _tracked(context: Context) -> Iterator[Sight[Track]]:
    for track in context.tracks("decisions"):
        yield Sight(item=track, subject=track.subject, day=_decided_on(track))


def _decided_on(track: Track) -> Any:  # noqa: ANN401 - a day, or None
    for kind in _MAKING:
        days = [each.day for each in track.of(kind) if each.day is not None]
        if days:
            return min(days)
    return None


_MAKING = (EventKind.DECIDED, EventKind.DELIBERATED, EventKind.PUBLISHED)
_OPEN = (EventKind.PUBLISHED, EventKind.BASIS_PUBLISHED, EventKind.RESULT_PUBLISHED)


@check(
    "M216",
    zh="公开事项、依据和结果",
    en="item, basis and result published",
    rule="decisions.openness",
    over=_tracked,
)
def made_open(track: Track, context: Context) -> Outcome:
    """Judge that item, basis and result of a decision were published."""
    secret = has_trait(track.record, Trait.SECRET)
    if secret:
        return not_applicable(Label("依法不予公开", "lawfully kept from the public"))
    lacking = [each for each in _OPEN if not track.of(each)]
    facts = {"recorded": str(len(_OPEN) - len(lacking)), "needed": str(len(_OPEN))}
    if not lacking:
        return passed(Label("事项、依据和结果均已公开", "all three published"), facts)
    if _decided_on(track) is None:
        return unknown(_UNDECIDED, (Label("决定日期", "day of the decision"),), facts)
    if "decisions" in context.register.complete:
        facts["missing"] = "、".join(each.zh for each in lacking)
        return failed(Label("没有全部公开", "not all published"), facts)
    missing = tuple(Label(each.zh, each.en) for each in lacking)
    return unknown(Label("没有全部公开的记录", "not all on record"), missing, facts)


_UNDECIDED = Label("尚无决定的记录", "no decision is on record yet")

# --- Who answers ------------------------------------------------------------------


@check(
    "M217",
    zh="有明确的责任人和承办单位",
    en="a responsible person and unit are named",
    rule="decisions.responsible",
    over=_tracked,
)
def answered_for(track: Track, context: Context) -> Outcome:
    """Judge that a decision names who answers for it and who prepares it."""
    decision = track.record
    lacking = []
    if not decision.responsible.strip():
        lacking.append(Label("责任人", "responsible person"))
    if decision.lead is None:
        lacking.append(Label("承办单位", "unit in charge"))
    if not lacking:
        return passed(Label("责任人和承办单位明确", "both are named"))
    message = Label("没有载明责任人或者承办单位", "person or unit is not named")
    if "decisions" in context.register.complete:
        return failed(message, {"missing": "、".join(each.zh for each in lacking)})
    return unknown(message, tuple(lacking))


# --- Dissent ----------------------------------------------------------------------


def _discussed(context: Context) -> Iterator[Sight[Track]]:
    for sight in _tracked(context):
        if sight.item.of(EventKind.DELIBERATED) or sight.item.record.votes:
            yield sight


_DISSENT = frozenset({VotePosition.AGAINST, VotePosition.ABSTAINED})


@check(
    "M218",
    zh="不同意见记录在案",
    en="dissent is on record",
    rule="decisions.dissent",
    over=_discussed,
)
def dissent_recorded(track: Track, context: Context) -> Outcome:
    """Judge that who disagreed is on record; without the votes that is unknown."""
    votes = track.record.votes
    if not votes:
        message = Label("没有讨论情况的记录", "what was said is not recorded")
        return absent(message, {}, complete="decisions" in context.register.complete)
    dissent = [each for each in votes if each.position in _DISSENT]
    kept = sum(each.on_record for each in dissent)
    facts = {"records": str(len(votes)), "count": str(len(dissent))}
    facts["recorded"] = str(kept)
    if kept == len(dissent):
        return passed(Label("不同意见已载明", "dissent is on record"), facts)
    return failed(Label("有不同意见未载明", "some dissent is not on record"), facts)


# --- Risks ------------------------------------------------------------------------


@frozen
class Risky:
    """A decision whose risk is said to be out of control, with what followed."""

    track: Track
    going_on: tuple[Event, ...]


_GOING_ON = (
    EventKind.DELIBERATED,
    EventKind.DECIDED,
    EventKind.PUBLISHED,
    EventKind.EXECUTION_STARTED,
)


def _risky(context: Context) -> Iterator[Sight[Risky]]:
    for sight in _tracked(context):
        track = sight.item
        stated = has_trait(track.record, Trait.UNCONTROLLED_RISK)
        if stated is not None or track.of(EventKind.RISK_ASSESSED):
            events = tuple(each for kind in _GOING_ON for each in track.of(kind))
            yield Sight(item=Risky(track, events), subject=sight.subject, day=sight.day)


@check(
    "M219",
    zh="风险不可控不得决策",
    en="no decision with uncontrolled risk",
    rule="decisions.risk_controlled",
    over=_risky,
)
def risk_controlled(item: Risky, context: Context) -> Outcome:
    """Judge that nothing was decided while the risk was out of control."""
    stated = has_trait(item.track.record, Trait.UNCONTROLLED_RISK)
    if stated is None:
        return unknown(
            Label("风险是否可控未载明", "whether it is under control is not recorded"),
            (Label("风险是否可控", "whether the risk is under control"),),
        )
    if not stated:
        return not_applicable(Label("风险可控", "the risk is under control"))
    made = [each for each in item.going_on if each.passed is not False]
    facts = {"records": str(len(made))}
    if not made:
        return not_applicable(Label("尚未作出决策", "nothing is decided yet"), facts)
    spans = [span for each in made if (span := when(each))]
    controlled = _brought_under_control(item.track, spans)
    if controlled:
        return passed(Label("风险经调整已可控", "brought under control first"), facts)
    over = any(each.last_day and each.last_day <= context.as_of for each in spans)
    if over and controlled is False:
        days = sorted(str(each.since) for each in spans if each.since)
        facts |= {"decided": days[0]} if days else {}
        return failed(Label("风险不可控仍作出决策", "decided all the same"), facts)
    return unknown(
        Label("是否已经决策不明", "whether it was decided is not clear"),
        (Label("日期", "the day"),),
        facts,
    )


def _brought_under_control(track: Track, made: list[DateSpan]) -> bool | None:
    """Tell whether the risk was found under control after all, before any decision.

    None where the days do not tell.
    """
    assessed = track.of(EventKind.RISK_ASSESSED)
    bad = [when(each) for each in assessed if each.passed is False]
    good = [when(each) for each in assessed if each.passed]
    if not bad or not good:
        return False
    found = [_between(each, bad, made) for each in good]
    if True in found:
        return True
    return None if None in found else False


def _between(
    good: DateSpan | None, bad: list[DateSpan | None], made: list[DateSpan]
) -> bool | None:
    """Tell whether one assessment came after others and before the decisions."""
    if good is None or None in bad:
        return None
    earlier = [each for each in bad if each is not None]
    if any(certainly_before(good, each) for each in earlier):
        return False
    if any(certainly_before(each, good) for each in made):
        return False
    after = all(not_after(each, good) for each in earlier)
    return True if after and all(not_after(good, each) for each in made) else None


DECISION_RECORD_CHECKS: tuple[Check[Any], ...] = (
    hearing_inside,
    made_open,
    answered_for,
    dissent_recorded,
    risk_controlled,
)
