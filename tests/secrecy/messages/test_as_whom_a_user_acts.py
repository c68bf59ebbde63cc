"""WGS-1.8-2: who a user is and in which functions it acts is what its organisation granted: nobody on the way reads it, and the user cannot
leave it out or change it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError
from secrecy.messages.people import DIRECTORY, KEYS

from levensloop.contracts.vouched import Vouched
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys
from levensloop.infra.secrecy.requests import Correspondent, open_request
from levensloop.infra.users.acting_as import MOST_FUNCTIONS, KnownUser, acting_as, hash_of
from levensloop.infra.users.grant import Grant, Scope, sign_grant
from levensloop.infra.users.speaking import NotGranted, SpeakingUser, said_by
from levensloop.infra.users.user_file import UserFile, new_seed
from support.samples.world import HAAGLANDEN, POLITIE

SUBJECT = f"cmd.{HAAGLANDEN}.{POLITIE}.inclusion.ReportClient"
BODY = b'{"text":"Jan\nVerzonnen"}'
ONE, OTHER = "7f3a-19c2", "7f3a-20d7"
AS_ONE = acting_as(ONE, ["wijkagent", "informatiemedewerker"])
USER = "u-0123456789abcdef0123"


def user(granted: str | None, said: str | None, seed: str | None = None) -> SpeakingUser:
    """A user in whose grant `granted` is hashed, and who says `said`."""
    file = UserFile(id=USER, organisation=POLITIE, grant="", seed=seed or new_seed())
    now = datetime.now(UTC)
    grant = Grant(
        id=file.id,
        organisation=POLITIE,
        key=file.key,
        signing_key=file.signing_key,
        scope=(Scope.COMMANDS,),
        valid_from=now,
        valid_until=now + timedelta(days=1),
        acting_as=None if granted is None else hash_of(granted),
    )
    own = OrganisationKeys(file.signing, ())
    return SpeakingUser(POLITIE, lambda: own, lambda: DIRECTORY, sign_grant(grant, KEYS[POLITIE].signing), said)


def heard(who: Correspondent) -> tuple[bytes, KnownUser | None]:
    """As a ZVH hears it."""
    sent, _ = who.close(BODY, HAAGLANDEN, SUBJECT)
    said = said_by(sent, SUBJECT, DIRECTORY.signer, DIRECTORY.signer)
    request = open_request(said.request, HAAGLANDEN, SUBJECT, POLITIE, said.signer, KEYS[HAAGLANDEN])
    return said.heard(request.body)


def test_a_zvh_knows_who_it_is_and_what_it_asks() -> None:
    assert heard(user(AS_ONE, AS_ONE)) == (BODY, KnownUser(ONE, ("wijkagent", "informatiemedewerker")))


def test_where_the_grant_names_nobody_it_is_the_number_of_the_user() -> None:
    assert heard(user(None, None)) == (BODY, KnownUser(USER))
    only_function = acting_as(None, ["wijkagent"])
    assert heard(user(only_function, only_function)) == (BODY, KnownUser(USER, ("wijkagent",)))


def test_with_the_organisations_own_key_nobody_in_particular_is_known() -> None:
    assert heard(Correspondent(POLITIE, lambda: KEYS[POLITIE], lambda: DIRECTORY)) == (BODY, None)


@pytest.mark.parametrize(
    ("granted", "said"),
    [
        (AS_ONE, None),
        (AS_ONE, acting_as(ONE, ["wijkagent", "informatiemedewerker"])),
        (AS_ONE, str(AS_ONE).replace(ONE, OTHER)),
        (AS_ONE, str(AS_ONE).replace("wijkagent", "teamchef")),
        (AS_ONE, f" {AS_ONE}"),
        ("no JSON", "no JSON"),
        ('{"salt":""}', '{"salt":""}'),
    ],
    ids=["left out", "another salt", "another person", "another function", "a space", "no JSON", "no salt"],
)
def test_what_was_not_granted_is_not_believed(granted: str, said: str | None) -> None:
    with pytest.raises(NotGranted, match="as another than granted"):
        heard(user(granted, said))


def test_what_nobody_granted_is_no_part_of_what_is_asked() -> None:
    """To a ZVH it is a command that begins with something else: unreadable, and refused as that."""
    body, known = heard(user(None, AS_ONE))
    assert (body != BODY, known) == (True, KnownUser(USER))


def test_nobody_on_the_way_reads_it() -> None:
    who = user(AS_ONE, AS_ONE)
    sent, _ = who.close(BODY, HAAGLANDEN, SUBJECT)
    shown = json.loads(base64url.decode(who.grant.split(".")[1]))
    assert shown["acting_as"] == hash_of(str(AS_ONE))
    for secret in (ONE, "wijkagent", json.loads(str(AS_ONE))["salt"]):
        assert secret not in json.dumps(shown)
        assert secret.encode() not in sent


def test_the_same_person_in_two_grants_is_not_recognised_on_the_way() -> None:
    assert hash_of(str(AS_ONE)) != hash_of(str(acting_as(ONE, ["wijkagent", "informatiemedewerker"])))


def test_a_grant_that_names_nobody_is_as_it_always_was() -> None:
    shown = json.loads(base64url.decode(user(None, None).grant.split(".")[1]))
    assert "acting_as" not in shown, "a door and a ZVH of before read on"
    assert acting_as(None, ()) is None


KNOWN = KnownUser(ONE, ("wijkagent", "informatiemedewerker"))


def test_wgs_1_8_2_who_acts_as_granted_is_vouched_for() -> None:
    for person in (ONE, None):
        assert KNOWN.contradicted("wijkagent", person) is None
    assert KNOWN.vouched("wijkagent") is Vouched.FUNCTION
    assert KnownUser(USER).contradicted("teamchef", None) is None
    assert KnownUser(USER).vouched("teamchef") is Vouched.PERSON, "in which function is what the user says"


@pytest.mark.parametrize(
    ("known", "functionary", "person", "field"),
    [
        (KNOWN, "wijkagent", OTHER, "person"),
        (KNOWN, "wijkagent", USER, "person"),
        (KNOWN, "teamchef", None, "functionary"),
        (KNOWN, "Wijkagent", ONE, "functionary"),
        (KNOWN, "systeem", None, "functionary"),
        (KnownUser(USER), "wijkagent", ONE, "person"),
    ],
)
def test_wgs_1_8_2_who_says_something_else_is_refused(
    known: KnownUser, functionary: str, person: str | None, field: str
) -> None:
    refusal = known.contradicted(functionary, person)
    assert refusal is not None
    assert (refusal.rule, refusal.details) == ("WGS-1.8-2", {"field": field})
    assert not [said for said in (functionary, person, known.person) if said and said in refusal.message]


@pytest.mark.parametrize(
    ("person", "functions"),
    [
        ("jan jansen", []),
        ("111222333", []),
        (ONE, [" "]),
        (ONE, ["x" * 121]),
        (None, map(str, range(MOST_FUNCTIONS + 1))),
    ],
)
def test_what_cannot_be_granted(person: str | None, functions: list[str]) -> None:
    with pytest.raises(ValidationError):
        acting_as(person, functions)
