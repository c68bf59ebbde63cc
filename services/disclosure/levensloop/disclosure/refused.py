"""The records of what the matrix gives and did not go: per rule one, in the batch of the disclosure (ALW-3, WGS 1.8(4))."""

from collections.abc import Iterator
from uuid import uuid4

from levensloop.contracts.disclosure import VERSION, Grant
from levensloop.contracts.event import Moment, kebab
from levensloop.contracts.grounds import by_rule
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.disclosed import Disclosure


def refusals(
    disclosure: Disclosure, role: Role, me: str, at: Moment, traceparent: str | None
) -> Iterator[AccountRecord]:
    """`role`: of the recipient; `me`: the ZVH that would disclose; `at`: now (UTC). None where all went that the matrix gives."""
    recorded = disclosure.recorded
    given = matrix().given(kebab(type(recorded.event).__name__), role, disclosure.grounds)
    for rule, withheld in by_rule(disclosure.judged.withheld).items():
        yield AccountRecord(
            id=uuid4(),
            at=at,
            from_zvh=me,
            to=disclosure.to,
            case=recorded.case,
            event=recorded.id,
            event_type=type(recorded.event).wire_name(),
            categories=tuple(sorted({each.category for each in withheld})),
            grant=disclosure.grant,
            table_version=VERSION,
            organisation=recorded.event.by.organisation,
            traceparent=traceparent,
            outcome=Outcome.REFUSED,
            rule=rule,
            withheld=tuple(dict.fromkeys(each.place for each in withheld)),
            numbers=tuple(sorted({each.number for each in withheld if each.number is not None})),
            role=role,
            grounds=tuple(grant for grant in Grant if grant in disclosure.grounds),
            codes=tuple(sorted({code.name for each in withheld for code in given[each.path]})),
        )
