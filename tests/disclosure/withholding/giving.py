"""What goes to whom of a history, as views: by the same pure functions as the policy."""

from collections.abc import Sequence
from datetime import date

from disclosure.passing import logged, passed_on

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.matrix.lines import VERSION
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.views import View, view_model, view_of
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure, disclosures, evolve
from support.samples.world import HAAGLANDEN, ORGANISATIONS

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}


def view(disclosure: Disclosure) -> View:
    """What the recipient reads, without the conditions in words."""
    judged, role = disclosure.judged, WORLD[disclosure.to].role
    model = view_model(type(disclosure.recorded.event), role, disclosure.grounds, VERSION, judged.paths)
    assert model is not None
    return view_of(disclosure.recorded.event, model, judged.items)


def got(to: str, history: Sequence[DomainEvent], kind: type[DomainEvent]) -> View | None:
    """The last view of an event of this kind that went to it; None when none did."""
    found = [d for d in passed_on(logged(*history)).get(to, []) if isinstance(d.recorded.event, kind)]
    return view(found[-1]) if found else None


def judged(
    recorded: Recorded[DomainEvent], earlier: Sequence[Recorded[DomainEvent]], today: date | None = None
) -> dict[str, Disclosure]:
    """To whom this event would go after these, what is withheld of it included; also where nothing goes."""
    state = CaseSoFar()
    for one in earlier:
        state = evolve(state, one)
    after = evolve(state, recorded)
    found = disclosures(recorded, state, after, WORLD, HAAGLANDEN, (), today)
    return {disclosure.to: disclosure for disclosure in found if disclosure.recorded is recorded}


def rules(disclosure: Disclosure) -> set[tuple[str, str, int | None]]:
    """(What is left out, by which rule, by which condition or objection)."""
    return {(each.place, each.rule, each.number) for each in disclosure.judged.withheld}
