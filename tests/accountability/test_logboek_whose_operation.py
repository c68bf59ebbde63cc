"""WGS-1.8-4: of an entry of the Logboek Dataverwerkingen, whose operation it is, and to which row of which register it points."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from accountability.test_records_in_the_log import account

from levensloop.audit.giving.logboek import V0_8, Entry, Subjects, entry_of
from levensloop.cli.audit.logboek import logboek
from levensloop.contracts import activities
from levensloop.contracts.accountability import Account, Covered, LogPurpose, Operation, Origin, Outcome
from levensloop.contracts.activities import RegisterVersion, register_on
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.secrecy.aead import new_key
from support.samples.world import HAAGLANDEN, OM, POLITIE, ROTTERDAM

CASE = uuid4()
BASE = "https://zvh.example/register"


def entry(record: Account) -> Entry:
    found = entry_of(record, BASE, Subjects(new_key(), HAAGLANDEN))
    assert found is not None
    return found


def covering(stream: str) -> tuple[Covered, ...]:
    return (Covered(stream=f"{stream}_{HAAGLANDEN}", position=1, subject="x", digest="0" * 64),)


def test_what_the_zvh_disclosed_withheld_or_took_back_is_its_own() -> None:
    """The record of a disclosure names who did what the event tells; that is not who disclosed."""
    out = {"organisation": OM, "to": POLITIE, "covers": covering("OUT")}
    for became in (
        {"operation": Operation.DISCLOSE},
        {"operation": Operation.REFUSE, "outcome": Outcome.REFUSED},
        {"operation": Operation.ERASE, "outcome": Outcome.WITHDRAWN},
    ):
        assert V0_8.processor not in entry(account(CASE, **out, **became)).attributes
    moved = account(CASE, operation=Operation.DISCLOSE, organisation=HAAGLANDEN, covers=covering("MOVE"))
    assert V0_8.processor not in entry(moved).attributes


def test_what_the_zvh_itself_did_names_nobody_else() -> None:
    for operation in (Operation.COLLECT, Operation.ALTER, Operation.CONSULT):
        assert V0_8.processor not in entry(account(CASE, organisation=HAAGLANDEN, operation=operation)).attributes


def test_what_a_partner_did_here_or_another_zvh_handed_over_names_it() -> None:
    for operation in (Operation.COLLECT, Operation.ALTER, Operation.CONSULT, Operation.OBJECT, Operation.REFUSE):
        done = account(CASE, organisation=OM, operation=operation, covers=covering("LOG"))
        assert entry(done).attributes[V0_8.processor] == OM
    origin = Origin(organisation=POLITIE, at=datetime(2023, 2, 1, tzinfo=UTC))
    came = account(CASE, organisation=ROTTERDAM, origin=origin, covers=covering("LOG"))
    assert entry(came).attributes[V0_8.processor] == ROTTERDAM


def test_wgs_2_26_an_entry_points_to_the_version_that_was_in_force_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """WGS-2.26."""
    versions = tuple(
        RegisterVersion(number, day, "", "", "") for number, day in (("1", "2026-01-01"), ("2", "2026-06-01"))
    )
    monkeypatch.setattr(activities, "register_versions", lambda: versions)
    assert [register_on(date(2026, month, 1)) for month in (1, 5, 6, 12)] == ["1", "1", "2", "2"]
    assert register_on(date(2021, 3, 1)) == "1", "before there was any"
    for month, version in ((3, "1"), (7, "2")):
        record = account(CASE, at=datetime(2026, month, 2, tzinfo=UTC), activity="op-en-afschalen")
        assert entry(record).attributes[V0_8.activity] == f"{BASE}#op-en-afschalen-{version}"


@pytest.mark.parametrize(
    "register", [None, "docs/verwerkingsactiviteiten.md", "/register", "ftp://zvh.example", "https://"]
)
def test_without_an_address_that_others_can_open_nothing_is_exported(register: str | None, tmp_path: Path) -> None:
    out = tmp_path / "regels.jsonl"
    with pytest.raises(NodesError, match="webadres"):
        logboek(tmp_path / "network.yaml", HAAGLANDEN, "auditor", LogPurpose.LAWFULNESS, register, out)
    assert not out.exists()
