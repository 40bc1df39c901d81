"""One decision counts once, under its heaviest kind (一案一计、从重归类).

Which kind is the heavier is not the same everywhere; each profile of the enforcement
statistics has its order. A named kind comes before 其他行政处罚 whatever its weight,
and a kind that a profile does not name is one of the others.
"""

from __future__ import annotations

from collections.abc import Iterable

from adminlaw.errors import FieldValueError
from adminlaw.model import PowerForm
from adminlaw.tables.matrices import Layout, MatrixColumn, MatrixTable, load_layout

PENALTIES = "penalties"
_STATISTICS = "enforcement-statistics"


def heaviest(forms: Iterable[PowerForm], profile: str | Layout) -> PowerForm | None:
    """Return the kind under which a decision of several penalties counts.

    Args:
        forms: The kinds of penalty that it decides; measures do not count.
        profile: ``2019``, ``datong-2021``, ``yiyuan-2021``, or a layout with an order.

    Returns:
        The heaviest of the kinds that the profile names; ``OTHER_PENALTY`` where it
        names none of them; None where no kind of penalty is given.

    Raises:
        UnknownCodeError: there is no such profile.
        FieldValueError: the layout has no order of penalties.

    Source: the explanations of published returns (see the layout).

    >>> kinds = (PowerForm.LICENCE_REVOCATION, PowerForm.CLOSURE, PowerForm.FINE)
    >>> heaviest(kinds, "datong-2021"), heaviest(kinds, "yiyuan-2021")
    (PowerForm.LICENCE_REVOCATION, PowerForm.CLOSURE)
    >>> heaviest((PowerForm.FINE, PowerForm.OTHER_PENALTY), "2019")
    PowerForm.FINE
    """
    layout = profile_of(profile)
    ranks, penalties = _ranks(layout), kinds_of(_table(layout))
    kinds = [each for each in forms if each.code in penalties]
    named = [each for each in kinds if each.code in ranks]
    if named:
        return max(named, key=lambda each: ranks[each.code])
    return PowerForm.OTHER_PENALTY if kinds else None


def kinds_of(table: MatrixTable) -> frozenset[str]:
    """Return the kinds of acts that a table counts: those it names, or its columns'.

    >>> table = profile_of("2019").table(PENALTIES)
    >>> "employment_ban" in kinds_of(table), "sealing" in kinds_of(table)
    (True, False)
    """
    own = (code for column in table.columns for code in column.codes)
    return frozenset(table.kinds or own)


def columns_of(form: PowerForm, layout: Layout) -> tuple[MatrixColumn, ...]:
    """Return the columns that a kind may count in; two where a form parts it.

    >>> [each.key for each in columns_of(
    ...     PowerForm.CONFISCATION, profile_of("yiyuan-2021")
    ... )]
    ['confiscation_gains', 'confiscation_goods']
    """
    table = _table(layout)
    return tuple(each for each in table.columns if form.code in each.codes)


def profile_of(profile: str | Layout) -> Layout:
    """Return the layout of a profile of the enforcement statistics.

    Raises:
        UnknownCodeError: there is no such profile.
    """
    if isinstance(profile, Layout) or profile.startswith(_STATISTICS):
        return load_layout(profile)
    return load_layout(f"{_STATISTICS}-{profile}")


def _table(layout: Layout) -> MatrixTable:
    table = layout.table(PENALTIES)
    if table is None or layout.profile is None or not layout.profile.order:
        raise FieldValueError(
            "profile", layout.id, "有处罚种类排序的口径", "a profile with an order"
        )
    return table


def _ranks(layout: Layout) -> dict[str, int]:
    """Return how heavy each kind is; kinds of one column weigh alike."""
    table = _table(layout)
    order = layout.profile.order if layout.profile else ()
    found: dict[str, int] = {}
    for rank, key in enumerate(order):
        column = table.column(key)
        for code in column.codes if column else ():
            found[code] = rank
    return found
