"""Which outcomes of cases a row or a column counts, as its layout says (办理结果).

A layout names outcomes one by one, or a set of outcomes by ``@`` and its id, so that a
form and an indicator mean the same by 纠错 and by 败诉.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from adminlaw.errors import UnknownCodeError
from adminlaw.forms.filling.counting import Sure
from adminlaw.model import Case, CaseOutcome, Register
from adminlaw.rulebook import load_rulebook
from adminlaw.tables.matrices import MatrixColumn, MatrixTable


@cache
def spelt_out(named: tuple[str, ...]) -> frozenset[str]:
    """Return codes of outcomes, with those of a set in the place of its ``@id``.

    Raises:
        UnknownCodeError: there is no such outcome, or no such set.

    >>> sorted(spelt_out(("@reconsideration.mediated_or_withdrawn", "other")))
    ['mediated', 'other', 'withdrawn']
    """
    return frozenset(code for each in named for code in _codes(each))


def _codes(name: str) -> Iterable[str]:
    if not name.startswith("@"):
        return (CaseOutcome.of(name).code,)
    # Measures load the graph, which to read or check a form does not need.
    from adminlaw.measures import outcome_sets  # noqa: PLC0415

    sets = outcome_sets()
    if name[1:] not in sets:
        raise UnknownCodeError(name, "OutcomeSet", tuple(sets))
    return tuple(each.code for each in sets[name[1:]].outcomes)


def ended(case: Case, named: tuple[str, ...]) -> Sure:
    """Tell whether a case ended in one of some outcomes; unsaid where none is held."""
    return None if case.outcome is None else case.outcome.code in spelt_out(named)


def ended_so(case: Case, column: MatrixColumn, table: MatrixTable) -> Sure:
    """Tell whether a case counts in one of several columns of outcomes.

    An outcome that no column counts, or that several count, leaves those columns open.
    """
    code = case.outcome.code if case.outcome else ""
    places = [each.key for each in table.columns if code in spelt_out(each.outcomes)]
    if not places or (column.key in places and len(places) > 1):
        return None
    return column.key in places


def lost_on_appeal(case: Case, register: Register) -> Sure:
    """Tell whether a suit was lost, as its indicator does: by the judgment below."""
    from adminlaw.measures.outcomes import lost  # noqa: PLC0415 - as above
    from adminlaw.measures.viewing import View  # noqa: PLC0415

    return lost(case, View(register, None, None, load_rulebook()))
