"""The colours of pictures, told apart by colour-blind people and in grey print.

They are those of Okabe and Ito, the light ones beside the dark ones; what a colour
says is said in words or in a pattern as well, so that no picture needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adminlaw.clocks.standing import ClockState

BAR: Final = "#56b4e9"
REST: Final = "#dddddd"
DARK: Final = "#0072b2"
LATE: Final = "#d55e00"
INK: Final = "#333333"
PALE: Final = "#888888"

LIGHTER: Final = 0.35
"""How opaque it is where a last day may lie."""

STATES: Final[Mapping[ClockState, str]] = MappingProxyType(
    {
        ClockState.MET: DARK,
        ClockState.MISSED: LATE,
        ClockState.RUNNING: BAR,
        ClockState.SUSPENDED: "#999999",
        ClockState.PROVISIONAL: "#e69f00",
        ClockState.INDETERMINATE: "#cccccc",
    }
)

PATTERNS: Final[Mapping[ClockState, str]] = MappingProxyType(
    {
        ClockState.MET: "",
        ClockState.MISSED: "xxx",
        ClockState.RUNNING: "///",
        ClockState.SUSPENDED: "---",
        ClockState.PROVISIONAL: "\\\\\\",
        ClockState.INDETERMINATE: "...",
    }
)
"""The hatching of each state in print."""
