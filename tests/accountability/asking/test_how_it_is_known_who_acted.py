"""WGS-1.8-2: an answer says in which way it is known which person acted: by the grant, or as its organisation declares."""

import json

import pytest
from secrecy.test_a_record_is_bound_to_one_key import ACCOUNT

from levensloop.audit.asking.rows import who
from levensloop.contracts.vouched import Vouched
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered
from levensloop.infra.secrecy.sealed_account import key_of_record, open_account, seal_account
from levensloop.verifier.bundle_errors import RecordTampered
from levensloop.verifier.sealed_record import SealedRecord

ONE = "7f3a-19c2"
DECLARED = f"wijkagent (medewerker {ONE}, naar opgave van de organisatie)"


@pytest.mark.parametrize(
    ("person", "vouched", "said"),
    [
        (None, None, "wijkagent"),
        (ONE, None, DECLARED),
        (ONE, Vouched.PERSON, f"wijkagent (medewerker {ONE}, volgens de machtiging; de functie naar eigen opgave)"),
        (ONE, Vouched.FUNCTION, f"wijkagent (medewerker {ONE}, volgens de machtiging)"),
    ],
)
def test_wgs_1_8_2_it_is_said_how_it_is_known(person: str | None, vouched: Vouched | None, said: str) -> None:
    account = ACCOUNT.model_copy(update={"functionary": "wijkagent", "person": person, "vouched": vouched})

    assert who(account)[1] == said


def test_it_stands_in_the_record_and_cannot_be_put_in_afterwards() -> None:
    content = Key("a", b"\1" * 32)
    account = ACCOUNT.model_copy(update={"person": ONE, "vouched": Vouched.FUNCTION})
    stored = seal_account(account, content)

    assert open_account(stored, content) == account
    assert SealedRecord.parse(stored, 3).account.vouched is Vouched.FUNCTION
    declared = seal_account(ACCOUNT.model_copy(update={"person": ONE}), content)
    assert b"vouched" not in declared, "a record of before is as it always was"
    assert SealedRecord.parse(declared, 3).opened(key_of_record(content, ACCOUNT.id).secret) == ("wijkagent", ONE)
    forged = json.dumps({**json.loads(declared), "vouched": "person-and-function"}, separators=(",", ":")).encode()
    with pytest.raises(Tampered):
        open_account(forged, content)
    with pytest.raises(RecordTampered):
        SealedRecord.parse(forged, 3).opened(key_of_record(content, ACCOUNT.id).secret)
