"""WGS-2.29-2: care and criminal data stand in a document for a partner only on a ground that holds now, field by field."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from documents.given import FULL_PLAN, excluded, with_plan
from documents.reading import Logged, logged, made, pages
from documents.test_on_a_node import accounts, asked, case_with, content

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.intake import Consent
from levensloop.contracts.matrix.lines import GroundKind, Matrix, matrix
from levensloop.documents import withheld
from levensloop.documents.exclusion import exclusion_document
from levensloop.documents.model import Document, texts
from levensloop.documents.plan import plan_document
from levensloop.documents.withheld import WITHHELD, shown_to, with_note
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.messaging import log_given
from support.samples.disclosure import consent
from support.samples.world import GEMEENTE, NOW, ORGANISATIONS, PROVIDER

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}
CARE = ("Zorgmachtiging tot juni.", "Taakstraf van 40 uur.", "VG07", "beveiligingsniveau")
"""Health and justice data, in four events and parts."""


def with_line(**changes: Any) -> Matrix:
    """The matrix, with the line by which the provider gets nearly all otherwise."""
    lines = matrix()
    return replace(lines, codes={**lines.codes, "T-REGIE": replace(lines.codes["T-REGIE"], **changes)})


@pytest.fixture
def on_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an FG may well decide: care data to the provider by consent only."""
    by_consent = with_line(kind=GroundKind.CONSENT)
    monkeypatch.setattr(withheld, "matrix", lambda: by_consent)


def plan_for(asker: str, *said: DomainEvent, of: Logged | None = None) -> tuple[str, Document]:
    log = logged(*said, after=of or with_plan())
    shown = shown_to(WORLD[asker], log, NOW.date())
    document = with_note(made(plan_document(shown.events)), shown)
    return "\n".join(texts(document)), document


def test_wgs_2_29_2_by_good_care_no_consent_is_asked() -> None:
    found, _ = plan_for(PROVIDER, consent(Consent.GIVEN), consent(Consent.WITHDRAWN))
    assert all(care in found for care in CARE)
    assert str(WITHHELD) not in found


@pytest.mark.usefixtures("on_consent")
def test_wgs_2_29_2_while_consent_stands_it_is_there() -> None:
    found, _ = plan_for(PROVIDER, consent(Consent.GIVEN))
    assert "Taakstraf van 40 uur." in found
    assert "VG07" in found


@pytest.mark.usefixtures("on_consent")
@pytest.mark.parametrize("said", [(), (Consent.REFUSED,), (Consent.GIVEN, Consent.WITHDRAWN)], ids=str)
def test_wgs_2_29_2_withdrawn_it_is_not_in_the_next(said: tuple[Consent, ...]) -> None:
    found, document = plan_for(PROVIDER, *map(consent, said))

    assert not [care for care in CARE if care in found and care != "Zorgmachtiging tot juni."]
    assert FULL_PLAN.approach is not None
    assert FULL_PLAN.approach in found, "guidance asks no such ground"
    assert ("Wlz-indicatie", str(WITHHELD)) in {row for each in _facts(document) for row in each}, "nor yes, nor no"


@pytest.mark.usefixtures("on_consent")
def test_wgs_2_29_2_that_there_was_anything_is_not_told() -> None:
    """A plan without a bed in its scenarios and without considerations for ZSM reads the same as one with these."""
    bare = FULL_PLAN.model_copy(
        update={"zsm": None, "scenarios": tuple(s.model_copy(update={"bed": None}) for s in FULL_PLAN.scenarios)}
    )
    assert plan_for(PROVIDER)[0] == plan_for(PROVIDER, of=with_plan(bare))[0]


@pytest.mark.usefixtures("on_consent")
def test_wgs_2_29_2_nor_in_the_exit_decision() -> None:
    shown = shown_to(WORLD[PROVIDER], excluded(), NOW.date())
    found = "\n".join(texts(with_note(made(exclusion_document(shown.events)), shown)))
    assert f"Stabiel sinds {WITHHELD}" in found


def test_alw_2_what_the_matrix_does_not_give_is_not_there() -> None:
    """ALW-2: by construction: asked as the gemeente, which gets no documents, it would not hold who the client is either."""
    found, _ = plan_for(GEMEENTE)
    assert "Huurschuld" in found
    assert "VG07" not in found
    assert "Taakstraf" not in found


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.usefixtures("on_consent")
async def test_wgs_2_29_2_on_a_node_the_next_document_lacks_it_and_the_record_says_so(
    network: Network, node: Node
) -> None:
    """WGS-1.8-4: which fields, and by which rule; not what."""
    case = await case_with(node, logged(consent(Consent.GIVEN), after=with_plan()))
    assert "Taakstraf" in "".join(await plan_pages(network, case))
    await log_given(node, case, consent(Consent.WITHDRAWN))
    after = "".join(await plan_pages(network, case))
    assert "Taakstraf" not in after
    assert "niet verstrekt" in after

    first, second = await accounts(node, case)
    assert "withheld" not in first or first["withheld"] == []
    assert "situation-assessed inventory.sentences.0 WGS-2.29-2" in second["withheld"]
    assert second["withheld_by"] == ["WGS-2.29-2"]
    assert "justice" in first["categories"]
    assert "justice" not in second["categories"]


async def plan_pages(network: Network, case: UUID) -> list[str]:
    return pages(content(await asked(network, PROVIDER, "plan", case)))


def _facts(document: Document) -> list[tuple[tuple[str, str], ...]]:
    return [block.rows for section in document.sections for block in section.blocks if hasattr(block, "rows")]
