"""Judgements and texts as text for people and as JSON for programs."""

from __future__ import annotations

from adminlaw.report.data import audit_data, audit_json
from adminlaw.report.text import audit_text
from adminlaw.report.texts import (
    corpus_text,
    excerpt_text,
    place_text,
    standing_text,
    version_text,
)

__all__ = [
    "audit_data",
    "audit_json",
    "audit_text",
    "corpus_text",
    "excerpt_text",
    "place_text",
    "standing_text",
    "version_text",
]
