"""Why an indicator has no value, in two languages."""

from __future__ import annotations

from typing import Final

from adminlaw.labels import Label

NO_RECORD: Final = Label("没有可据以计算的记录", "no record to count from")
SCOPES: Final = Label("口径不同，不得合并", "the scopes differ and may not be joined")
NO_TOTAL: Final = Label("单位不止一种，无合计", "there are several units, and no total")
NO_YEAR: Final = Label("期间不是一年", "the period is not one year")
NO_BEFORE: Final = Label(
    "本年或上年没有确切的值", "no exact value of this year or the last"
)
FEWER: Final = Label(
    "已知日期的清理不足两次", "fewer than two clearances of known days"
)
