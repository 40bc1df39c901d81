"""Judgements and texts for people, as text and pages, and for programs, as data.

What writes an audit is loaded when it is first used, and the checks with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from adminlaw.report.citations import (
    citations_csv,
    citations_json,
    citations_text,
)
from adminlaw.report.data import audit_data, audit_json
from adminlaw.report.deadlines import due_data, timeline_data
from adminlaw.report.explaining import checks_text, explain_text
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

if TYPE_CHECKING:
    from adminlaw.checks.text import audit_text
    from adminlaw.report.csv_table import audit_csv
    from adminlaw.report.files import audit_in, form_of, write_audit
    from adminlaw.report.markdown import audit_markdown
    from adminlaw.report.page import audit_html

_HOMES = {
    "audit_csv": "report.csv_table",
    "audit_html": "report.page",
    "audit_in": "report.files",
    "audit_markdown": "report.markdown",
    "audit_text": "checks.text",
    "form_of": "report.files",
    "write_audit": "report.files",
}
"""The names that stand on the checks, and the module that each lives in."""

__all__ = [
    "audit_csv",
    "audit_data",
    "audit_html",
    "audit_in",
    "audit_json",
    "audit_markdown",
    "audit_text",
    "calendar_text",
    "checks_text",
    "citations_csv",
    "citations_json",
    "citations_text",
    "corpus_text",
    "due_data",
    "due_text",
    "excerpt_text",
    "explain_text",
    "form_of",
    "place_text",
    "rules_on",
    "rules_text",
    "stale_text",
    "standing_text",
    "timeline_data",
    "timeline_text",
    "version_text",
    "write_audit",
]

# Hidden from type checkers, as in the package itself.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load what writes an audit on first use."""
        if name not in _HOMES:
            message = f"module 'adminlaw.report' has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"adminlaw.{_HOMES[name]}"), name)
