"""Articles of the WGS that no rule of the work process has as its own, each by the table or the decision that keeps it."""

import pytest
from documents.given import with_plan
from pydantic import BaseModel

from levensloop.contracts.activities import activities, activity_of
from levensloop.contracts.admission import ADMISSION, PUBLIC_PARTICIPANT, admit
from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.commands import inclusion, signals
from levensloop.contracts.decision import Context, Organisation
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.events.inclusion import PurposeAssessed
from levensloop.contracts.events.signals import ScenarioSuggested, SignalRaised
from levensloop.contracts.matrix.lines import versions
from levensloop.contracts.registry import COMMANDS, EVENTS
from levensloop.contracts.roles import ROLES, Role, WgsStanding
from levensloop.contracts.standing import Phase, Standing
from levensloop.documents.model import Document
from levensloop.documents.opening import BASIS, rights_at
from levensloop.documents.plan import plan_document
from levensloop.inclusion.service import inclusion as inclusion_service
from levensloop.infra.messaging.node import organisations_of
from levensloop.infra.nodes.topology_file import parse_topology
from levensloop.signals.service import signals as signals_service
from support.samples.inclusion import SAMPLE_PURPOSE, reported_case
from support.samples.plan import TIME_OUT, planned_case
from support.samples.signals import SAMPLE_SIGNAL, signal_raised
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, ORGANISATIONS, POLITIE, PROVIDER, actor, at_haaglanden
from support.topologies import TWO_ZVHS

CORRECTS = {
    "RectifyDatum",
    "RetractReport",
    "RecordDeath",
    "DestroyCase",
    "WithdrawDestruction",
    "ExtendRetention",
    "AnswerExtension",
}
"""What can always be done: it brings no data in."""
OF_ITS_OWN = {"RefuseProvision", "SetConditions", "LiftConditions", "ObjectToDisclosure", "WithdrawObjection"}
"""What a participant says of its own data; none of a person goes in by it."""


def context(organisation: str, functionary: str) -> Context:
    world = {organisation.id: organisation for organisation in ORGANISATIONS}
    return Context(me=HAAGLANDEN, now=NOW, by=actor(organisation, functionary), organisations=world)


def test_wgs_2_25_a_case_has_a_purpose_that_stands_in_its_log() -> None:
    """WGS-2.25: the purpose is set per case, and without the text of it there is no assessment."""
    [assessed] = (
        at_haaglanden(inclusion_service, *reported_case()).when(SAMPLE_PURPOSE, by=POLITIE).then(PurposeAssessed)
    )

    assert assessed.purpose
    with pytest.raises(ValueError, match="purpose"):
        inclusion.AssessPurpose.model_validate({"fits": True, "purpose": " ", "reasoning": "Complex."})


def test_wgs_1_8_5_before_the_purpose_is_set_nobody_brings_data_in() -> None:
    """WGS-1.8-5: of a case that was only reported, every command of everybody is refused but the judgement of the purpose."""
    standing = Standing(phase=Phase.REPORTED, director=HAAGLANDEN, reporter=POLITIE)
    admitted = {
        command.__name__
        for command in COMMANDS.values()
        for organisation in ORGANISATIONS
        for functionary in ("medewerker", "procesregisseur", "informatiecoördinator")
        if admit(command, standing, context(organisation.id, functionary)) is None
    }

    assert admitted - CORRECTS - OF_ITS_OWN == {"AssessPurpose"}


def test_wgs_2_26_every_activity_in_the_register_is_one_of_the_two_that_the_act_names() -> None:
    """WGS-2.26: case conferences and prioritised lists; what keeps the log, the keys and the destruction serves both."""
    named = {activity.code: activity.activity for activity in activities()}

    assert all(
        "casusoverleg" in text or "geprioriteerde lijst" in text or "beide" in text for text in named.values()
    ), named
    assert {activity_of(what) for what in (*EVENTS, *COMMANDS)} <= set(named)


def test_wgs_2_27_1_the_public_participants_are_those_of_the_act() -> None:
    """WGS-2.27-1: of the first paragraph the raad voor de kinderbescherming has no role in the Levensloopaanpak, which is for adults."""
    public = {role for role, facts in ROLES.items() if facts.standing is WgsStanding.PUBLIC}

    assert public == {Role.POLITIE, Role.OM, Role.DJI, Role.GEMEENTE, Role.GGD}


def test_wgs_2_27_2_the_private_participants_are_those_of_the_act() -> None:
    """WGS-2.27-2: reclassering and institutions for care; a ZVH is none of the two, it works for them."""
    private = {role for role, facts in ROLES.items() if facts.standing is WgsStanding.PRIVATE}

    assert private == {
        Role.RECLASSERING,
        Role.LEVENSLOOPAANBIEDER,
        Role.CRISISDIENST_GGZ,
        Role.GGZ,
        Role.VERSLAVINGSZORG,
        Role.VG_AANBIEDER,
    }
    assert ROLES[Role.ZVH].standing is WgsStanding.OPERATOR


def test_wgs_2_27_3_every_document_says_who_is_responsible_and_only_public_ones_take_their_steps() -> None:
    """WGS-2.27-3."""
    document = plan_document(with_plan())
    assert isinstance(document, Document)
    assert "publieke deelnemers" in BASIS
    assert document.basis == BASIS
    standing = Standing(phase=Phase.REPORTED, director=HAAGLANDEN, reporter=POLITIE)
    for organisation in ORGANISATIONS:
        refusal = admit(inclusion.AssessPurpose, standing, context(organisation.id, "medewerker"))
        joint = organisation.standing is WgsStanding.PUBLIC and organisation.zvh == HAAGLANDEN
        assert (refusal is None) == joint, organisation.id


@pytest.mark.parametrize("public", [POLITIE, GEMEENTE])
def test_wgs_2_31_2_a_public_participant_judges_whether_it_fits_the_purpose(public: str) -> None:
    """WGS-2.31-2."""
    here = at_haaglanden(inclusion_service, *reported_case())

    here.when(SAMPLE_PURPOSE, by=public).then(PurposeAssessed)
    here.when(SAMPLE_PURPOSE, by=PROVIDER).refused("REP-3")
    assert ADMISSION[inclusion.AssessPurpose].who is PUBLIC_PARTICIPANT


def leaves(model: type[BaseModel]) -> list[Category]:
    found = []
    for field in model.model_fields.values():
        part = part_of(field.annotation)
        found += leaves(part) if part else [category_of(field)]
    return found


def test_wgs_2_30_1_every_field_of_every_event_has_a_category_of_the_act() -> None:
    """WGS-2.30-1: to the smallest part; what is no personal data is `process`."""
    used = {category for event in EVENTS.values() for category in leaves(event)}

    assert used <= set(Category)
    assert {
        Category.IDENTITY,
        Category.HOUSING,
        Category.HEALTH,
        Category.POLICE,
        Category.JUSTICE,
        Category.STAFF,
    } <= used


def test_wgs_1_9_the_machine_suggests_and_a_person_decides() -> None:
    """WGS-1.9: what follows from a signal by itself is a suggestion, traced to the signal and to the plan's own triggers."""
    here = at_haaglanden(signals_service, *planned_case())
    _, suggested = here.when(SAMPLE_SIGNAL, by=POLITIE).then(SignalRaised, ScenarioSuggested)

    assert (suggested.signal, suggested.scenario, suggested.decided_by) == (1, TIME_OUT.key, PROVIDER)
    here.when_logged(signal_raised()).then()
    after = here.and_given(signal_raised(), suggested)
    assert after.deadlines() == {}, "nothing follows when nobody decides"
    after.when(
        signals.ActivateScenario(scenario=TIME_OUT.key, reason="Nu."), by=HAAGLANDEN, functionary=SYSTEM
    ).refused("SIG-2")


def test_wgs_1_8_6_a_version_of_the_matrix_that_no_rac_judged_is_a_proposal() -> None:
    """WGS-1.8-6."""
    assert all(version.rac or version.status == "voorstel" for version in versions())
    assert [version.day for version in versions()] == sorted(version.day for version in versions())


def configured() -> Organisation:
    """ZVH Haaglanden of the example topology, with an FG and a contact point."""
    text = TWO_ZVHS.read_text(encoding="utf-8").replace(
        "name: Zorg- en Veiligheidshuis Haaglanden,",
        'name: Zorg- en Veiligheidshuis Haaglanden, fg: "FG, fg@voorbeeld.nl", contact_point: "Loket, 070 0000000",',
    )
    return organisations_of(parse_topology(text))[HAAGLANDEN]


def test_wgs_1_4_2_one_coordinating_fg_for_all_participants_stands_on_documents() -> None:
    """WGS-1.4-2."""
    assert "Coördinerend FG: FG, fg@voorbeeld.nl" in rights_at(configured())
    assert "fg in de topologie" in rights_at(Organisation(HAAGLANDEN, Role.ZVH, HAAGLANDEN)), "said, not left out"


def test_wgs_1_4_4_one_contact_point_for_the_persons_rights_stands_on_documents() -> None:
    """WGS-1.4-4."""
    assert "rechten van de betrokkene: Loket, 070 0000000" in rights_at(configured())
    assert "contact_point in de topologie" in rights_at(Organisation(HAAGLANDEN, Role.ZVH, HAAGLANDEN))


def test_wgs_1_11_who_receives_a_document_reads_that_it_must_be_kept_secret() -> None:
    """WGS-1.11."""
    assert "geheim (WGS 1.11)" in BASIS
