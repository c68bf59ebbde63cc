"""An accountability record says with which key it opens: nobody can prepare one that shows two names under two keys."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from levensloop.contracts.accountability import Account, Capacity, Operation
from levensloop.contracts.roles import Role, WgsStanding
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered
from levensloop.infra.secrecy.sealed_account import commitment, key_of_record, open_with, seal_account

ACCOUNT = Account(
    id=UUID(int=7),
    at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    zvh="zvh-haaglanden",
    operation=Operation.CONSULT,
    what="inclusion.case",
    organisation="politie-haaglanden",
    functionary="wijkagent",
    role=Role.POLITIE,
    standing=WgsStanding.PUBLIC,
    capacity=Capacity.EXECUTING,
    authorisation="2-0123456789abcdef",
)


def test_only_the_key_that_the_record_commits_to_opens_it() -> None:
    content, stranger = Key("a", b"\1" * 32), Key("b", b"\2" * 32)
    stored = seal_account(ACCOUNT, content)
    right = key_of_record(content, ACCOUNT.id)
    assert open_with(stored, right) == ACCOUNT
    body = json.loads(stored)
    kid, _, text = body["functionary"]["sealed"].partition(".")
    sealed = base64url.decode(text)
    assert sealed.startswith(commitment(right))
    body["functionary"] = {"sealed": f"{kid}.{base64url.encode(commitment(stranger) + sealed[32:])}"}
    for key in (right, stranger):
        with pytest.raises(Tampered):
            open_with(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), key)
