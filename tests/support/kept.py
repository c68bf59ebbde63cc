"""The accountability records of one case as a dry run keeps them: what was withheld of each disclosure, and that all is read at once."""

from collections.abc import Mapping
from uuid import uuid4

from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import VERSION
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.disclosed import Disclosure


class Kept:
    """Those of one case at one ZVH, in order."""

    def __init__(self, zvh: str, organisations: Mapping[str, Organisation]) -> None:
        self._zvh, self._organisations = zvh, organisations
        self.records: list[AccountRecord] = []

    def takes(self, found: Disclosure) -> bool:
        """Whether something of it goes; a record either way."""
        if found.judged.nothing:
            self.records.append(self._record(found, Outcome.REFUSED))
            return False
        went = self._record(found, Outcome.DISCLOSED)
        read = self._record(found, Outcome.READ).model_copy(update={"because": went.id})
        self.records.extend((went, read))
        return True

    @property
    def reached(self) -> frozenset[str]:
        """Who got anything."""
        return frozenset(record.to for record in self.records if record.outcome is Outcome.DISCLOSED)

    def _record(self, found: Disclosure, outcome: Outcome) -> AccountRecord:
        return record_of(found, self._zvh, self._organisations, outcome)


def record_of(
    found: Disclosure, zvh: str, organisations: Mapping[str, Organisation], outcome: Outcome = Outcome.DISCLOSED
) -> AccountRecord:
    """As `zvh` keeps it, but for the categories and the lines of the matrix, by which nothing is judged."""
    recorded = found.recorded
    return AccountRecord(
        id=uuid4(),
        at=recorded.time,
        from_zvh=zvh,
        to=found.to,
        case=recorded.case,
        event=recorded.id,
        event_type=type(recorded.event).wire_name(),
        categories=(),
        grant=found.grant,
        table_version=VERSION,
        organisation=zvh,
        outcome=outcome,
        role=organisations[found.to].role,
        grounds=tuple(found.grounds),
        withheld=tuple({each.place for each in found.judged.withheld}),
        numbers=tuple(each.number for each in found.judged.conditions),
    )
