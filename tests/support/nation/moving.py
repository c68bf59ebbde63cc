"""A client moves to the region of another ZVH: announced, known or not, agreed to by the suppliers, met, transferred, and a
team there.
"""

from datetime import date, timedelta

from support.nation.opening import heads, let_in, register, team_of
from support.nation.regions import Region
from support.nation.telling import Telling, workday


def move(tale: Telling, there: Region, start: date, *, vg: bool) -> None:
    """Out of this region and into that one; from then on the story goes on there."""
    here = tale.here
    announced = workday(start + timedelta(days=8))
    transferred = workday(announced + timedelta(days=24))
    plan = {"to_zvh": there.zvh, "reason": "Gaat bij familie wonen.", "planned_on": transferred.isoformat()}
    tale.chair(announced, 10, "AnnounceMove", "MoveAnnounced", plan)
    answered = workday(announced + timedelta(days=1))
    tale.chair(answered, 11, "AnswerIdentity", "IdentityAnswered", {"hit": False}, zvh=there.zvh)
    agreed = workday(answered + timedelta(days=2))
    for supplier in tale.suppliers:
        tale.partner(agreed, 10, supplier, "AnswerSupplierRequest", "SupplierAgreed", {"agrees": True})
    accepted = workday(announced + timedelta(days=7))
    tale.chair(accepted, 11, "AcceptHandover", "HandoverAccepted", {"heads": heads(there)}, zvh=there.zvh)
    met = workday(announced + timedelta(days=14))
    who = [here.zvh, there.zvh, here.provider, there.provider]
    meeting = {"participants": who, "agreements": "De coördinatoren gaan samen op bezoek."}
    tale.chair(met, 13, "HoldJointMeeting", "JointMeetingHeld", meeting)
    tale.chair(transferred, 9, "TransferDirection", "DirectionTransferred", {})
    tale.put_in("moved", transferred, to=there.zvh)
    tale.here, tale.team, tale.suppliers = there, team_of(there, vg=vg), []
    joined = workday(transferred + timedelta(days=1))
    for partner in tale.team[2:]:
        if partner != there.woonpartner:
            asked = {"organisation": partner, "contact": "Medewerker", "deciders": [there.gemeente]}
            tale.chair(joined, 9, "AddPartner", "PartnerJoined", asked)
    let_in(tale, joined, 10)
    register(tale, workday(transferred + timedelta(days=3)))
