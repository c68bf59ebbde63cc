"""Articles of the WGS that no rule of the work process has as its own, each by the table or the decision that keeps it."""

from collections.abc import Iterator

import pytest
from documents.given import excluded, moved, with_plan
from documents.reading import pages, squeezed
from pydantic import BaseModel

from levensloop.cli.turning_to import not_set
from levensloop.contracts.activities import activities, activity_of
from levensloop.contracts.admission import ADMISSION, PUBLIC_PARTICIPANT, admit
from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.commands import inclusion, signals, third_parties
from levensloop.contracts.decision import Context, Organisation
from levensloop.contracts.event import SYSTEM, CommandData, DomainEvent
from levensloop.contracts.events.inclusion import PurposeAssessed
from levensloop.contracts.events.signals import ScenarioSuggested, SignalRaised
from levensloop.contracts.matrix.lines import matrix, read_version
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.registry import COMMANDS, EVENTS
from levensloop.contracts.roles import ROLES, Role, WgsStanding
from levensloop.contracts.standing import Member, Phase, Standing
from levensloop.documents.exclusion import exclusion_document
from levensloop.documents.html import html
from levensloop.documents.model import Document
from levensloop.documents.opening import BASIS, rights_at
from levensloop.documents.pdf import pdf
from levensloop.documents.plan import plan_document
from levensloop.documents.transfer import transfer_document
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
    """WGS-2.26: case conferences and prioritised lists, and nothing beside them. The inclusion table makes the list; the plan is of the
    conference; figures are of the list."""
    of = {activity.code: set(activity.activity.split(" en ")) for activity in activities()}

    assert set().union(*of.values()) == {"casusoverleg", "geprioriteerde lijst"}
    assert of[activity_of("IncludeClient")] == {"casusoverleg", "geprioriteerde lijst"}
    for command in ("EstablishPlan", "RaiseSignal", "AnnounceMove", "SetConditions", "DestroyCase"):
        assert of[activity_of(command)] == {"casusoverleg"}, command
    assert of[activity_of("DeliverFigures")] == {"geprioriteerde lijst"}


PUBLIC = {"politie", "om", "dji", "gemeente", "ggd"}
PRIVATE = {"reclassering", "levensloopaanbieder", "crisisdienst-ggz", "ggz", "verslavingszorg", "vg-aanbieder"}
"""Of articles 2.27(1) and (2), those with a part in this work: written down from the Act, and not taken from the table."""


def who_may(command: type[CommandData], phase: Phase) -> set[str]:
    """The roles of which an organisation in the team is let through to this command."""
    world = {role.value: Organisation(role.value, role, HAAGLANDEN) for role in Role}
    team = {role.value: Member(role.value, role, "Iemand", NOW.date()) for role in Role}
    standing = Standing(phase=phase, director=HAAGLANDEN, reporter="politie", team=team)
    return {
        name
        for name in world
        if admit(command, standing, Context(me=HAAGLANDEN, now=NOW, by=actor(name), organisations=world)) is None
    }


def test_wgs_2_27_1_the_public_participants_are_those_of_the_act() -> None:
    """WGS-2.27-1: theirs alone are the steps of joint controllers. Of the first paragraph the raad voor de kinderbescherming has no role
    in the Levensloopaanpak, which is for adults."""
    assert who_may(inclusion.AssessPurpose, Phase.REPORTED) == PUBLIC
    for step in (third_parties.AdmitThirdParty, third_parties.WithdrawAdmission, inclusion.RemovePartner):
        assert who_may(step, Phase.PLANNED) == PUBLIC, step.__name__


def test_wgs_2_27_2_the_private_participants_are_those_of_the_act() -> None:
    """WGS-2.27-2: reclassering and institutions for care take part beside them, and object as they do; nobody else does."""
    assert who_may(third_parties.ObjectToAdmission, Phase.PLANNED) == PUBLIC | PRIVATE
    assert who_may(inclusion.ReportClient, Phase.NONE) == PUBLIC | PRIVATE
    for other in {role.value for role in Role} - PUBLIC - PRIVATE:
        assert ROLES[Role(other)].standing not in (WgsStanding.PUBLIC, WgsStanding.PRIVATE), other


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


def leaves(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, Category]]:
    for name, field in model.model_fields.items():
        part = part_of(field.annotation)
        if part:
            yield from leaves(part, f"{path}{name}.")
        else:
            yield f"{path}{name}", category_of(field)


IS: dict[tuple[str, str], Category] = {
    ("ClientReported", "person.name"): Category.IDENTITY,
    ("ClientReported", "person.municipality"): Category.HOUSING,
    ("ClientReported", "concerns.text"): Category.HEALTH,
    ("ClientReported", "safety"): Category.POLICE,
    ("SituationAssessed", "inventory.indications.text"): Category.HEALTH,
    ("SituationAssessed", "inventory.sentences.text"): Category.JUSTICE,
    ("SituationAssessed", "inventory.debts.text"): Category.FINANCIAL,
    ("SituationAssessed", "inventory.provisions.text"): Category.SOCIAL_PROVISIONS,
    ("SituationAssessed", "input_of_client"): Category.RELATIONS,
    ("SignalRaised", "text"): Category.GUIDANCE,
    ("PlanEstablished", "plan.zsm"): Category.JUSTICE,
    ("HousingRouteStarted", "answers.stay"): Category.HOUSING,
}
"""What a lawyer would call it, of one field or more per category of the Act: so that a field that gets another is noticed."""


def test_wgs_2_30_1_every_field_of_every_event_has_a_category_of_the_act() -> None:
    """WGS-2.30-1: to the smallest part; what is no personal data is `process`. A field without a category cannot be asked for it."""
    found = {(event.__name__, path): category for event in EVENTS.values() for path, category in leaves(event)}

    assert {place: found[place] for place in IS} == IS

    class Unsaid(DomainEvent):
        note: str

    with pytest.raises(AssertionError):
        list(leaves(Unsaid))


def test_wgs_2_30_1_of_professionals_who_they_are_and_how_to_reach_them_and_nothing_else() -> None:
    """WGS-2.30-1: why somebody's seat stayed empty may tell more, so it stands with them and goes to nobody."""
    staff = {path.split(".")[-1] for event in EVENTS.values() for path, c in leaves(event) if c is Category.STAFF}
    who = {"functionary", "person", "contact", "coordinator", "municipal_director", "process_director", "informant"}

    assert staff - who == {"empty_because", "reason"}
    for event in matrix().events.values():
        for field in event:
            if field.category is Category.STAFF and field.path.split(".")[-1] not in who:
                assert field.path == "reason" or not any(field.cells.values()), field.path


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


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"rac_reference": "", "status": "vastgesteld"}, "without the reference of the RAC"),
        ({"rac_reference": "", "status": ""}, "without the reference of the RAC"),
        ({"decided_by": ""}, "who decided"),
    ],
)
def test_wgs_1_8_6_a_version_of_the_matrix_that_no_rac_judged_is_a_proposal(changed: dict[str, str], why: str) -> None:
    """WGS-1.8-6: one that says that it is more is not read, so nothing goes by it."""
    row = {
        "version": "3",
        "date": "2027-01-01",
        "decided_by": "de publieke deelnemers",
        "rac_reference": "RAC-2026-014",
        "status": "vastgesteld",
        "what": "Een volgende.",
    }

    assert read_version(row).rac == "RAC-2026-014"
    with pytest.raises(ValueError, match=why):
        read_version({**row, **changed})


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
    unset = rights_at(Organisation(HAAGLANDEN, Role.ZVH, HAAGLANDEN, name="ZVH Haaglanden"))
    assert "Coördinerend FG: te bereiken via ZVH Haaglanden" in unset, "usable, and nothing of a file"


def test_wgs_1_4_4_one_contact_point_for_the_persons_rights_stands_on_documents() -> None:
    """WGS-1.4-4."""
    assert "rechten van de betrokkene: Loket, 070 0000000" in rights_at(configured())
    unset = rights_at(Organisation(HAAGLANDEN, Role.ZVH, HAAGLANDEN, name="ZVH Haaglanden"))
    assert "rechten van de betrokkene: ZVH Haaglanden." in unset
    assert "topologie" not in unset


def test_wgs_1_4_4_who_makes_a_document_hears_what_is_not_set_yet() -> None:
    """WGS-1.4-4, WGS-1.4-2."""
    zvh = parse_topology(TWO_ZVHS.read_text(encoding="utf-8")).organisation(HAAGLANDEN)
    bare, half = not_set(zvh), not_set(zvh.model_copy(update={"fg": "FG"}))
    assert bare is not None
    assert half is not None
    assert "contact_point en fg" in bare
    assert "contact_point bij zvh-haaglanden" in half
    assert "staat er de naam van het ZVH" in bare
    assert "staat er 'x'." in str(not_set(zvh, "'x'"))
    assert not_set(zvh.model_copy(update={"fg": "FG", "contact_point": "Loket"})) is None


@pytest.mark.parametrize(
    "document",
    [plan_document(with_plan()), exclusion_document(excluded()), transfer_document(moved())],
    ids=["plan", "exclusion", "transfer"],
)
def test_wgs_1_11_who_receives_a_document_reads_that_it_must_be_kept_secret(document: Document | Refusal) -> None:
    """WGS-1.11: on the page itself, on paper and on a screen, before anything about the person but who it is."""
    assert isinstance(document, Document)
    says = "Wie dit ontvangt, houdt het geheim (WGS 1.11)"
    screen = html(document)

    assert "Vertrouwelijk" in screen
    assert -1 < screen.index(says) < screen.index("<h2")
    assert squeezed(says) in squeezed(pages(pdf(document))[0])
