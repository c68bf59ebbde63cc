"""WGS-1.8-2: which person of an organisation it was, by a pseudonym: what fits, what is refused, and what is from before."""

import json
from uuid import UUID

import pytest
from pydantic import BaseModel, ValidationError

from levensloop.contracts.answer import Command
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.consulted import Asker
from levensloop.contracts.event import Actor

BARE: dict[type[BaseModel], dict[str, object]] = {
    Actor: {"organisation": "politie-haaglanden", "functionary": "wijkagent"},
    Asker: {"functionary": "wijkagent"},
    Command: {"id": str(UUID(int=1)), "case": str(UUID(int=2)), "functionary": "wijkagent", "data": {}},
}
EVERYWHERE = pytest.mark.parametrize("kind", BARE, ids=lambda kind: kind.__name__)


@EVERYWHERE
@pytest.mark.parametrize("person", ["7f3a-19c2", "u-0123456789abcdef0123", "pn1000", "123456789", "x" * 39 + "1"])
def test_wgs_1_8_2_a_pseudonym_is_read_back_as_it_was(kind: type[BaseModel], person: str) -> None:
    said = kind.model_validate({**BARE[kind], "person": person})

    assert json.loads(said.model_dump_json())["person"] == person
    assert kind.model_validate_json(said.model_dump_json()) == said


@EVERYWHERE
@pytest.mark.parametrize(
    "person",
    [
        "",
        "a12",
        "x" * 40 + "1",
        "jansen",
        "jan-de-vries",
        "Jansen1",
        "j.jansen1",
        "jan1@politie.example",
        "jan jansen 1",
        "7f3a--19",
        "-7f3a",
        "7f3a\n",
        "111222333",
        "111-222-333",
        "11-12-22-333",
        "bsn-111222333",
        "bsn111222333-nl",
        "10000008",
        "١٢٣٤",
    ],
)
def test_wgs_1_8_2_a_name_an_address_or_a_bsn_is_refused_and_not_repeated(kind: type[BaseModel], person: str) -> None:
    with pytest.raises(ValidationError) as caught:
        kind.model_validate({**BARE[kind], "person": person})

    told = wrong_fields(caught.value)
    assert told.startswith("person (geen pseudoniem: 4 tot 40 kleine letters")
    assert not person or person not in told


@EVERYWHERE
def test_what_was_written_before_reads_on_and_is_written_the_same(kind: type[BaseModel]) -> None:
    said = kind.model_validate_json(json.dumps(BARE[kind]))

    assert getattr(said, "person", "not there") is None
    assert "person" not in json.loads(said.model_dump_json()), "who reads an earlier form reads on"
    assert kind.model_validate({**BARE[kind], "person": None}) == said
