"""GDPR 16: a datum was wrong, and is put right by a new event, by who supplied it or by the ZVH. The wrong one stays in the log."""

from levensloop.contracts.categories import ABOUT_NOBODY, DUTCH
from levensloop.contracts.commands.disclosure import RectifyDatum
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import CLOSED
from levensloop.contracts.supplied import place_of
from levensloop.disclosure.state import Known, State

RULE = "GDPR-16"

WHO = "person."
"""Fields of who the client is: corrected as a whole, where it was said first."""

NOT_YOURS = (
    "Uw organisatie leverde geen gegeven met dit nummer en dit veld. Wie het leverde corrigeert het, of het Zorg- en Veiligheidshuis: meld "
    "de fout daar."
)
"""Said to any partner of whatever it did not supply: whether there is such an event, such a field or somebody else who gave it, would
tell what is withheld from it and by whom (WGS 1.7(1), ALW-2)."""


def rectify_datum(state: State, command: RectifyDatum, context: Context) -> Decision:
    """One datum of the client, in one event of this case, by whose it is or by the ZVH. The person's right does not end with the case: of
    a closed one, which partners do not see any more (WGS 2.31(8)), by the ZVH."""
    if state.standing.phase in CLOSED and not context.mine:
        message = (
            "De casus is gesloten en afgeschermd: meld de fout aan het Zorg- en Veiligheidshuis, dat haar corrigeert."
        )
        return refuse(RULE, message, organisation=context.by.organisation)
    known = state.data.get(command.event)
    if not context.mine and not _gave(known, command.field, context.by.organisation):
        return refuse(RULE, NOT_YOURS, organisation=context.by.organisation)
    if known is None:
        return refuse(RULE, "Deze gebeurtenis is er niet in deze casus.", field="event")
    leaf = next((leaf for leaf in known.leaves if place_of(leaf) == command.field), None)
    if leaf is None:
        return refuse(RULE, f"Deze gebeurtenis heeft geen gegeven {command.field}.", field="field")
    if leaf.category in ABOUT_NOBODY:
        return refuse(RULE, f"{command.field} is geen gegeven over de cliënt: {DUTCH[leaf.category]}.", field="field")
    if refusal := _wrong_correction(known, command, context):
        return refusal
    name = f"new_{leaf.category.value.replace('-', '_')}"
    correction = {"person": command.person} if command.person else {name: command.text}
    return [
        DatumRectified.model_validate(
            {
                "at": context.now,
                "by": context.by,
                "event": command.event,
                "field": command.field,
                "reason": command.reason,
                **correction,
            }
        )
    ]


def _gave(known: Known | None, field: str, organisation: str) -> bool:
    return known is not None and any(place_of(leaf) == field and leaf.supplier == organisation for leaf in known.leaves)


def _wrong_correction(known: Known, command: RectifyDatum, context: Context) -> Refusal | None:
    if not command.field.startswith(WHO):
        if command.text is None or command.person is not None:
            return refuse(RULE, "Zeg in woorden wat het moet zijn.", field="text")
        return None
    if known.kind not in (ClientReported, DatumRectified):
        return refuse(RULE, "Wie de cliënt is wordt gecorrigeerd waar het is gemeld: noem de melding.", field="event")
    if command.person is None or command.text is not None:
        return refuse(RULE, "Noem de hele persoon zoals die moet zijn.", field="person")
    if command.person.date_of_birth > context.today:
        return refuse(RULE, "De geboortedatum ligt in de toekomst.", field="person")
    return None
