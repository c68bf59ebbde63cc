"""Who may have which document: the ZVH itself each of them, the levensloopaanbieder the plan and the exit decision (PLN-5, EXT-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from levensloop.contracts.calendar import day_of
from levensloop.contracts.decision import Organisation
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import Role
from levensloop.contracts.shielding import refused_as_shielded
from levensloop.contracts.standing import CLOSED, Phase, Standing
from levensloop.contracts.terms import EXCLUSION_DOCUMENT
from levensloop.documents.history import Events, last, standing_after

ZVH_ONLY = "het Zorg- en Veiligheidshuis zelf"
WITH_PROVIDER = "het Zorg- en Veiligheidshuis zelf of de levensloopaanbieder in het levensloopteam"


@dataclass(frozen=True, slots=True)
class Access:
    """One row: the rule that a refusal names, and whether the levensloopaanbieder may have it."""

    rule: str
    provider: bool

    @property
    def dutch(self) -> str:
        return WITH_PROVIDER if self.provider else ZVH_ONLY


ACCESS: Mapping[str, Access] = {
    "plan": Access("PLN-5", provider=True),
    "exclusion": Access("EXT-2", provider=True),
    "transfer": Access("MOV-2", provider=False),
}


def refused(
    document: str, asker: str, me: str, events: Events, organisations: Mapping[str, Organisation], today: date
) -> Refusal | None:
    """Why `asker` does not get this document at the ZVH `me` on this day; `None` when it does.

    To who may not have it, a case that is not there is refused in the same words: nobody learns which cases there are. Who may
    have it gets none of a shielded case (MOV-7, EXT-3), but the exit decision for a term.
    """
    row = ACCESS[document]
    if not _may_have(document, asker, me, events, organisations):
        return refuse(row.rule, f"Dit document krijgt alleen {row.dutch}.", organisation=asker)
    if not events:
        return refuse("INV-4", "Deze casus is hier niet bekend.")
    excluded = last(events, ClientExcluded)
    if document == "exclusion" and excluded and standing_after(events).phase is Phase.EXCLUDED:
        until = EXCLUSION_DOCUMENT.after(day_of(excluded.event.at), organisations[me].terms)
        if today <= until:
            return None
    return refused_as_shielded(standing_after(events), me)


def _may_have(document: str, asker: str, me: str, events: Events, organisations: Mapping[str, Organisation]) -> bool:
    """The ZVH itself each document; of a partner only the levensloopaanbieder in the team, where this ZVH directs."""
    if asker == me:
        return True
    organisation = organisations.get(asker)
    if organisation is None or (organisation.role, organisation.zvh) != (Role.LEVENSLOOPAANBIEDER, me):
        return False
    standing = _counts(document, events)
    return ACCESS[document].provider and standing.director == me and standing.in_team(asker)


def _counts(document: str, events: Events) -> Standing:
    """The standing that decides. The team that decided on the exit gets that decision; of a closed case nobody gets the plan."""
    excluded = last(events, ClientExcluded)
    if document == "exclusion" and excluded:
        return standing_after([recorded for recorded in events if recorded.position < excluded.position])
    standing = standing_after(events)
    return Standing() if standing.phase in CLOSED else standing
