"""INV-9: what a user of an organisation signs counts as far as the organisation granted it, whoever brings it over the line."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import nkeys
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.jwk import OKPKey

from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer, Command
from levensloop.inclusion.app import app
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.directory import directory_of
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys, key_file, read_organisation_keys
from levensloop.infra.users.grant import Grant, Scope, new_user_id, sign_grant
from levensloop.infra.users.speaking import SpeakingUser
from levensloop.infra.users.user_file import UserFile, new_seed
from support.messaging import as_json, serving
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import GEMEENTE, HAAGLANDEN, POLITIE
from support.waiting import PATIENCE

SUBJECT = subjects.command(HAAGLANDEN, POLITIE, "inclusion", "ReportClient")
NOW = datetime.now(UTC)
DAY = timedelta(days=1)


def signing(network: Network, org: str) -> OKPKey:
    return read_organisation_keys(key_file(network.keys, org)).signing


def speaking(
    network: Network, *, by: str = POLITIE, own: OKPKey | None = None, seed: str | None = None, **other: Any
) -> SpeakingUser:
    """A user with a grant that `by` signed, who signs with its own key or another."""
    user = UserFile(id="", organisation=POLITIE, grant="", seed=seed or new_seed())
    fields = {"id": new_user_id(), "organisation": POLITIE, "key": user.key, "signing_key": user.signing_key}
    times = {"valid_from": NOW, "valid_until": NOW + DAY}
    grant = Grant.model_validate({**fields, "scope": (Scope.COMMANDS,), **times, **other})
    keys = OrganisationKeys(own or user.signing, ())
    token = sign_grant(grant, signing(network, by))
    return SpeakingUser(POLITIE, lambda: keys, lambda: directory_of(network.topology), token)


async def said(node: Node, who: SpeakingUser, case: UUID, subject: str = SUBJECT) -> tuple[bytes, bytes]:
    """The answer as it came, and opened where it is sealed."""
    body = Command(id=uuid4(), case=case, functionary="wijkagent", data=as_json(SAMPLE_REPORT)).model_dump_json()
    sealed, answering = who.close(body.encode(), HAAGLANDEN, subject)
    answer = (await node.nc.request(subject, sealed, timeout=PATIENCE)).data
    return answer, b"" if answer[:1] == b"{" else answering.open(answer)


async def test_what_it_says_counts_as_its_organisations(network: Network, node: Node, case: UUID) -> None:
    async with serving(network, app):
        raw, answer = await said(node, speaking(network), case)
    assert Answer.model_validate_json(answer).events
    assert b"client-reported" not in raw


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"valid_from": NOW - 2 * DAY, "valid_until": NOW - DAY}, "expired"),
        ({"valid_from": NOW + DAY, "valid_until": NOW + 2 * DAY}, "not valid yet"),
        ({"by": GEMEENTE}, "signed by another organisation"),
        ({"organisation": GEMEENTE, "by": GEMEENTE}, "volgens de topologie niet van de afzender"),
        ({"scope": (Scope.QUESTIONS, Scope.INBOX)}, "nothing in scope"),
        ({"own": UserFile(id="", organisation="", grant="", seed=new_seed()).signing}, "niet van de afzender"),
    ],
)
async def test_what_it_was_not_granted(
    network: Network, node: Node, case: UUID, change: dict[str, Any], why: str
) -> None:
    """Over the ZVH's own connection, as who runs the hub could bring it: the door is not what stops it."""
    async with serving(network, app):
        before = await node.log.store.last_seq()
        answer, _ = await said(node, speaking(network, **change), case)
        assert await node.log.store.last_seq() == before
    refusal = json.loads(answer)["refusal"]
    assert (refusal["rule"], why in refusal["message"]) == ("INV-9", True), refusal


async def test_commands_are_no_questions(network: Network, node: Node, case: UUID) -> None:
    async with serving(network, app):
        answer, _ = await said(node, speaking(network), case, subjects.ask(HAAGLANDEN, POLITIE, "inclusion", "case"))
    assert b"nothing in scope" in answer


async def test_the_key_that_connects_signs_nothing(network: Network, node: Node, case: UUID) -> None:
    """A server chooses what a client signs to log in; so that key must not be able to sign a command."""
    user = UserFile(id="", organisation=POLITIE, grant="", seed=new_seed())
    assert user.signing.thumbprint() != _as_okp(user).thumbprint()
    async with serving(network, app):
        answer, _ = await said(node, speaking(network, own=_as_okp(user), seed=user.seed), case)
    assert b"INV-9" in answer


def _as_okp(user: UserFile) -> OKPKey:
    """The nkey itself, as a key to sign with."""
    raw = bytes(nkeys.decode_seed(user.seed.encode())[1][:32])
    public = Ed25519PrivateKey.from_private_bytes(raw).public_key().public_bytes_raw()
    return OKPKey.import_key(
        {"kty": "OKP", "crv": "Ed25519", "d": base64url.encode(raw), "x": base64url.encode(public)}
    )
