"""`levensloop users`: an organisation makes a user, who works with nothing of the organisation's own keys; and revokes it again."""

import contextlib
import json
import re
import shutil
import time
from pathlib import Path

import pytest
import yaml
from cli.at_work import reached
from cli.conftest import PATIENCE, User, free_ports

from levensloop.infra.nodes.server import binary
from support.samples.inclusion import SAMPLE_REPORT

ZVH, ORG = "zvh-haaglanden", "om-haaglanden"
ON = ("--topology", "network.yaml")
OF = (*ON, "--organisation", ORG)
NOBODY = "7d9f1a52-3c1e-4b0a-9d55-0b6f3a8e2c41"
DOOR = "De deur voor gebruikers staat open"


@pytest.fixture
def office(user: User) -> User:
    """Of the prosecution service, in a network with a door that runs."""
    text = user.topology.read_text()
    door, route = free_ports(2)
    places = f"  users: {{host: 127.0.0.1, port: {door}}}\n  route: {{host: 127.0.0.1, port: {route}}}\n"
    user.topology.write_text(re.sub(r"(  leaf: .*\n)", rf"\1{places}", text, count=1))
    for made in (("topology", "keys"), ("topology", "certificates"), ("keys", "init")):
        user.run(*made, *ON).check_returncode()
    (user.home / "report.json").write_text(SAMPLE_REPORT.model_dump_json())
    return user


def desk_of_its_own(office: User, made: str) -> tuple[str, ...]:
    """What the user has on its own machine: its file, the organisation's certificate, and the authorities."""
    keys = office.home / "mine"
    keys.mkdir(exist_ok=True)
    shutil.copy(made, keys / f"{ORG}.user")
    for name in (f"{ORG}.crt", f"{ORG}.key", "authorities.crt"):
        shutil.copy(office.home / "keys" / name, keys / name)
    return ("--keys", str(keys))


def report(office: User, keys: tuple[str, ...], functionary: str = "officier") -> tuple[int, str]:
    """Report a client as whoever has these keys."""
    said = office.run(
        *("do", "ReportClient", *ON, "--node", ZVH, "--as", ORG, "--functionary", functionary),
        *("--with", "report.json", *keys),
    )
    return said.returncode, said.stdout + said.stderr


def test_a_user_works_and_is_out_at_once(office: User) -> None:
    office.start_hub(until=DOOR)
    office.start_zvh(ZVH)
    reached(office)
    named = ("--note", "Fatima van het wijkteam", "--person", "7f3a-19c2", "--functionary", "officier")
    made = office.run("users", "add", *OF, "--scope", "commands", "--days", "3", *named)
    assert made.returncode == 0, made.stderr
    assert all(said in made.stdout for said in ("opdrachten geven", "Als medewerker 7f3a-19c2, officier;"))
    [number] = re.findall(r"Gebruiker (u-[0-9a-f]{20}) mag", made.stdout)
    [file] = re.findall(r"Geef (\S+) aan de gebruiker", made.stdout)
    keys = desk_of_its_own(office, str(office.home / file))
    status, said = report(office, keys)
    assert (status, "cliënt gemeld" in said.lower()) == (0, True), said
    status, said = report(office, keys, "hoofdofficier")
    assert (status, "De machtiging noemt deze functie niet" in said) == (1, True), said

    asked = office.run("partner", "tail", *ON, "--as", ORG, *keys)
    assert "kan geen brieven openen" in asked.stderr
    pull = ("partner", "pull", *ON, "--as", ORG, "--case", NOBODY, "--event", NOBODY, *keys)
    asked = office.run(*pull)
    assert (asked.returncode, "kan geen brieven openen" in asked.stderr) == (1, True), asked.stderr
    shown = office.run("users", "list", *OF)
    assert all(word in shown.stdout for word in (number, "geldig", "Fatima van het wijkteam", "7f3a-19c2")), (
        shown.stdout
    )

    gone = office.run("users", "revoke", *OF, number)
    assert (gone.returncode, "intrekkingslijst 1, met 1 gebruiker" in gone.stdout) == (0, True), gone.stderr
    status, said = report(office, keys)
    assert (status, "Geen verbinding" in said, "Draait de server" in said) == (1, True, False), said
    assert "De deur laat deze gebruiker niet binnen: zijn machtiging is verlopen of ingetrokken" in said
    [row] = office.run("users", "list", *OF, "--json").stdout.splitlines()
    assert json.loads(row)["state"] == "ingetrokken"
    again = office.run("users", "renew", *OF, number)
    assert (again.returncode, "blijft dat" in again.stderr) == (1, True)

    for path in (office.home / "data" / "hub").rglob("*"):
        stored = path.read_bytes() if path.is_file() else b""
        assert not [word for word in (b"Fatima", b"7f3a-19c2", b"officier") if word in stored], "who it is stays there"


def test_a_newcomers_users_come_in_without_a_restart(office: User) -> None:
    """The door takes a topology over as the hub does."""
    larger = office.home / "larger.yaml"
    shutil.copy(office.topology, larger)
    smaller = yaml.safe_load(office.topology.read_text())
    smaller["organisations"] = [o for o in smaller["organisations"] if o["id"] != ORG]
    office.topology.write_text(yaml.safe_dump(smaller))
    office.start_hub(until=DOOR)
    office.start_zvh(ZVH)
    reached(office)
    assert office.run("topology", "apply", "larger.yaml", *ON).returncode == 0
    made = office.run("users", "add", *OF, "--scope", "commands")
    [file] = re.findall(r"Geef (\S+) aan de gebruiker", made.stdout)
    keys = desk_of_its_own(office, str(office.home / file))
    deadline = time.monotonic() + PATIENCE
    while (told := report(office, keys))[0] != 0:  # until the door took it over
        assert time.monotonic() < deadline, told[1]


def test_the_hub_does_not_answer(office: User) -> None:
    """What was revoked stands in the register, and is sent when the hub is there."""
    made = office.run("users", "add", *OF, "--scope", "commands", "--scope", "questions")
    [number] = re.findall(r"Gebruiker (u-[0-9a-f]{20}) mag", made.stdout)
    said = office.run("users", "revoke", *OF, number)
    assert (said.returncode, "de hub heeft haar nog niet" in said.stderr) == (1, True), said.stderr
    assert "nog niet bij de hub bevestigd" in office.run("users", "list", *OF).stdout
    office.start_hub(until=DOOR)
    sent = office.run("users", "revoke", *OF)
    assert (sent.returncode, "met 1 gebruiker" in sent.stdout) == (0, True), sent.stderr
    assert "nog niet bij de hub bevestigd" not in office.run("users", "list", *OF).stdout


def test_what_cannot_be(office: User) -> None:
    files = [Path(office.home / "keys" / f"{ORG}.users")]
    for arguments, why in (
        (("add", *OF, "--scope", "commands", "--days", "400"), "1 tot en met 31 dagen"),
        (("add", *OF, "--scope", "commands", "--person", "jan jansen"), "person (geen pseudoniem"),
        (("add", *OF, "--scope", "commands", "--functionary", "x" * 121), "functions[1] (te lang)"),
        (("revoke", *OF, "u-onbekend"), "u-onbekend"),
        (("renew", *OF, "u-onbekend"), "staat niet in"),
        (("add", *ON, "--organisation", "niemand", "--scope", "commands"), "staat niet in de topologie"),
    ):
        said = office.run("users", *arguments)
        assert (said.returncode, why in said.stderr) == (1, True), said.stderr
    assert not any(path.exists() and list(path.glob("*.user")) for path in files)
    office.topology.write_text(re.sub(r"  users: .*\n", "", office.topology.read_text()))
    assert "geen deur voor gebruikers" in office.run("users", "list", *OF).stderr


def test_who_runs_the_servers_himself(office: User) -> None:
    """The configurations that `topology render` writes, on servers of one's own, with the service beside them."""
    office.run(
        "topology", "render", "--topology", "network.yaml", "--out", "servers", "--keys", "keys"
    ).check_returncode()
    for pem in (office.home / "keys").glob("*.*"):
        if pem.suffix in (".crt", ".key"):
            shutil.copy(pem, office.home / pem.name)
    with contextlib.ExitStack() as stack:
        for name in ("hub", "hub-users"):
            command = (binary(), "-c", f"servers/{name}/server.conf")
            server = office.start_program(*command, until="Listening for route connections")
            stack.callback(office.end, server)
        office.start("users", "serve", *ON, "--data", "data/hub", until="wordt beoordeeld")
        made = office.run("users", "add", *OF, "--scope", "commands")
        [number] = re.findall(r"Gebruiker (u-[0-9a-f]{20}) mag", made.stdout)
        [file] = re.findall(r"Geef (\S+) aan de gebruiker", made.stdout)
        _, said = report(office, desk_of_its_own(office, str(office.home / file)))
        assert "geeft geen antwoord op ReportClient" in said, "it comes in; no node is there to answer"
        gone = office.run("users", "revoke", *OF, number)
        assert "intrekkingslijst 1, met 1 gebruiker" in gone.stdout, gone.stderr
        _, said = report(office, ("--keys", str(office.home / "mine")))
        assert "Geen verbinding" in said
    assert (office.home / "data" / "hub" / "revoked" / f"{ORG}.json").exists()
