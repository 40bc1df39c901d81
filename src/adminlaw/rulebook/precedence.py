"""Which of two norms prevails, and who decides where the law does not (适用规则).

Superior, special, later: in that order the law answers itself; for some pairs it
names who decides instead (《立法法》第五章). Both are written down here, each with its
article. The limits: whether two norms do conflict is a reading of their texts, and a
pair of which no article speaks is not answered.
"""

from __future__ import annotations

from attrs import frozen

from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.model.fields import typed
from adminlaw.rulebook.authority import MakerGrade
from adminlaw.statutes.kinds import InstrumentKind


class Prevalence(LabelledEnum):
    """Which of two norms is applied (适用何者)."""

    SUPERIOR = "superior", "上位法优先", "the superior one"
    SPECIAL = "special", "特别规定优先", "the special one"
    LATER = "later", "新的规定优先", "the later one"
    VARIATION = "variation", "变通规定优先", "the one that varies"
    EQUAL = "equal", "具有同等效力", "neither: they are of equal force"


class LevelScope(LabelledEnum):
    """Over bodies of which levels a local norm prevails (本级和下级)."""

    OWN_AND_LOWER = "own_and_lower", "本级和下级", "the same and lower levels"
    LOWER = "lower", "下级", "lower levels"


@frozen(kw_only=True, field_transformer=typed)
class Precedence:
    """How a conflict between instruments of some kinds is settled (适用规则).

    Attributes:
        kinds: Kinds of the instrument that prevails, or of either where none does.
        against: Kinds of the other one.
        grade: Who made the one that prevails, where the law looks at that too.
        against_grade: Who made the other one.
        levels: Over bodies of which levels it prevails; None where that is not asked.
        same_organ: Whether one body made both; None where that does not matter.
        prevails: Which is applied; None where that has to be decided.
        adjudicator: Who decides; None where the law itself does.
        then: Who decides after that.
        then_where: In which case it comes to that.
        condition: Where it applies, if not always.
    """

    kinds: tuple[InstrumentKind, ...]
    against: tuple[InstrumentKind, ...]
    grade: MakerGrade | None = None
    against_grade: MakerGrade | None = None
    levels: LevelScope | None = None
    same_organ: bool | None = None
    prevails: Prevalence | None = None
    adjudicator: Label | None = None
    then: Label | None = None
    then_where: Label | None = None
    condition: Label | None = None

    _repr_html_ = shown_as(
        "适用规则",
        kinds="文件种类",
        against="相对文件种类",
        prevails="适用",
        adjudicator="裁决机关",
        then="之后",
        condition="条件",
    )
