"""The accountability record: what went to whom, of which case, by which grant of which table (ALW-3, WGS 1.8(4))."""

from enum import StrEnum
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.disclosure import Grant
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.roles import Role
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.messaging.sent_account import SentEventAccount


class Outcome(StrEnum):
    """What became of the disclosure that a record tells of."""

    DISCLOSED = "disclosed"
    """It was made ready for the organisation, which may fetch it."""
    WITHDRAWN = "withdrawn"
    """It was taken back because the right to it ended, and the organisation had not confirmed that it received it (TEA-2, EXT-3)."""
    REFUSED = "refused"
    """The matrix gives it, and it did not go, all of it or some: by `rule` (WGS 2.29, 1.7(1), 1.8(7))."""
    READ = "read"
    """The organisation asked for its key and got it: from then on it could read it."""
    UNREAD = "unread"
    """The organisation asked for its key, or to pull more of it, and did not get that, by `rule`."""
    PULLED = "pulled"
    """The organisation asked for all that it may see of the event, after a letter that told of it, and got that."""


class AccountRecord(SentEventAccount):
    """One event to one organisation. Says which categories of data went (WGS 2.30), never the data.

    `table_version` is the version of the matrix; with it, `grounds` (the memberships) and the role of `to` follow the fields that
    went, each by which of `codes`. A record of before there was a matrix has neither.

    `organisation` did what the event tells, which person is in the event, sealed; `at` is when it was disclosed. Of what was withdrawn
    there is a second record with that outcome: `at` is then when, `because` the event by which the right ended, and `organisation`
    who did that. When its key is asked for there is a third, `read` or `unread`, once for each letter and rule; `because` is then the
    record of the disclosure, and `organisation` who asked. Each time that more is pulled there is one more, `pulled`, of what went then.

    `held`: by which ground care data and special categories went, as that was judged when they did; records of before do not have it.

    `withheld`: the fields, and parts such as `inventory.indications.0`, that did not go along; `numbers`: of the conditions that did. Of
    what was withheld by one `rule` there is a record with outcome `refused`, whose `numbers` are of the conditions or objections by which.
    """

    grant: Grant
    table_version: str
    organisation: str
    traceparent: str | None = None
    outcome: Outcome = Outcome.DISCLOSED
    because: UUID | None = None
    rule: str | None = None
    withheld: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    role: Role | None = None
    grounds: tuple[Grant, ...] = ()
    codes: tuple[str, ...] = ()
    held: tuple[GroundHeld, ...] = ()

    def message(self) -> NewMessage:
        """As it stands in OUT."""
        return self.under(subjects.account(self.case))
