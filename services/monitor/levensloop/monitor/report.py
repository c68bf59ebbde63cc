"""MON-1, MON-2: the event by which figures leave the ZVH, made of the log up to one position. Pure."""

from datetime import datetime

from levensloop.contracts.decision import system
from levensloop.contracts.events.monitor import FiguresDelivered
from levensloop.monitor.ledger import Ledger
from levensloop.monitor.publication import publish


def figures_delivered(ledger: Ledger, half_year: str, small: int, at: datetime) -> FiguresDelivered:
    """As the ledger stands. Which edition: the ledger counts how often this half-year was asked for."""
    published = publish(ledger.count, half_year, ledger.suppressed(), small)
    answers = ledger.cooperation.get(half_year, {})
    return FiguresDelivered(
        at=at,
        by=system(ledger.me),
        half_year=half_year,
        edition=max(1, ledger.requested[half_year]),
        up_to=max(1, ledger.position),
        small_count=small,
        figures=published.figures,
        plan_median_days=published.plan_median_days,
        cooperation=tuple(answers[role] for role in sorted(answers)),
        unreadable=len(ledger.unreadable),
    )
