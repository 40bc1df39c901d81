"""Tasks of a programme: who answers for them, and by when."""

from __future__ import annotations

from collections.abc import Iterator

from adminlaw.checks.identity import check
from adminlaw.checks.records import absent, sight_of_record
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome, passed
from adminlaw.labels import Label
from adminlaw.model import Task
from adminlaw.model.registers import kind_of


def _tasks(context: Context) -> Iterator[Sight[Task]]:
    for task in context.register.tasks:
        yield sight_of_record(task, f"{task.number} {task.subject}".strip())


@check(
    "T101",
    zh="任务有责任单位和时限",
    en="a task has an owner and a day",
    rule="programme.tasks",
    over=_tasks,
)
def task_has_owner(task: Task, context: Context) -> Outcome:
    """A task that nobody leads, or that has no day, is done by nobody in time.

    Several bodies may lead together, and some may answer for a task jointly. Absence
    counts as failure only where the register declares tasks complete.
    """
    owners = len(task.leads) + len(task.shared)
    span = task.within
    due = task.due or (span.last_day if span else None)
    facts = {"leads": str(len(task.leads)), "owners": str(owners)}
    facts |= {"due": due.isoformat()} if due else {}
    complete = kind_of(Task) in context.register.complete
    if not owners and not task.shared_text.strip():
        return absent(_NO_OWNER, facts, complete=complete)
    if due is None:
        return absent(_NO_DAY, facts, complete=complete)
    return passed(Label("有责任单位和时限", "it has an owner and a day"), facts)


_NO_OWNER = Label("没有责任单位", "nobody answers for it")
_NO_DAY = Label("没有完成时限", "it has no day")
