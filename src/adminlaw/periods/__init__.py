"""Periods of time: their lengths, the days that count, and where they end.

Lengths and options are light and stand here; calendars and the arithmetic are
imported from ``calendars`` and ``deadlines``, which read tables.
"""

from __future__ import annotations

from adminlaw.periods.lengths import Length, LengthUnit
from adminlaw.periods.options import Direction, FirstDay, FirstHour

__all__ = ["Direction", "FirstDay", "FirstHour", "Length", "LengthUnit"]
