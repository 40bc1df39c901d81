"""Where a definition of an indicator, or a set that it names, comes from."""

from __future__ import annotations

from adminlaw.labels import LabelledEnum


class DefinitionStatus(LabelledEnum):
    """Where a definition comes from (定义来源)."""

    READ = "read", "已核对原文", "the text was read"
    REPORTED = "reported", "据公布的报告", "as a published report has it"
    RECALLED = "recalled", "凭记忆，未经核对", "recalled, not verified"
    OWN = "own", "本库自定，法无规定", "our own; no law defines it"
