"""EXT-1, EXT-2: the exclusiebesluit holds the three conditions with their evidence, and who decided together."""

from documents.given import excluded, with_plan
from documents.reading import logged, made, rule_of, says, section, titles

from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.roles import Role
from levensloop.documents.exclusion import exclusion_document
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT
from support.samples.world import CRISISDIENST, HAAGLANDEN, actor

DOCUMENT = made(exclusion_document(excluded()))


def test_ext_1_all_three_conditions_with_their_evidence() -> None:
    conditions = section(DOCUMENT, "Onderbouwing")
    assert len(conditions.parts) == 3
    text = says(DOCUMENT, "Onderbouwing")
    assert "Stabiel sinds 1 juni 2026" in text
    for evidence in (SAMPLE_EXIT.stability, SAMPLE_EXIT.protective_factors, SAMPLE_EXIT.risk_assessment):
        assert evidence in text


def test_ext_2_decided_together_and_in_writing() -> None:
    assert titles(DOCUMENT)[0] == "Besluit"
    assert says(DOCUMENT, "Besluit").endswith(SAMPLE_EXIT.decision)
    meeting = says(DOCUMENT, "Het overleg")
    assert SAMPLE_EXIT.client_and_relatives in meeting
    for participant in SAMPLE_EXIT.participants:
        assert participant in meeting
    assert "Procesregisseur: A. Procesregisseur" in says(DOCUMENT, "Ondertekening")
    assert dict(DOCUMENT.facts.rows)["Besloten op"] == "1 juni 2028"


def test_ext_3_how_many_were_asked_to_take_the_label_out() -> None:
    asked = LabelWithdrawn(
        at=EXIT_AT,
        by=actor(HAAGLANDEN, "systeem"),
        partner=CRISISDIENST,
        role=Role.CRISISDIENST_GGZ,
        system="vooraanmelding",
        reason="uitstroom",
    )
    document = made(exclusion_document(logged(asked, after=excluded())))
    assert "Aan 1 partners" not in says(document, "Intrekken van het label")
    assert "Aan één partner is gevraagd" in says(document, "Intrekken van het label")


def test_ext_2_without_a_decision_there_is_no_document() -> None:
    assert rule_of(exclusion_document(with_plan())) == "EXT-2"
