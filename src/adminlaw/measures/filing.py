"""Filings for the record, as indicators count them: who has to file, who receives.

A government below the province files upward and with its standing committee; a
department files upward only. That every filing is reviewed (有备必审) is the duty of
the receiver, so that what a government receives and what it sends are counted apart.
"""

from __future__ import annotations

from adminlaw.measures.bodies import is_own, issued_by
from adminlaw.measures.truths import Truth, both, either, happened, negated
from adminlaw.measures.viewing import View
from adminlaw.model import Document, EventKind, Filing, FilingDirection


def to_file_upward(document: Document, view: View) -> Truth:
    """Tell whether a document has to be filed with the government above its issuer."""
    return issued_by(document, "filing.upward", view)


def to_file_with_congress(document: Document, view: View) -> Truth:
    """Tell whether a document has to be filed with the standing committee."""
    return issued_by(document, "filing.congress", view)


def to_file_both_ways(document: Document, view: View) -> Truth:
    """Tell whether a document has to be filed in both directions."""
    return both(to_file_upward(document, view), to_file_with_congress(document, view))


def filed_upward(document: Document, view: View) -> Truth:
    """Tell whether a document that has to be filed upward was."""
    return both(
        to_file_upward(document, view), _filed(document, view, FilingDirection.UPWARD)
    )


def filed_with_congress(document: Document, view: View) -> Truth:
    """Tell whether a document that has to be filed with the standing committee was."""
    return both(
        to_file_with_congress(document, view),
        _filed(document, view, FilingDirection.CONGRESS),
    )


def filed_both_ways(document: Document, view: View) -> Truth:
    """Tell whether a document that has to be filed in both directions was."""
    return both(filed_upward(document, view), filed_with_congress(document, view))


def _filed(document: Document, view: View, direction: FilingDirection) -> Truth:
    return either(
        happened(event, view.as_of)
        for filing in view.filings.get(document.id, ())
        if filing.direction is direction
        for event in filing.events
        if event.kind is EventKind.FILED
    )


def received_here(filing: Filing, view: View) -> Truth:
    """Tell whether the government of a register, or who works for it, received it."""
    if filing.receiver is not None:
        return is_own(filing.receiver, view)
    across = filing.direction is FilingDirection.CONGRESS
    # A standing committee receives what goes across; nobody files with itself.
    return False if across or is_own(filing.sender, view) else None


def sent_from_here(filing: Filing, view: View) -> Truth:
    """Tell whether the government of a register, or who works for it, sent it.

    What its justice bureau files with it as a department it receives and did not send.
    """
    if filing.sender is not None:
        kept = received_here(filing, view)
        return both(is_own(filing.sender, view), negated(kept))
    return False if is_own(filing.receiver, view) else None
