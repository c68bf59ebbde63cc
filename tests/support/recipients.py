"""Who of a region gets an event by the matrix, as a test reads it."""

from collections.abc import Collection, Iterator, Mapping

from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import Grant, entitled, first, table
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.standing import Standing


def recipients(
    event: DomainEvent,
    before: Standing,
    after: Standing,
    organisations: Mapping[str, Organisation],
    zvh: str,
    received: Collection[str] = (),
) -> Iterator[tuple[str, Grant]]:
    """As `entitled`, with of each organisation only the first membership that gives the event, in the order of `Grant`."""
    row = table()[kebab(type(event).__name__)]
    for organisation, held in entitled(event, before, after, organisations, zvh, received):
        yield organisation, first(held & row[organisations[organisation].role])
