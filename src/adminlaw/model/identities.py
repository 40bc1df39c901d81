"""Ids of records, one type for each kind, so that a reference says what it names.

Referential integrity is read off these types: a field annotated ``AuthorityId``
refers to an ``Authority`` of the same register.
"""

from __future__ import annotations

from typing import NewType

AccountabilityId = NewType("AccountabilityId", str)
ActivityId = NewType("ActivityId", str)
AdviserId = NewType("AdviserId", str)
AppraisalId = NewType("AppraisalId", str)
AuthorityId = NewType("AuthorityId", str)
BenchmarkId = NewType("BenchmarkId", str)
CaseId = NewType("CaseId", str)
CatalogueId = NewType("CatalogueId", str)
ChannelId = NewType("ChannelId", str)
ClearanceCycleId = NewType("ClearanceCycleId", str)
DecisionId = NewType("DecisionId", str)
DocumentId = NewType("DocumentId", str)
EvaluationId = NewType("EvaluationId", str)
FigureId = NewType("FigureId", str)
FilingId = NewType("FilingId", str)
HeadcountId = NewType("HeadcountId", str)
OfficerId = NewType("OfficerId", str)
PlaceId = NewType("PlaceId", str)
PowerId = NewType("PowerId", str)
PowerListId = NewType("PowerListId", str)
ProgrammeId = NewType("ProgrammeId", str)
RelationId = NewType("RelationId", str)
ReportId = NewType("ReportId", str)
ServiceItemId = NewType("ServiceItemId", str)
SubjectId = NewType("SubjectId", str)
TaskId = NewType("TaskId", str)
TransferId = NewType("TransferId", str)
WaiverId = NewType("WaiverId", str)
