"""Instruments and their versions: which is in force on a day, and how that is known.

A version begins with its commencement, which is a fact of its own with a source;
the day of adoption is only the earliest day it can be. Where no fact is held, the
answer is unknown and says which fact is missing (《立法法》第六十一条: a law states its
施行日期). The limits: a version is in force as a whole; parts that commence on other
days are listed beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from adminlaw.findings import SourceStatus
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import html_table, shown_as
from adminlaw.spans import plain_day
from adminlaw.statutes.kinds import InstrumentKind
from adminlaw.statutes.records import ActKind


@frozen(kw_only=True)
class DayFact:
    """A day and how it is known (日期事实).

    Attributes:
        day: The day.
        source: Where it stands, such as the record or the closing article.
        status: Whether that was read, reported or recalled.
    """

    day: date
    source: str
    status: SourceStatus = SourceStatus.READ

    _repr_html_ = shown_as("日期事实", day="日期", source="来源", status="来源核验状态")


@frozen(kw_only=True)
class PartFact:
    """Some provisions that commence on a day of their own (部分条款施行).

    Attributes:
        part: The provisions, as printed: 第三十六条第二款.
        commenced: When they commence.
    """

    part: str
    commenced: DayFact

    _repr_html_ = shown_as("部分条款施行", part="条款", commenced="施行日期")


@frozen(kw_only=True)
class Version:
    """One version of an instrument (版本).

    Attributes:
        adopted: The day on which it was adopted, amended or revised; the key of
            the version.
        act: What made it; None where only the day is known.
        days: All days of its decision, approval and publication.
        commenced: When it entered into force; None where no fact is held.
        parts: Provisions that commence on other days.
        texts: Names of the texts that are held of it.
        first: Whether nothing came before it; None where that is not known.
    """

    adopted: date
    act: ActKind | None = None
    days: frozenset[date] = frozenset()
    commenced: DayFact | None = None
    parts: tuple[PartFact, ...] = ()
    texts: tuple[str, ...] = ()
    first: bool | None = False

    _repr_html_ = shown_as(
        "版本",
        adopted="通过日期",
        act="行为",
        commenced="施行日期",
        parts="部分条款施行",
        texts="文本",
    )


@frozen(kw_only=True)
class Ending:
    """The end of an instrument (废止).

    Attributes:
        ended: The first day on which it is no longer in force.
        by: What ended it, a title; empty if unsaid.
    """

    ended: DayFact
    by: str = ""

    _repr_html_ = shown_as("废止", ended="终止日期", by="废止文件")


class Standing(LabelledEnum):
    """How an instrument stands on a day (效力状态)."""

    IN_FORCE = "in_force", "有效", "in force"
    NOT_YET = "not_yet", "尚未施行", "not yet in force"
    REPEALED = "repealed", "已废止", "repealed"
    UNKNOWN = "unknown", "未知", "unknown"


@frozen(kw_only=True)
class InForce:
    """Which version is in force on a day, or why that cannot be said (效力查询结果).

    Attributes:
        standing: The answer.
        version: The version in force; None for the other answers.
        reason: Why, in both languages.
        candidates: Versions that could be in force, where it is unknown.
        ending: What ended the instrument, where it is repealed.
    """

    standing: Standing
    reason: Label
    version: Version | None = None
    candidates: tuple[Version, ...] = ()
    ending: Ending | None = None

    _repr_html_ = shown_as(
        "效力查询结果",
        standing="效力",
        reason="理由",
        version="版本",
        candidates="可能的版本",
        ending="终止",
    )


@frozen(kw_only=True)
class Instrument:
    """One legal instrument with all its versions (法律文件).

    Attributes:
        title: The full name, marks off, inner names in 〈〉.
        kind: What kind it is; None where nothing tells.
        place: The place whose organ made it; empty if national.
        issuer: Who made its first version; empty if unsaid.
        number: The number of its latest version; empty if unsaid.
        aliases: Other names by which it is found: short, former, customary ones.
        versions: In the order of their adoption.
        endings: How it ended, once or (for a name that was used again) more often.
        undated: Names of texts that are held of it without any day.
    """

    title: str
    kind: InstrumentKind | None
    place: str = ""
    issuer: str = ""
    number: str = ""
    aliases: tuple[str, ...] = ()
    versions: tuple[Version, ...] = field(default=())
    endings: tuple[Ending, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def short_title(self) -> str:
        """The name without a leading 中华人民共和国."""
        return self.title.removeprefix("中华人民共和国")

    @property
    def texts(self) -> tuple[str, ...]:
        """Names of all texts that are held of it."""
        return (*(n for each in self.versions for n in each.texts), *self.undated)

    def version(self, adopted: date) -> Version | None:
        """Return the version that was decided, approved or published on a day."""
        for each in self.versions:
            if each.adopted == adopted:
                return each
        return next((each for each in self.versions if adopted in each.days), None)

    def on(self, day: date) -> InForce:
        """Say which version is in force on *day*.

        Raises:
            NotADayError: *day* is no day.

        Source: 《立法法》第六十一条.
        """
        plain_day(day)
        started = _latest_started(self.versions, day)
        ending = self._ending(day, started)
        if ending:
            return _repealed(ending)
        later = (
            self.versions[self.versions.index(started) + 1 :]
            if started
            else (self.versions)
        )
        open_ = tuple(
            each for each in later if each.commenced is None and each.adopted <= day
        )
        if open_:
            before = (started,) if started else ()
            return _unknown((*before, *open_))
        return _in_force(started) if started else self._before_first(day)

    def _ending(self, day: date, started: Version | None) -> Ending | None:
        """Return what ended the instrument by *day*, unless it began anew since."""
        past = [each for each in self.endings if each.ended.day <= day]
        last = max(past, key=lambda each: each.ended.day, default=None)
        if last is None:
            return None
        again = (
            started and started.commenced and started.commenced.day >= last.ended.day
        )
        anew = any(
            last.ended.day <= each.adopted <= day
            for each in self.versions
            if each.commenced is None
        )
        return None if again or anew else last

    def _before_first(self, day: date) -> InForce:
        """Answer for a day on which no version that is held had begun."""
        first = self.versions[0] if self.versions else None
        if first is None or not first.first:
            return InForce(
                standing=Standing.UNKNOWN,
                reason=Label(
                    "当日的版本没有事实", "no fact is held of that day's version"
                ),
                candidates=tuple(each for each in self.versions if each.adopted <= day),
            )
        start = first.commenced.day if first.commenced else None
        return InForce(
            standing=Standing.NOT_YET,
            reason=Label(
                f"首个版本{start or first.adopted}{'施行' if start else '通过'}",
                f"first {'commenced' if start else 'adopted'} {start or first.adopted}",
            ),
        )

    def _repr_html_(self) -> str:
        rows = [
            (
                each.adopted.isoformat(),
                each.act.zh if each.act else "",
                each.commenced.day.isoformat() if each.commenced else "未知",
                each.commenced.status.zh if each.commenced else "",
                str(len(each.texts)),
            )
            for each in self.versions
        ]
        return html_table(self.title, ("日期", "行为", "施行", "来源", "文本"), rows)


def _latest_started(versions: Sequence[Version], day: date) -> Version | None:
    """Return the last version whose commencement is known and not after *day*."""
    started = [
        each for each in versions if each.commenced and each.commenced.day <= day
    ]
    # Of two versions that commence together the one adopted later stands.
    return max(started, key=_started, default=None)


def _started(version: Version) -> tuple[date, date]:
    return (version.commenced.day if version.commenced else date.min, version.adopted)


def _in_force(version: Version) -> InForce:
    fact = version.commenced
    day, source = (fact.day, fact.source) if fact else ("", "")
    return InForce(
        standing=Standing.IN_FORCE,
        version=version,
        reason=Label(f"{day}起施行（{source}）", f"commenced {day} ({source})"),
    )


def _repealed(ending: Ending) -> InForce:
    day, by = ending.ended.day, ending.by
    return InForce(
        standing=Standing.REPEALED,
        ending=ending,
        reason=Label(f"{day}起废止（{by}）", f"repealed on {day} ({by})"),
    )


def _unknown(candidates: tuple[Version, ...]) -> InForce:
    missing = "、".join(
        each.adopted.isoformat() for each in candidates if not each.commenced
    )
    return InForce(
        standing=Standing.UNKNOWN,
        candidates=candidates,
        reason=Label(
            f"没有{missing}版本施行日期的事实",
            f"no fact is held of when the version of {missing} commences",
        ),
    )
