"""What an audit says of itself: waivers that are good, checks that finished."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from adminlaw.checks.identity import check
from adminlaw.checks.reasons import reasons
from adminlaw.checks.sights import Context, Crash, Sight
from adminlaw.findings import (
    Outcome,
    Status,
    Subject,
    failed,
    not_applicable,
    passed,
    unknown,
)
from adminlaw.labels import Label
from adminlaw.model import Waiver


@frozen
class Used:
    """A waiver, and what the check that it names has said of its subject.

    Attributes:
        ran: Whether the check was run at all.
        said: What it said of the subject, once for each rule.
    """

    waiver: Waiver
    ran: bool
    said: tuple[Status, ...]


def _waivers(context: Context) -> Iterator[Sight[Used]]:
    if not context.register.waivers:
        return
    ran: set[str] = set()
    said: dict[tuple[str, str], list[Status]] = {}
    for each in context.judged:
        ran.add(each.check)
        said.setdefault((each.check, each.subject.key), []).append(each.status)
    for waiver in context.register.waivers:
        found = tuple(said.get((waiver.check, waiver.subject), ()))
        name = Label(
            f"{waiver.check} {waiver.subject}", f"{waiver.check} {waiver.subject}"
        )
        yield Sight(
            item=Used(waiver, waiver.check in ran, found),
            subject=Subject(
                key=waiver.id, label=name, records=(f"waivers/{waiver.id}",)
            ),
        )


@check(
    "X101",
    zh="豁免有效",
    en="a waiver is good",
    rule="audit.waivers",
    over=_waivers,
    afterwards=True,
)
def waiver_is_good(used: Used, context: Context) -> Outcome:
    """Judge whether a waiver is in date, reasoned, and points at a finding."""
    waiver = used.waiver
    facts = {"day": waiver.day.isoformat(), "expires": waiver.expires.isoformat()}
    if waiver.day > context.as_of:
        return not_applicable(Label("尚未生效", "it has not begun"), facts)
    if not waiver.reason.strip() or not waiver.role.strip():
        return failed(Label("没有理由或者作出者职务", "no reason, or no role"), facts)
    if waiver.expires < context.as_of:
        return failed(Label("豁免已过期", "it has expired"), facts)
    if Status.FAILED in used.said:
        return passed(Label("在有效期内", "in date"), facts)
    if not used.ran and waiver.check not in reasons():
        return failed(Label("没有这项检查", "there is no such check"), facts)
    if not used.ran:
        return unknown(_NOT_RUN, (Label(waiver.check, waiver.check),), facts)
    return failed(Label("所豁免的问题不存在", "there is no such finding"), facts)


_NOT_RUN = Label("所豁免的检查没有运行", "the check that it waives was not run")


def _crashes(context: Context) -> Iterator[Sight[Crash]]:
    for number, crash in enumerate(context.crashes, 1):
        where = crash.subject
        name = where.label if where else Label("", "")
        yield Sight(
            item=crash,
            subject=Subject(
                key=f"{crash.check}/{number}",
                label=Label(
                    f"{crash.check} {name.zh}".rstrip(),
                    f"{crash.check} {name.en}".rstrip(),
                ),
                records=where.records if where else (),
            ),
        )


@check(
    "X102",
    zh="检查完成",
    en="a check finished",
    rule="audit.checks",
    over=_crashes,
    afterwards=True,
)
def check_finished(crash: Crash, _context: Context) -> Outcome:
    """Report a check that broke off; what it did not judge is not in the report."""
    facts = {"error": crash.error, "place": crash.place}
    return failed(Label("检查异常", "the check broke off"), facts)
