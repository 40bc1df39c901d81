"""An audit for people and for programs: text in two languages, and JSON."""

from __future__ import annotations

from adminlaw.report.data import audit_data, audit_json
from adminlaw.report.text import audit_text

__all__ = ["audit_data", "audit_json", "audit_text"]
