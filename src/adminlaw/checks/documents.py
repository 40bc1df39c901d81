"""Documents: published before they take effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from adminlaw.checks.identity import check
from adminlaw.checks.records import sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome, failed, not_assessable, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import (
    Document,
    DocumentKind,
    Event,
    EventKind,
    first,
    latest_possible,
    when,
)


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
            sight = sight_of_record(document, day=effective)
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
