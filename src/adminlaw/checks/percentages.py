"""Printed rates: against their counts, against their base, and without one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from adminlaw.checks.identity import check
from adminlaw.checks.intervals import (
    Interval,
    interval,
    plain,
    point,
    printed,
    run,
    whole_number,
)
from adminlaw.checks.sights import (
    Context,
    Group,
    Sight,
    by_rule,
    day_of_figures,
    figure_subject,
)
from adminlaw.checks.sums import (
    ACCURACY,
    ALTERED,
    NOT_STATED,
    ONLY_RANGES,
    ranges,
)
from adminlaw.findings import Outcome, Step, failed, not_assessable, passed, unknown
from adminlaw.labels import Label
from adminlaw.model import (
    Figure,
    FigureRole,
    PublishedReport,
    Qualifier,
    Unit,
)
from adminlaw.rates import Rounding, agreeing, counts_allowed, percentage
from adminlaw.rulebook import Rate, Ratio, Threshold


@frozen
class PrintedRate:
    """A printed percentage with the counts behind it, as far as they are stated."""

    figure: Figure
    numerator: Figure | None
    base: Figure | None
    declared: Rounding | None


def _rates(context: Context) -> Iterator[PrintedRate]:
    """Yield every measured percentage of the register."""
    defined = _defined(context)
    for figure in context.register.figures:
        if figure.unit is not Unit.PERCENT or figure.role is not FigureRole.MEASURED:
            continue
        find = context.register.get
        numerator, base = defined.get(figure.id, (None, None))
        report = find(PublishedReport, figure.report)
        yield PrintedRate(
            figure=figure,
            numerator=find(Figure, figure.numerator) or numerator,
            base=find(Figure, figure.base) or base,
            declared=figure.rounding or (report.rounding if report else None),
        )


def _defined(context: Context) -> dict[str, tuple[Figure | None, Figure | None]]:
    """Return the counts that the rule book names for the rates that it defines."""
    counts: dict[str, tuple[Figure | None, Figure | None]] = {}
    for _rule, content, group in by_rule(context, Rate):
        for rate in group.by_measure.get(content.rate, ()):
            pair = group.figure(content.numerator), group.figure(content.base)
            counts[rate.id] = pair
    return counts


def _sight(rate: PrintedRate, context: Context) -> Sight[PrintedRate]:
    figures = tuple(filter(None, (rate.figure, rate.numerator, rate.base)))
    return Sight(
        item=rate,
        subject=figure_subject(rate.figure.id, rate.figure.label, figures),
        day=day_of_figures(context, (rate.figure,)),
    )


def _with_counts(context: Context) -> Iterator[Sight[PrintedRate]]:
    for rate in _rates(context):
        if rate.numerator is not None and rate.base is not None:
            yield _sight(rate, context)


@check(
    "N201",
    zh="比率与分子分母相符",
    en="a rate agrees with its counts",
    rule=ACCURACY,
    over=_with_counts,
)
def rate_agrees(rate: PrintedRate, _context: Context) -> Outcome:
    """A rate that its own counts do not give is wrong, or so is one of the counts.

    Where no rounding is declared, any that fits is accepted and named: 43 of 45 is
    95.5 only by truncation, 375 of 564 is 66.49 only half up.
    """
    above, below, stated = rate.numerator, rate.base, rate.figure.value
    if stated is None or above is None or below is None:
        return unknown(NOT_STATED, (rate.figure.label,))
    if above.value is None or below.value is None:
        return unknown(NOT_STATED, (above.label, below.label))
    if below.value == 0 or not _exact(rate.figure, above, below):
        return not_assessable(
            Label("数字只给出范围或分母为零", "only ranges are given, or no base")
        )
    exact = percentage(above.value, below.value)
    fitting = agreeing(stated, exact)
    text = f"{above.value} ÷ {below.value} × 100"
    steps = (Step(Label(text, text), plain(exact)),)
    facts = {
        "exact": plain(exact),
        "stated": str(stated),
        "agreeing": " ".join(mode.code for mode in fitting),
    }
    if rate.declared in fitting or (rate.declared is None and fitting):
        return passed(_fitting(fitting), facts, steps)
    return failed(
        Label("比率与分子分母不符", "the rate does not follow from its counts"),
        facts,
        steps,
    )


def _exact(*figures: Figure) -> bool:
    sure = (Qualifier.EXACT, Qualifier.UNIVERSAL)
    return all(each.qualifier in sure for each in figures)


def _fitting(modes: tuple[Rounding, ...]) -> Label:
    if len(modes) == len(Rounding):
        return Label("与分子分母相符", "it follows from its counts")
    zh = "、".join(mode.zh for mode in modes)
    en = ", ".join(mode.en for mode in modes)
    return Label(f"仅按{zh}相符", f"it follows only by {en}")


def _with_base(context: Context) -> Iterator[Sight[PrintedRate]]:
    for rate in _rates(context):
        if rate.numerator is None and rate.base is not None:
            yield _sight(rate, context)


@check(
    "N202",
    zh="比率与分母容许的整数",
    en="whole numbers that a rate and its base allow",
    rule=ACCURACY,
    over=_with_base,
)
def counts_exist(rate: PrintedRate, _context: Context) -> Outcome:
    """A share of fifteen cases is a whole number of cases: 53.3 % can only be eight.

    Blind to: which of several numbers it was, and whether the base is the right one.
    """
    base, stated = whole_number(rate.base), rate.figure.value
    if stated is None or rate.base is None or rate.base.value is None:
        return unknown(NOT_STATED, (rate.figure.label,))
    if not base or not _exact(rate.figure, rate.base):
        return not_assessable(
            Label("分母不是确定的整数", "the base is no certain whole number")
        )
    allowed = {mode: counts_allowed(stated, base, mode) for mode in Rounding}
    facts = {mode.code: run(counts) for mode, counts in allowed.items()}
    # ``bool(range)`` would ask for its length, which may be too much for a word.
    modes = (rate.declared,) if rate.declared else tuple(Rounding)
    if any(allowed[mode].start < allowed[mode].stop for mode in modes):
        return passed(
            Label("存在相符的整数", "there is a whole number that fits"), facts
        )
    return failed(Label("没有相符的整数", "no whole number fits"), facts)


def _all(context: Context) -> Iterator[Sight[PrintedRate]]:
    for rate in _rates(context):
        yield _sight(rate, context)


@check(
    "N203",
    zh="比率载明分母",
    en="a rate names its base",
    rule=ACCURACY,
    over=_all,
)
def base_is_named(rate: PrintedRate, _context: Context) -> Outcome:
    """A rate whose base nobody states can be neither confirmed nor compared.

    Blind to: whether the base named is the one that the rate was taken from.
    """
    if rate.figure.restored is not None:
        return not_assessable(ALTERED, {rate.figure.id: str(rate.figure.restored)})
    if rate.base is None:
        return not_assessable(
            Label("未载明分母，无法核对", "no base is stated: not to be confirmed"),
            {"stated": str(rate.figure.value or "")},
        )
    facts = {"base": printed(rate.base), "unit": rate.base.unit.code}
    if rate.base.unit is Unit.PERCENT:
        return failed(Label("分母本身是比率", "the base is itself a percentage"), facts)
    return passed(Label("载明分母", "the base is stated"), facts)


# --- Ratios that a rule demands, each with its own base ---------------------------


@frozen
class DemandedRatio:
    """A ratio with a floor, and the figures that might decide it."""

    content: Ratio
    group: Group


def _ratios(context: Context) -> Iterator[Sight[DemandedRatio]]:
    for rule, content, group in by_rule(context, Ratio):
        codes = (content.numerator, content.base)
        wide = (content.mixed_numerator, content.mixed_base)
        own = tuple(filter(None, map(group.figure, codes)))
        figures = own or tuple(filter(None, map(group.figure, filter(None, wide))))
        if figures:
            yield Sight(
                item=DemandedRatio(content, group),
                subject=figure_subject(f"{rule.id}@{group.key}", rule.label, figures),
                rule=rule.id,
                day=context.day_of(group.report),
            )


@check(
    "N301",
    zh="比例达到下限",
    en="a ratio reaches its floor",
    rule=ACCURACY,
    over=_ratios,
)
def ratio_reached(item: DemandedRatio, context: Context) -> Outcome:
    """Two ratios with different bases cannot be judged from one mixed count.

    Blind to: the single departments behind a sum of departments.
    """
    content, group = item.content, item.group
    pair = group.figure(content.numerator), group.figure(content.base)
    ranges_held = ranges(filter(None, pair))
    if len(ranges_held) < len(pair):
        return _mixed(item, context)
    above, below = ranges_held
    if below.stated == 0:
        return not_assessable(Label("分母为零", "the base is zero"))
    share = above.over(below).over(point(_PERCENT))
    facts = {
        "percent": plain(100 * above.stated / below.stated),
        "at_least": str(content.at_least),
    }
    steps = (_division(above, below),)
    reached = point(content.at_least).at_most(share)
    if reached:
        return passed(Label("达到比例", "the floor is reached"), facts, steps)
    if reached is False:
        return failed(Label("低于规定比例", "below the floor"), facts, steps)
    return not_assessable(ONLY_RANGES, facts, steps)


_PERCENT = Fraction(1, 100)


def _division(above: Interval, below: Interval) -> Step:
    text = f"{plain(above.stated)} ÷ {plain(below.stated)} × 100"
    return Step(Label(text, text), plain(100 * above.stated / below.stated))


def _mixed(item: DemandedRatio, context: Context) -> Outcome:
    content, group = item.content, item.group
    wide = filter(None, (content.mixed_numerator, content.mixed_base))
    held = ranges(filter(None, map(group.figure, wide)))
    own = (content.numerator, content.base)
    missing = tuple(context.law.label(code) for code in own if not group.figure(code))
    if len(held) < len(own) or len(missing) < len(own) or held[1].stated == 0:
        return unknown(NOT_STATED, missing)
    step = _division(*held)
    return not_assessable(
        Label("两种口径合并公布，无法分别核算", "two bases are mixed in one count"),
        {"percent": step.result, "at_least": str(content.at_least)},
        (step,),
    )


@frozen
class Limited:
    """A figure that a rule limits."""

    figure: Figure
    content: Threshold


def _limited(context: Context) -> Iterator[Sight[Limited]]:
    for rule, content, group in by_rule(context, Threshold):
        for figure in group.by_measure.get(content.measure, ()):
            yield Sight(
                item=Limited(figure, content),
                subject=figure_subject(f"{rule.id}@{figure.id}", rule.label, (figure,)),
                rule=rule.id,
                day=context.day_of(group.report),
            )


@check(
    "N302",
    zh="数值在限值之内",
    en="a number is within its limits",
    rule=ACCURACY,
    over=_limited,
)
def within_limits(item: Limited, context: Context) -> Outcome:
    """A share above the whole is a slip of the pen or a masked figure.

    Blind to: limits that no rule states.
    """
    found, figure = interval(item.figure), item.figure
    if figure.value is None or found is None:
        return unknown(NOT_STATED, (figure.label,))
    known = context.law.measures.get(figure.measure)
    if known is not None and figure.unit is not known.unit:
        return not_assessable(Label("单位与指标不符", "not in the unit of its measure"))
    least, most = item.content.at_least, item.content.at_most
    facts = {"stated": printed(figure)}
    facts |= {} if least is None else {"at_least": str(least)}
    facts |= {} if most is None else {"at_most": str(most)}
    held = [
        *([] if least is None else [point(least).at_most(found)]),
        *([] if most is None else [found.at_most(point(most))]),
    ]
    if any(each is False for each in held):
        return failed(Label("超出限值", "outside its limits"), facts)
    if all(held):
        return passed(Label("在限值之内", "within its limits"), facts)
    return not_assessable(ONLY_RANGES, facts)
