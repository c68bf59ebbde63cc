"""What the client was told, and what the client said to sharing (INF-1, INF-2)."""

from levensloop.contracts.events.inclusion import ClientInformed, ConsentRecorded
from levensloop.contracts.words import in_dutch
from levensloop.documents.history import Events
from levensloop.documents.model import Row, Section
from levensloop.documents.wording import day, table


def informed(events: Events) -> Section:
    """INF-1, INF-2: each time, oldest first; what was said last holds."""
    rows: list[Row] = []
    for recorded in events:
        match recorded.event:
            case ClientInformed(at=at, informant=informant, manner=manner):
                rows.append((day(at), f"geïnformeerd door {informant}", manner))
            case ConsentRecorded(said_on=said_on, consent=consent):
                rows.append((day(said_on), "toestemming voor delen", in_dutch(consent)))
    return Section("Cliënt geïnformeerd, en toestemming", (table(("Datum", "Wat", "Hoe"), rows, (20, 35, 45)),))
