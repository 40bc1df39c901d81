"""What a statute says of a period beside its length: direction, first day, hour."""

from __future__ import annotations

from adminlaw.labels import LabelledEnum


class Direction(LabelledEnum):
    """Whether a period runs on from its day or lies before it (计算方向)."""

    FORWARD = "forward", "之日起", "from the day on"
    BACKWARD = "backward", "之日前", "before the day"


class FirstDay(LabelledEnum):
    """Whether the day of the event counts (首日)."""

    EXCLUDED = "excluded", "不计入", "not counted"
    COUNTED = "counted", "计入", "counted"


class FirstHour(LabelledEnum):
    """Whether the hour of the event counts, for periods in hours (首时)."""

    EXCLUDED = "excluded", "开始之时不计入", "the starting hour does not count"
    EXACT = "exact", "自该时刻起算", "from the very moment"
