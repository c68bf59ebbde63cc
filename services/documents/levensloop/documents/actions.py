"""The actions that the team agreed (PLN-4): who does what before which day, and what came of it."""

from dataclasses import dataclass, replace
from datetime import date

from levensloop.contracts.calendar import day_of
from levensloop.contracts.events.plan import ActionAgreed, ActionCompleted, ActionOverdue, ActionReassigned
from levensloop.documents.history import Events
from levensloop.documents.model import Section
from levensloop.documents.wording import called, day, table


@dataclass(frozen=True, slots=True)
class _Action:
    text: str
    owner: str
    due: date
    overdue: bool = False
    done: date | None = None
    outcome: str = ""

    @property
    def status(self) -> str:
        if self.done:
            return f"gedaan op {day(self.done)}: {self.outcome}"
        return "te laat" if self.overdue else "open"


def actions(events: Events) -> Section:
    """PLN-4: all of them, by number; what is open or overdue says so."""
    found: dict[int, _Action] = {}
    for recorded in events:
        match recorded.event:
            case ActionAgreed(action=number, text=text, owner=owner, due=due):
                found[number] = _Action(text, owner, due)
            case ActionReassigned(action=number, owner=owner, due=due) if number in found:
                found[number] = replace(found[number], owner=owner, due=due, overdue=False)
            case ActionOverdue(action=number) if number in found:
                found[number] = replace(found[number], overdue=True)
            case ActionCompleted(action=number, outcome=outcome, at=at) if number in found:
                found[number] = replace(found[number], done=day_of(at), outcome=outcome)
    rows = ((str(n), a.text, called(a.owner), day(a.due), a.status) for n, a in found.items())
    head = ("Nr", "Actie", "Wie", "Uiterlijk", "Stand")
    return Section("Actiepunten", (table(head, rows, (6, 31, 23, 18, 22), "Er zijn geen actiepunten afgesproken."),))
