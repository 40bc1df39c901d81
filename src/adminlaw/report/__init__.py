"""Judgements and texts as text for people and as JSON for programs."""

from __future__ import annotations

from adminlaw.report.citations import (
    citations_csv,
    citations_json,
    citations_text,
)
from adminlaw.report.data import audit_data, audit_json
from adminlaw.report.text import audit_text
from adminlaw.report.texts import (
    corpus_text,
    excerpt_text,
    place_text,
    standing_text,
    version_text,
)
from adminlaw.report.times import (
    calendar_text,
    due_text,
    rules_on,
    rules_text,
    stale_text,
    timeline_text,
)

__all__ = [
    "audit_data",
    "audit_json",
    "audit_text",
    "calendar_text",
    "citations_csv",
    "citations_json",
    "citations_text",
    "corpus_text",
    "due_text",
    "excerpt_text",
    "place_text",
    "rules_on",
    "rules_text",
    "stale_text",
    "standing_text",
    "timeline_text",
    "version_text",
]
