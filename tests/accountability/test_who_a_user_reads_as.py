"""WGS-1.8-2: who asks for keys or pulls as a user and does not say in which function, is no system, but whom its grant names."""

from typing import Any

import pytest

from levensloop.contracts.consulted import MACHINE, Asker
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.vouched import Vouched
from levensloop.infra.messaging.consulting import BY, accounted
from levensloop.infra.messaging.heard import HeardAsker
from levensloop.infra.users.acting_as import KnownUser

POLITIE = "politie-haaglanden"
OFFICER = KnownUser("7f3a-19c2", ("wijkagent",))


class Keeps:
    """An accountant and a log of nothing: what is refused is kept here."""

    def __init__(self) -> None:
        self.kept: list[tuple[Any, ...]] = []

    def record(self, *who: Any, **facts: Any) -> tuple[Any, ...]:
        return (*who, facts["person"])

    async def keep(self, *records: tuple[Any, ...]) -> None:
        self.kept += records

    async def last(self, pattern: str) -> None:
        return None


async def _asked(user: KnownUser | None, by: Asker | None) -> tuple[Any, Keeps]:
    """By whom the service heard that it was asked, or the refusal."""
    heard: list[dict[str, Any]] = []

    async def keys(organisation: str, body: dict[str, Any]) -> dict[str, Any]:
        heard.append(body)
        return {}

    keeps = Keeps()
    asks = accounted("disclosure", {"keys": keys}, keeps, {POLITIE: None}, keeps)  # type: ignore[arg-type, dict-item]
    body = {} if by is None else {BY: by.model_dump(mode="json", exclude_none=True)}
    answer = await asks["keys"](POLITIE, body, user)
    return (answer if isinstance(answer, Refusal) else heard[0].get(BY)), keeps


@pytest.mark.parametrize("by", [None, MACHINE])
async def test_a_user_with_one_function_reads_in_that(by: Asker | None) -> None:
    assert (await _asked(OFFICER, by))[0] == HeardAsker(
        functionary="wijkagent", person="7f3a-19c2", vouched=Vouched.FUNCTION
    )


async def test_a_user_with_more_functions_says_in_which() -> None:
    both = KnownUser("7f3a-19c2", ("wijkagent", "teamchef"))
    refused, keeps = await _asked(both, None)
    assert (refused.rule, "in welke functie" in refused.message) == ("WGS-1.8-2", True)
    assert [kept[-1] for kept in keeps.kept] == ["7f3a-19c2"]
    assert (await _asked(both, Asker(functionary="teamchef")))[0].vouched is Vouched.FUNCTION


async def test_a_system_that_the_grant_names_is_one() -> None:
    system = KnownUser("u-0123456789abcdef0123", ("systeem",))
    found, _ = await _asked(system, None)
    assert (found.functionary, found.capacity, found.vouched) == ("systeem", MACHINE.capacity, Vouched.FUNCTION)


async def test_a_user_whose_grant_names_no_function_is_known_by_its_person() -> None:
    found, _ = await _asked(KnownUser("7f3a-19c2"), None)
    assert (found.functionary, found.person, found.vouched) == ("systeem", "7f3a-19c2", Vouched.PERSON)


async def test_the_organisation_itself_stays_a_system() -> None:
    assert (await _asked(None, None))[0] is None
