"""`levensloop keys replace-log`, `forget-log` and `replace-witness`: the keys that sign checkpoints of an accountability log."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from levensloop.audit.log.signing import log_signers, log_verifier, witness_verifier
from levensloop.cli.events import moment
from levensloop.cli.maintained import LOG_KEY_FORGOTTEN, LOG_KEY_REPLACED, account_for
from levensloop.cli.options import KeysDirectory, Maintainer, NodeName, TopologyFile, keys_of
from levensloop.cli.person import Person
from levensloop.cli.reach import known, known_zvh, own_node
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.messaging.clock import SystemClock
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.keys_in_topology import replace_noting_key
from levensloop.infra.secrecy.log_keys import forget_older_log_keys, log_key_file
from levensloop.verifier.keys import VerifierKey
from levensloop.verifier.note import Note

Lost = Annotated[bool, typer.Option("--lost", help="de oude is er niet meer, en niemand anders kan hem hebben")]
StolenSince = Annotated[
    str | None,
    typer.Option("--stolen-since", help="vanaf dit moment (ISO 8601) kan een ander de oude hebben: hij telt niet meer"),
]


def replace_log(
    file: TopologyFile,
    node: NodeName,
    functionary: Maintainer,
    lost: Lost = False,
    stolen_since: StolenSince = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Vervang de sleutel waarmee een ZVH zijn verantwoordingslogboek ondertekent: elk jaar, of als hij weg of gestolen is."""
    directory = keys_of(file, keys)
    known_zvh(load_topology(file), node)
    revoked, why = _why(lost, stolen_since)
    asyncio.run(_replaced(file, node, directory, functionary, why, revoked, person))
    vkey = log_verifier(load_topology(file), node).format()
    _say(f"{node} ondertekent zijn verantwoordingslogboek voortaan met {vkey}. Dat staat in {file}.")
    _say(
        "Het knooppunt ondertekent ermee zodra het dit bestand overneemt, en `levensloop up` zegt dat: *is overgenomen*. Staat er *niet "
        "overgenomen*, dan staat erbij waarom, zoals een herstart die nog moet. Geef het bestand ook aan elke getuige "
        "(`levensloop topology apply`): tot dan ondertekent die niet mee. Lees auditors en getuigen de sleutel langs een andere weg voor "
        "(`levensloop audit trust`)."
    )
    if why == "planned":
        _say("De oude staat nog onder de nieuwe in het sleutelbestand. Geef nu `levensloop keys forget-log`.")
    else:
        _say(
            "De oude staat niet in voor de nieuwe. Auditors geloven de nieuwe dus alleen met een nieuw vertrouwensbestand, en getuigen "
            "omdat het logboek een vervolg is op wat zij zagen."
        )


def forget_log(
    file: TopologyFile, node: NodeName, functionary: Maintainer, person: Person = None, keys: KeysDirectory = None
) -> None:
    """Vergeet de vervangen sleutel van het verantwoordingslogboek, als de nieuwe eenmaal ondertekende. Nog eens geven kan geen kwaad."""
    directory = keys_of(file, keys)
    known_zvh(load_topology(file), node)
    if (signed := asyncio.run(_signed_by(file, node, directory, functionary, person))) is not None:
        _say(
            f"De nieuwe sleutel heeft nog niet ondertekend; er is niets vergeten. {signed} Het knooppunt heeft een eerdere "
            f"topologie, of nam {file} net over. Zegt het venster van `levensloop up` *is overgenomen*, geef dit dan nog "
            "eens; staat er *niet overgenomen*, doe dan eerst wat daar staat, zoals een herstart na een andere hub, deur, tls of adres."
        )
        raise typer.Exit(1)
    forget_older_log_keys(log_key_file(directory, node))
    _say(f"In het sleutelbestand van het logboek van {node} staat nu alleen de sleutel waarmee het ondertekent.")


def replace_witness(
    file: TopologyFile,
    organisation: Annotated[str, typer.Option("--organisation", help="de getuige")],
    lost: Lost = False,
    stolen_since: StolenSince = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Vervang de sleutel waarmee een getuige meeondertekent. Wat zij eerder zag, blijft waar het staat."""
    known(load_topology(file), organisation)
    revoked, _ = _why(lost, stolen_since)
    replace_noting_key(file, keys_of(file, keys), organisation, "witness_key", SystemClock().now(), revoked, keep=False)
    vkey = witness_verifier(load_topology(file), organisation).format()
    _say(f"{organisation} ondertekent voortaan mee met {vkey}. Dat staat in {file}.")
    _say(
        "Geef het bestand aan de getuige zelf en aan elk ZVH waarvan zij getuige is (`levensloop topology apply`): tot dan telt wat zij "
        "ondertekent niet mee. Lees auditors de sleutel langs een andere weg voor; `levensloop audit trust` toont de oude en de nieuwe."
    )


async def _replaced(
    file: Path, node: str, directory: Path, functionary: str, why: str, revoked: datetime | None, person: str | None
) -> None:
    async with own_node(load_topology(file), node, directory) as here:
        await replaced(here, file, functionary, why, revoked, person)


async def replaced(
    here: Node, file: Path, functionary: str, why: str, revoked: datetime | None = None, person: str | None = None
) -> None:
    """The record of it first; then the key, and the topology in the file. `why`: `planned`, `lost` or `stolen`.

    Raises `EventStoreError` when it cannot be accounted for, and what `replace_noting_key` does: then nothing changed.
    """
    old = log_verifier(load_topology(file), here.me)
    if why == "planned":
        log_signers(
            here.told.topology, here.me, here.keys
        )  # says so before anything is done when the old one is not here
    await account_for(here, LOG_KEY_REPLACED, functionary, codes=(why, old.id.hex()), person=person)
    replace_noting_key(file, here.keys, here.me, "log_key", here.clock.now(), revoked, keep=why == "planned")


async def _signed_by(file: Path, node: str, directory: Path, functionary: str, person: str | None) -> str | None:
    """Nothing when the newest checkpoint is by the key that the file names; else by which, in Dutch."""
    topology = load_topology(file)
    async with own_node(topology, node, directory) as here:
        await account_for(here, LOG_KEY_FORGOTTEN, functionary, person=person)
        try:
            answer = await client.ask(here.nc, node, node, "audit", "grow", {})
        except Unanswered as error:
            raise NodesError(f"{error} Er is niets vergeten.") from error
        if isinstance(answer, Refusal):
            raise NodesError(f"Er is niets vergeten: {answer.message}")
    new = log_verifier(topology, node)
    return signed_by_another(Note.parse((answer["checkpoint"] or "").encode()), new)


def signed_by_another(checkpoint: Note, told: VerifierKey) -> str | None:
    """In Dutch, which key of the log signed this checkpoint and which the topology names; None when that is the same."""
    if any(signature.by(told) for signature in checkpoint.signatures):
        return None
    signed = ", ".join(one.key_id.hex() for one in checkpoint.signatures if one.name == told.name)
    return f"Het knooppunt ondertekende met sleutel {signed}, en de topologie in het bestand noemt {told.id.hex()}."


def _why(lost: bool, stolen_since: str | None) -> tuple[datetime | None, str]:
    if stolen_since is not None:
        return moment("--stolen-since", stolen_since), "stolen"
    return None, "lost" if lost else "planned"


def _say(text: str) -> None:
    Console(soft_wrap=True).print(text, highlight=False)
