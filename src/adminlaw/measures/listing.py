"""All indicators of a register, and those that a report prints beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import field, frozen

from adminlaw.errors import Lang, UnknownRecordError
from adminlaw.labels import Label
from adminlaw.markup import html_table
from adminlaw.measures.lines import IndicatorLine, line_of
from adminlaw.measures.results import (
    HEADS,
    IndicatorStatus,
    IndicatorValue,
    Published,
    printed_text,
    row,
)
from adminlaw.rates import Rounding
from adminlaw.spans import DateSpan


@frozen(kw_only=True)
class Indicators:
    """Every indicator of a register (指标), in the order of the catalogue.

    Attributes:
        register: Id of the register.
        label: What it is called.
        period: The period; None for all days.
        as_of: The as-of day; None if there is none.
        values: The indicators, each followed by its members.
    """

    register: str
    label: Label
    period: DateSpan | None
    as_of: date | None
    values: tuple[IndicatorValue, ...] = field(repr=False)

    def __iter__(self) -> Iterator[IndicatorValue]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def find(
        self, key: str, *, member: str = "", scope: str | None = None
    ) -> IndicatorValue:
        """Return the value of an indicator.

        Args:
            key: Its id.
            member: Code of the member of a breakdown; empty for the whole.
            scope: Scope of the printed figures; None for the first that has a value.

        Raises:
            UnknownRecordError: there is none.
        """
        found = [
            each
            for each in self.values
            if each.id == key
            and each.member == member
            and (scope is None or each.scope == scope)
        ]
        if not found:
            name = f"{key}/{member}" if member else key
            raise UnknownRecordError("IndicatorValue", name)
        return min(found, key=lambda each: (_ORDER[each.status], each.scope != ""))

    def members(self, key: str) -> tuple[IndicatorValue, ...]:
        """Return the members of a broken-down indicator."""
        return tuple(each for each in self.values if each.id == key and each.member)

    @property
    def computed(self) -> tuple[IndicatorValue, ...]:
        """Those with an exact value."""
        return self._with(IndicatorStatus.COMPUTED)

    @property
    def bounded(self) -> tuple[IndicatorValue, ...]:
        """Those of which only bounds are known."""
        return self._with(IndicatorStatus.BOUNDED)

    @property
    def refused(self) -> tuple[IndicatorValue, ...]:
        """Those that were refused, each with its reason."""
        return self._with(IndicatorStatus.REFUSED)

    def _with(self, status: IndicatorStatus) -> tuple[IndicatorValue, ...]:
        return tuple(each for each in self.values if each.status is status)

    def published(self) -> PublishedTable:
        """Return those that a report prints, with both values and the difference."""
        return PublishedTable(
            label=self.label,
            values=tuple(each for each in self.values if each.published),
        )

    def lines(self, lang: Lang = "zh") -> tuple[IndicatorLine, ...]:
        """Return a flat row for each, refused ones too, as ``al.to_frame`` takes."""
        return tuple(line_of(each, lang) for each in self.values)

    def text(self, lang: Lang = "zh") -> str:
        """Return one line for each that has a value or is printed."""
        return "\n".join(each.text(lang) for each in _told(self.values))

    def _repr_html_(self) -> str:
        rows = [row(each) for each in _told(self.values)]
        left = len(self.values) - len(rows)
        caption = f"指标：{self.label.zh}（另有{left}项拒绝计算且无公布值）"
        return html_table(caption, HEADS, rows)


_ORDER: Final = {
    IndicatorStatus.COMPUTED: 0,
    IndicatorStatus.BOUNDED: 1,
    IndicatorStatus.REFUSED: 2,
}


def _told(values: Iterable[IndicatorValue]) -> Iterator[IndicatorValue]:
    for each in values:
        if each.amount is not None or each.published:
            yield each


_PUBLISHED_HEADS: Final = (
    Label("指标", "indicator"),
    Label("计算值", "computed"),
    Label("公布值", "printed"),
    Label("差", "difference"),
    Label("舍入方式或拒绝原因", "roundings that agree, or why refused"),
)


@frozen(kw_only=True)
class PublishedTable:
    """Computed beside published: both values and their difference (计算与公布对照)."""

    label: Label
    values: tuple[IndicatorValue, ...]

    def __iter__(self) -> Iterator[tuple[IndicatorValue, Published]]:
        for value in self.values:
            for each in value.published:
                yield value, each

    def __len__(self) -> int:
        return sum(len(each.published) for each in self.values)

    def text(self, lang: Lang = "zh") -> str:
        """Return one line for each printed figure, under a line of headings."""
        if not len(self):
            return ""
        heads = [each.text(lang) for each in _PUBLISHED_HEADS]
        rows = [heads, *(self._cells(*each, lang) for each in self)]
        return "\n".join("  ".join(row) for row in rows)

    def _cells(self, value: IndicatorValue, each: Published, lang: Lang) -> list[str]:
        modes = each.agreeing if len(each.agreeing) < len(Rounding) else ()
        reason = value.reason.text(lang) if value.reason else ""
        comma = "、" if lang == "zh" else ", "
        return [
            value.name(lang),
            value.shown(lang) or value.status.text(lang),
            printed_text(each, lang),
            "" if each.difference is None else str(each.difference),
            comma.join(mode.text(lang) for mode in modes) or reason,
        ]

    def _repr_html_(self) -> str:
        heads = [each.zh for each in _PUBLISHED_HEADS]
        rows = [self._cells(*each, "zh") for each in self]
        return html_table(f"计算值与公布值：{self.label.zh}", heads, rows)
