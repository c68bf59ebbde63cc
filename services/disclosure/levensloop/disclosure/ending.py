"""What still goes where a right to a case ended. Pure (TEA-2, EXT-3, MOV-7)."""

from collections.abc import Collection, Mapping

from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import Grant, entitled
from levensloop.contracts.ending import Ended, tells_the_end
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.grounds import WITHOUT_TEAM
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.standing import Standing


def keeps(
    event: DomainEvent,
    to: str,
    went: Collection[Grant],
    end: Ended,
    standing: Standing,
    organisations: Mapping[str, Organisation],
    me: str,
) -> bool:
    """Whether `to` still gets what is ready for it, made ready by the memberships `went`. `standing` is how the case stands now that
    the right ended. What waits is one view: it stays only when all of it may still go."""
    if tells_the_end(event, to):
        return True
    if end.organisation is None:
        return False
    held = dict(entitled(event, standing, standing, organisations, me)).get(to, frozenset()) & WITHOUT_TEAM
    name, role = kebab(type(event).__name__), organisations[to].role
    kept = matrix().given(name, role, held)
    return bool(kept) and matrix().given(name, role, went).keys() <= kept.keys()
