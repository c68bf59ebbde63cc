"""Which role gets an event at all, by the matrix that a privacy officer signs: complete, and readable without the code."""

from levensloop.contracts.disclosure import Grant, table
from levensloop.contracts.event import kebab
from levensloop.contracts.registry import EVENTS, SERVICE_OF_EVENT
from levensloop.contracts.roles import ROLES, Role, WgsStanding


def test_it_has_one_row_for_every_event_and_no_other() -> None:
    assert list(table()) == [kebab(event.__name__) for event in EVENTS.values()], "in the order of the code, too"


def test_its_columns_are_known_roles_and_the_same_for_all() -> None:
    columns = {frozenset(row) for row in table().values()}

    assert len(columns) == 1
    assert all(isinstance(role, Role) for role in next(iter(columns)))


def test_every_role_has_its_facts() -> None:
    assert set(ROLES) == set(Role)


def test_no_column_gives_the_zvh_or_the_auditor_anything() -> None:
    """The ZVH has the log; the auditor has the accountability records, nothing else."""
    for row in table().values():
        assert not {Role.ZVH, Role.AUDITOR} & row.keys()


def test_the_clla_gets_what_is_about_no_case_and_nothing_else() -> None:
    seen = {event for event, row in table().items() if row[Role.CLLA]}

    assert seen == {"figures-delivered", "bottleneck-reported"}
    assert all(SERVICE_OF_EVENT[event] == "monitor" for event in EVENTS.values() if kebab(event.__name__) in seen)


def test_who_takes_no_part_gets_only_what_its_task_needs() -> None:
    """LCBB mediates secure beds: it sees those, and nothing else of a case but that it, or a datum of those, was wrong."""
    seen = {event for event, row in table().items() if row[Role.LCBB]}

    assert all("secure-bed" in event for event in seen - {"report-retracted", "datum-rectified"})


def test_a_grant_to_a_whole_role_is_for_recipients_only() -> None:
    """Whoever takes part gets what its membership gives it (ALW-2)."""
    for event, row in table().items():
        for role, grants in row.items():
            assert Grant.ROLE not in grants or ROLES[role].standing is WgsStanding.RECIPIENT, (event, role)


def test_the_inclusion_table_stays_at_the_zvh() -> None:
    assert not any(table()["inclusion-table-held"].values())
