"""Who tries to look at the accountability log itself and may not: a record of that too (WGS 1.8(4)), and no flood of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pydantic import ValidationError

from levensloop.contracts.accountability import Operation, Outcome
from levensloop.contracts.consulted import MACHINE, REFUSED_LOOKS, Asker
from levensloop.contracts.decision import Organisation
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging.accounting import Accountant
from levensloop.infra.messaging.heard import heard, who_asks
from levensloop.infra.users.acting_as import KnownUser

AGAIN = timedelta(hours=1)
"""The same organisation with the same question and the same function has a record at most so often: a witness that was one and does not
know that it is no more looks each minute. Default."""
MOST = 10_000
"""Of which is remembered when; beyond that the oldest are forgotten, and recorded again."""


class RefusedLooks:
    """Of one question, `what`; nothing is kept of one that no witness asks."""

    def __init__(self, what: str, accountant: Accountant, organisations: Mapping[str, Organisation]) -> None:
        self._what, self._accountant, self._organisations = what, accountant, organisations
        self._kept: dict[tuple[str, Asker], datetime] = {}

    async def account_for(self, refusal: Refusal, organisation: str, by: object, user: KnownUser | None) -> None:
        """A record, unless there is one of this hour. Raises as `Accountant.keep`, and then the refusal is not given either."""
        if refusal.rule != REFUSED_LOOKS.get(self._what) or organisation not in self._organisations:
            return
        asker = heard(_said(by), user)
        facts = {"outcome": Outcome.REFUSED, "rule": refusal.rule, **who_asks(asker)}
        who = (organisation, asker.functionary, asker.capacity)
        record = self._accountant.record(Operation.REFUSE, self._what, *who, **facts)
        before = self._kept.get((organisation, asker))
        if before is not None and before <= record.at < before + AGAIN:
            return
        await self._accountant.keep(record)
        self._kept.pop((organisation, asker), None)
        self._kept[organisation, asker] = record.at
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]


def _said(by: object) -> Asker:
    """Who asks as it says; a system where it says nothing that can be read."""
    try:
        return MACHINE if by is None else Asker.model_validate(by)
    except ValidationError:
        return MACHINE
