"""What still goes where a right to a case ended. Pure (TEA-2, EXT-3, MOV-7)."""

from collections.abc import Mapping

from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import entitled
from levensloop.contracts.ending import Ended, tells_the_end
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.grounds import WITHOUT_TEAM
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.standing import Standing
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.correction import says_only_that


def keeps(
    event: DomainEvent,
    record: AccountRecord,
    end: Ended,
    standing: Standing,
    organisations: Mapping[str, Organisation],
    me: str,
) -> bool:
    """Whether `record.to` still gets what of this event is ready for it, as the record tells. `standing` is how the case stands now that
    the right ended. What waits is one view: it stays only when all of it may still go. Who is not in the topology any more keeps
    nothing, also not what told it that its part ended: it is no party any more, and nobody can ask in its name."""
    to = organisations.get(record.to)
    if to is None:
        return False
    if tells_the_end(event, to.id) or says_only_that(event, to.role, record.grounds, record.withheld):
        return True
    if end.organisation is None:
        return False
    held = dict(entitled(event, standing, standing, organisations, me)).get(to.id, frozenset()) & WITHOUT_TEAM
    name = kebab(type(event).__name__)
    kept = matrix().given(name, to.role, held)
    return bool(kept) and matrix().given(name, to.role, record.grounds).keys() <= kept.keys()
