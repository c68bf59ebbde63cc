"""Every way a topology can be wrong is named by field, in Dutch, all at once."""

from pathlib import Path

import pytest

from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.topology_file import load_topology, parse_topology

GOOD = """
hub: {name: hub, listen: {host: 127.0.0.1, port: 4222}, leaf: {host: 127.0.0.1, port: 7422}}
nodes:
  - {name: zvh-a, listen: {host: 127.0.0.1, port: 4231}}
  - {name: politie-a, listen: {host: 127.0.0.1, port: 4232}}
organisations:
  - {id: zvh-a, name: ZVH A, role: zvh, oin: "00000009900000000001"}
  - {id: politie-a, name: Politie A, role: politie, zvh: zvh-a, oin: "00000009900000000002"}
  - {id: om-a, name: OM A, role: om, zvh: zvh-a, oin: "00000009900000000003"}
"""
KEY = "U" + "A" * 55

# (what to replace, by what, what the error says)
WRONG = [
    ("name: politie-a, listen", "name: zvh-a, listen", "nodes: er zijn 2 knooppunten met naam 'zvh-a'"),
    (
        "name: politie-a, listen",
        "name: politie-b, listen",
        "nodes[1].name: knooppunt 'politie-b' is van geen organisatie",
    ),
    (
        "port: 4231}}",
        "port: 4231}, replicas: 3}",
        "nodes[0] (zvh-a).replicas: met 3 kopieën blijft wat vernietigd is leesbaar",
    ),
    ("id: om-a", "id: politie-a", "organisations: er zijn 2 organisaties met id 'politie-a'"),
    ("om, zvh: zvh-a", "om, zvh: zvh-b", "organisations[2] (om-a).zvh: onbekend ZVH 'zvh-b'; bekend: zvh-a"),
    ("om, zvh: zvh-a", "om, zvh: politie-a", "organisations[2] (om-a).zvh: onbekend ZVH 'politie-a'"),
    ("om, zvh: zvh-a", "om", "organisations[2] (om-a).zvh: ontbreekt"),
    (
        "role: om",
        "role: rechter",
        "organisations[2] (om-a).role: onbekende waarde 'rechter'; bekend: zvh, levensloopaanbieder",
    ),
    (
        "role: om,",
        "role: lcbb,",
        "organisations[2] (om-a).zvh: een landelijke organisatie (lcbb) werkt met elk ZVH; laat het veld weg",
    ),
    ("role: om, ", "", "organisations[2] (om-a).role: ontbreekt"),
    ("name: OM A,", 'name: OM A, fg: "FG",', "organisations[2] (om-a).fg: dit is er één per ZVH"),
    (
        "name: OM A,",
        'name: OM A, contact_point: "Loket",',
        "organisations[2] (om-a).contact_point: dit is er één per ZVH",
    ),
    ("name: ZVH A,", 'name: ZVH A, fg: "",', "organisations[0] (zvh-a).fg"),
    ("role: zvh,", "role: zvh, zvh: zvh-a,", "organisations[0] (zvh-a).zvh: een ZVH hoort niet bij een ander ZVH"),
    ("  - {name: zvh-a, listen: {host: 127.0.0.1, port: 4231}}\n", "", "een ZVH heeft altijd een eigen knooppunt"),
    ("role: zvh,", "role: om, zvh: zvh-a,", "organisations: er is geen ZVH"),
    ('"00000009900000000003"', '"123"', "organisations[2] (om-a).oin: een OIN heeft 20 cijfers"),
    ('"00000009900000000003"', "123", "organisations[2] (om-a).oin: moet tekst zijn"),
    ("000000003", "000000002", "organisations (om-a).oin: dezelfde waarde als bij 'politie-a'"),
    ("id: om-a", "id: OM A", "organisations[2] (OM A).id: alleen kleine letters"),
    ("id: om-a", "id: om.a", "organisations[2] (om.a).id: alleen kleine letters"),
    ("id: om-a", "id: '>'", "alleen kleine letters"),
    ("id: om-a", "id: om-a, public_key: UABC", "organisations[2] (om-a).public_key: geen publieke gebruikerssleutel"),
    ("id: om-a", "id: om-a, public_key: SU" + "A" * 56, "dit is een geheime sleutel en hoort hier nooit te staan"),
    ("id: om-a", "id: om-a, kleur: rood", "organisations[2] (om-a).kleur: dit veld bestaat niet"),
    ("name: OM A", "name: ''", "organisations[2] (om-a).name: mag niet leeg zijn"),
    (
        "role: zvh,",
        "role: zvh, terms: {plant: 3},",
        "organisations[0] (zvh-a).terms: onbekende termijn 'plant'; bekend: plan",
    ),
    (
        "role: zvh,",
        "role: zvh, terms: {label: 0},",
        "organisations[0] (zvh-a).terms.label: moet minstens 1 zijn, niet 0",
    ),
    (
        "role: om,",
        "role: om, terms: {label: 3},",
        "organisations[2] (om-a).terms: alleen een ZVH heeft eigen termijnen",
    ),
    ("port: 4232", "port: 4231", "nodes (politie-a).listen: 127.0.0.1:4231 is al in gebruik door nodes (zvh-a).listen"),
    ("port: 4232", "port: veel", "nodes[1] (politie-a).listen.port: moet een geheel getal zijn, niet 'veel'"),
    ("port: 4232", "port: 70000", "nodes[1] (politie-a).listen.port: mag hoogstens 65535 zijn, niet 70000"),
    ("hub: {name: hub", "hub: {name: zvh-a", "hub.name: 'zvh-a' is ook het id van een organisatie"),
    ("nodes:\n", "nodes: geen\nx:\n", "nodes: moet een lijst zijn"),
    ("hub: {name: hub", "hub: {name: hub, name: hub", "'name' staat er twee keer"),
    ("hub: {name: hub", "hub: {[name]: hub, name: hub", "een veldnaam is één woord"),
    ("organisations:", "organisations: [", "geen geldige YAML"),
]


def test_the_one_they_are_made_from_is_right() -> None:
    assert [o.id for o in parse_topology(GOOD).organisations] == ["zvh-a", "politie-a", "om-a"]


@pytest.mark.parametrize(("old", "new", "says"), WRONG, ids=[says[:50] for *_, says in WRONG])
def test_says_what_is_wrong_and_where(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in GOOD
    path = tmp_path / "fout.yaml"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(TopologyError) as caught:
        load_topology(path)
    assert says in str(caught.value), str(caught.value)
    assert str(path) in str(caught.value)


def test_wgs_1_8_7_replicas_only_for_who_says_that_nothing_is_destroyed_there() -> None:
    """WGS-1.8-7: on a cluster the server keeps what was taken out."""
    chosen = "port: 4231}, replicas: 3, accept_undestroyed: true}"
    assert parse_topology(GOOD.replace("port: 4231}}", chosen)).nodes[0].replicas == 3


def test_one_key_for_two_organisations() -> None:
    text = GOOD.replace("id: om-a", f"id: om-a, public_key: {KEY}").replace(
        "id: politie-a", f"id: politie-a, public_key: {KEY}"
    )
    with pytest.raises(TopologyError, match=r"\(om-a\).public_key: dezelfde waarde als bij 'politie-a'"):
        parse_topology(text)


def test_says_everything_at_once() -> None:
    text = GOOD.replace("role: om", "role: rechter").replace("port: 4231", "port: 99999")
    with pytest.raises(TopologyError) as caught:
        parse_topology(text)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("content", [b"", b"- een lijst", b"\xff\xfe", None])
def test_a_file_that_is_no_topology(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TopologyError, match=r"De topologie .*t\.yaml klopt niet"):
        load_topology(path)
