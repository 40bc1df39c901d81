"""Clearance of documents as a cycle (规范性文件清理).

What a clearance should look at and why, its closed population with one verdict a
document, the list that is published, what its outcomes do to the legal-basis graph,
when the next one is due, and which documents run out meanwhile
(《立法法》第一百一十六条). The limits: what is suggested follows from what is recorded;
the verdict is for those who made the document.
"""

from __future__ import annotations

from adminlaw.clearance.applying import Aftermath, apply
from adminlaw.clearance.choosing import (
    Candidate,
    Candidates,
    Suggestion,
    candidates,
)
from adminlaw.clearance.cycles import (
    ClearancePartition,
    allowed_outcomes,
    open_cycle,
    partition,
)
from adminlaw.clearance.expiring import Sunset, SunsetState, sunsets
from adminlaw.clearance.grounds import ClearanceGround, ClearanceReason
from adminlaw.clearance.listing import ListedDocument, PublishedList, published_list
from adminlaw.clearance.owning import population
from adminlaw.clearance.recurring import NextDue, next_due

__all__ = [
    "Aftermath",
    "Candidate",
    "Candidates",
    "ClearanceGround",
    "ClearancePartition",
    "ClearanceReason",
    "ListedDocument",
    "NextDue",
    "PublishedList",
    "Suggestion",
    "Sunset",
    "SunsetState",
    "allowed_outcomes",
    "apply",
    "candidates",
    "next_due",
    "open_cycle",
    "partition",
    "population",
    "published_list",
    "sunsets",
]
