"""One case as a page: what the services say of it, in Dutch, without a server."""

import functools
from datetime import date
from io import StringIO
from typing import Any

from rich.console import Console

from levensloop.cli.case.page import case_page
from levensloop.cli.screen import printable
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ConsentRecorded, InclusionPostponed, PostponedActionAgreed
from levensloop.contracts.events.plan import HousingRouteEnded, WlzChecked
from levensloop.contracts.events.signals import (
    AdmittedToSecureBed,
    BottleneckRecorded,
    BottleneckResolved,
    EscalationStarted,
    ScenarioStepAcknowledged,
)
from levensloop.contracts.impasse import BottleneckCategory, EscalationKind, EscalationLevel
from levensloop.contracts.intake import Consent, WlzGround
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.roles import Role
from levensloop.contracts.words import in_dutch
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.lists import agenda_rows
from levensloop.infra.specification import CASE, given
from levensloop.plan.service import plan
from levensloop.zvh.replay import states
from levensloop.zvh.services import CASE_SERVICES
from support.samples.disclosure import condition_set, objected, provision_refused
from support.samples.handover import released
from support.samples.housing import ROUTE, SAMPLE_ROUTE_END
from support.samples.inclusion import SAMPLE_PERSON, case_on_the_table, move_announced, reported_case
from support.samples.plan import SAMPLE_PLAN, TIME_OUT, label_registered, planned_case
from support.samples.signals import bed_assigned, bed_requested, signal_raised, time_out_activated
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    HAAGLANDEN,
    NOW,
    ORGANISATIONS,
    POLITIE,
    PROVIDER,
    actor,
    amsterdam,
)

NAMES = {POLITIE: "Politie Haaglanden", PROVIDER: "De Aanbieder"}
ROLES = {organisation.id: organisation.role for organisation in ORGANISATIONS}


def page(*events: DomainEvent, now: Any = NOW) -> str:
    """The page of a case with this history, as a reader sees it."""
    history = given(plan, *events, me=HAAGLANDEN, now=now, organisations=ORGANISATIONS).history
    agenda = [
        row
        for service in CASE_SERVICES
        for row in agenda_rows(
            service, functools.reduce(service.evolve, history, service.initial), HAAGLANDEN, VirtualClock(now)
        )
    ]
    out = Console(file=StringIO(), width=200, markup=False)
    for part in case_page(str(CASE), printable({**states(history), "agenda": agenda}), NAMES, ROLES):
        out.print(part)
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


def line(page: str, *words: str) -> str:
    """The one line that holds all these words."""
    [found] = [text for text in page.splitlines() if all(word in text for word in words)]
    return found


def test_a_new_report_is_a_short_page() -> None:
    seen = page(*reported_case())

    assert "Fase: gemeld" in seen
    assert SAMPLE_PERSON.name in line(seen, "Cliënt:")
    assert "14-03-1990" in line(seen, "Cliënt:")
    for absent in ("Levensloopplan, versie", "Levensloopteam", "Signalen", "Beveiligd bed", "Verhuizing"):
        assert absent not in seen


def test_the_plan_its_scenarios_and_the_label_per_partner() -> None:
    seen = page(*planned_case(), label_registered(CRISISDIENST))

    assert "Doel op lange termijn: Zelfstandig wonen" in seen
    assert "Scenario time-out (time-out)" in seen
    assert "Wie beslist dat het misgaat: levensloopcoördinator van De Aanbieder" in seen
    assert "niveau 3, ten hoogste 42 dagen" in seen
    assert line(seen, "Vraagt het bed aan.", "Belt het LCBB.")
    assert "geregistreerd op 26-01-2026" in line(seen, CRISISDIENST, "geregistreerd")
    assert line(seen, "Politie Haaglanden", "uiterlijk 02-02-2026")


def test_what_goes_on_now() -> None:
    done = ScenarioStepAcknowledged(
        at=NOW, by=actor(POLITIE), activation=1, scenario=TIME_OUT.key, organisation=POLITIE
    )
    admitted = AdmittedToSecureBed(
        at=NOW,
        by=actor(PROVIDER),
        level=3,
        clinic="Kliniek De Duinen",
        until=date(2026, 3, 16),
        home_kept="Kamer vrij.",
    )
    seen = page(
        *planned_case(),
        signal_raised(),
        *time_out_activated(),
        done,
        bed_requested(),
        bed_assigned(),
        admitted,
        move_announced(NOW),
    )

    assert line(seen, "02-02-2026", "Politie Haaglanden", "ontregeling", "ernstig", "slaapt niet meer")
    assert "Actief scenario time-out" in seen
    assert "ja" in line(seen, "Politie Haaglanden", "Staat klaar voor vervoer.")
    assert "uiterlijk" in line(seen, "De Aanbieder", "Vraagt het bed aan.")
    assert "Beveiligd bed: opgenomen, niveau 3" in seen
    assert "Uiterlijk tot: 16-03-2026" in seen
    assert "Verhuist naar: zvh-rotterdam" in seen
    assert line(seen, "zvh-rotterdam", "nog niet vrijgegeven")


def test_wgs_2_28_4_how_much_of_a_moving_case_is_held_whoever_was_asked() -> None:
    """WGS 2.28(4): also before its supplier was asked."""
    moving = (*planned_case(), move_announced(NOW), released())
    assert "Nog niet verstuurd" not in page(*moving)
    assert "Nog niet verstuurd: 1 gebeurtenis, tot" in page(*moving, signal_raised())
    assert "Nog niet verstuurd: 2 gebeurtenissen, tot" in page(*moving, signal_raised(), signal_raised(2))


def test_what_the_client_said_the_wlz_indication_and_what_the_plan_says_beside_its_steps() -> None:
    by = actor(HAAGLANDEN, CHAIR)
    agreed = SAMPLE_PLAN.model_copy(update={"approach": "Rustig en kort.", "informing": "De zus belt de coördinator."})
    seen = page(
        *planned_case(plan=agreed),
        ConsentRecorded(at=NOW, by=by, consent=Consent.REFUSED, said_on=date(2026, 1, 30)),
        WlzChecked(
            at=NOW, by=by, included_on=date(2026, 1, 12), indicated=True, ground=WlzGround.INTELLECTUAL, profile="VG07"
        ),
    )

    assert "Toestemming: geweigerd op 30-01-2026" in seen
    assert "Bejegening: Rustig en kort." in seen
    assert "Wie wie informeert: De zus belt de coördinator." in seen
    assert line(seen, "Wlz-indicatie", "VG07")
    assert "Overwegingen voor ZSM: " in seen


def test_what_is_stuck_is_told_until_it_is_resolved() -> None:
    at = {"at": NOW, "by": actor(PROVIDER)}
    stuck = [
        BottleneckRecorded(**at, bottleneck=1, category=BottleneckCategory.NO_SUITABLE_PLACE, text="Wacht al lang."),
        BottleneckRecorded(**at, bottleneck=2, category=BottleneckCategory.OTHER, name="Sleutels", text="Kwijt."),
        EscalationStarted(
            **at,
            escalation=1,
            kind=EscalationKind.STUCK,
            level=EscalationLevel.CASE_TABLE,
            owner=PROVIDER,
            due=date(2026, 2, 9),
            reason="Niemand beslist.",
        ),
    ]
    seen = page(*planned_case(), *stuck)
    solved = page(*planned_case(), *stuck, BottleneckResolved(**at, bottleneck=2, resolution="Gevonden."))

    assert line(seen, "geen passende plek", "Wacht al lang.")
    assert line(seen, "Sleutels", "Kwijt.")
    assert line(seen, f"│ {in_dutch(EscalationLevel.CASE_TABLE)} │", "De Aanbieder", "09-02-2026")
    assert "Sleutels" not in solved


def test_pln_7_who_somebody_is_to_live_with_and_what_is_next_on_the_way_to_a_place() -> None:
    seen = page(*planned_case(), *ROUTE)
    ended = HousingRouteEnded(at=NOW, by=actor(PROVIDER), **dict(SAMPLE_ROUTE_END))

    assert "Wie: Een man die het liefst alleen woont" in seen
    assert line(seen, "Wat werkt:", "Een eigen voordeur")
    assert line(seen, "bestaand aanbod aanpassen", "02-03-2026")
    assert line(page(*planned_case(), *ROUTE, ended), "bestaand aanbod aanpassen", "geplaatst")


def test_what_has_to_be_found_out_before_the_table_decides() -> None:
    at = {"at": NOW, "by": actor(HAAGLANDEN, CHAIR)}
    agreed = PostponedActionAgreed(**at, action=1, text="Diagnose opvragen.", owner=PROVIDER, due=date(2026, 2, 16))
    seen = page(
        *case_on_the_table(), InclusionPostponed(**at, reason="Te weinig bekend.", until=date(2026, 2, 16)), agreed
    )

    assert "Uit te zoeken voor de inclusietafel" in seen
    assert line(seen, "1", "│ Diagnose opvragen.", "De Aanbieder", "uiterlijk 16-02-2026")


def test_what_is_too_late_says_so() -> None:
    seen = page(*planned_case(), now=amsterdam(2026, 2, 3))

    assert line(seen, "02-02-2026 (te laat)", "Politie Haaglanden", "PLN-6")
    assert "te laat" not in line(seen, "casus bespreken")


def test_a_text_cannot_steer_the_terminal() -> None:
    [report] = reported_case()
    evil = report.model_copy(update={"person": SAMPLE_PERSON.model_copy(update={"name": "[red]Joris\x1b[2J"})})

    seen = page(evil)

    assert "[red]Joris�[2J" in seen
    assert "\x1b" not in seen


def test_wgs_1_5_1_what_was_not_provided_and_what_suppliers_say_of_their_data() -> None:
    """WGS-1.5-1, WGS-1.7-1, WGS-2.29-3."""
    seen = page(
        *planned_case(),
        provision_refused(),
        objected(PROVIDER, against=POLITIE),
        objected(CRISISDIENST, against=None, number=2),
        condition_set(PROVIDER, not_to=None, until=date(2026, 3, 1)),
        condition_set(CRISISDIENST, not_to=None, only_to=Recipients(roles=(Role.OM,)), number=2),
    )

    assert line(seen, "Welke behandeling liep er in 2024?", "herkenbaar worden", "gezondheid", CRISISDIENST)
    assert line(seen, "De Aanbieder", "Politie Haaglanden", "De behandelrelatie breekt")
    assert line(seen, CRISISDIENST, "aan niemand anders")
    assert line(seen, "De Aanbieder", "tot en met 01-03-2026", "Alleen voor de begeleiding")
    assert line(seen, CRISISDIENST, "alleen aan Openbaar Ministerie")
    assert "Niet verstrekt" not in page(*planned_case())


def test_gdpr_16_what_was_wrong_and_what_it_should_have_been() -> None:
    """GDPR-16."""
    history = given(plan, *reported_case(), me=HAAGLANDEN, now=NOW, organisations=ORGANISATIONS).history
    person = SAMPLE_PERSON.model_copy(update={"name": "Joris Verzonnen-Anders"})
    correction = DatumRectified(
        at=NOW, by=actor(POLITIE), event=history[0].id, field="person.name", person=person, reason="Verkeerd gespeld."
    )

    seen = page(*reported_case(), correction)

    assert line(
        seen, "Politie Haaglanden", "cliënt gemeld", "om wie het gaat, naam", "Joris Verzonnen-Anders", "gespeld"
    )
    assert person.name in line(seen, "Cliënt:")
    assert "Gecorrigeerd" not in page(*reported_case())
