"""What there is: indications, open sentences, debts and provisions, each with its supplier (PIC-2), and the Wlz check (PIC-3)."""

from collections.abc import Iterator

from levensloop.contracts.erased import is_erased
from levensloop.contracts.events.plan import SituationAssessed, WlzChecked
from levensloop.contracts.intake import Debt, Indication, Inventory, Provision, Sentence
from levensloop.contracts.words import in_dutch
from levensloop.documents.history import Events, each, last
from levensloop.documents.model import Facts, Row, Section
from levensloop.documents.wording import NOTHING, called, day, table


def inventory(events: Events) -> Section:
    """PIC-2: of the latest picture that has one."""
    found = [r.event.inventory for r in each(events, SituationAssessed) if r.event.inventory is not None]
    rows = _rows(found[-1]) if found else ()
    return Section("Inventarisatie", (table(("Wat", "Omschrijving", "Aangeleverd door"), rows, (20, 50, 30)),))


def _rows(inventory: Inventory) -> Iterator[Row]:
    kinds: tuple[tuple[str, tuple[Indication | Sentence | Debt | Provision, ...]], ...] = (
        ("indicatie", inventory.indications),
        ("openstaande straf of maatregel", inventory.sentences),
        ("schuld", inventory.debts),
        ("uitkering of voorziening", inventory.provisions),
    )
    for name, items in kinds:
        yield from ((name, item.text, called(item.supplier)) for item in items)


def wlz(events: Events) -> Section:
    """PIC-3: whether there is an indication, and which, with the inclusion date."""
    checked = last(events, WlzChecked)
    if checked is None:
        return Section("Wlz-check", (NOTHING,))
    found = checked.event
    facts = (
        ("Wlz-indicatie", _yes_or_no(found.indicated)),
        *((("Grondslag", in_dutch(found.ground)),) if found.ground else ()),
        *((("Zorgprofiel", found.profile),) if found.profile else ()),
        ("Inclusiedatum", day(found.included_on)),
        ("Nagegaan", f"{day(found.at)}, door {called(found.by.organisation)}"),
    )
    return Section("Wlz-check", (Facts(facts),))


def _yes_or_no(value: bool) -> str:
    """What is destroyed or withheld as it says."""
    if is_erased(value):
        return str(value)
    return "ja" if value else "nee"
