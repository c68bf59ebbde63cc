"""`levensloop keys`, as its user sees it."""

from uuid import uuid4

from cli.at_work import give
from cli.conftest import User

from levensloop.infra.nodes.topology_file import load_topology
from support.samples.inclusion import SAMPLE_PURPOSE, SAMPLE_REPORT

ZVH, GEMEENTE = "zvh-haaglanden", "gemeente-den-haag"
UP = ("up", "--topology", "network.yaml", "--node", ZVH, "--data", f"data/{ZVH}")
SERVES = "Diensten: "
MASTER = ("--topology", "network.yaml", "--node", ZVH)


def test_keys_are_made_and_one_organisations_are_replaced(user: User) -> None:
    made = user.run("keys", "init", "--topology", "network.yaml")
    assert made.returncode == 0
    assert "De publieke helften staan in network.yaml" in made.stdout

    again = user.run("keys", "rotate", "--topology", "network.yaml", "--organisation", "om-haaglanden")
    assert again.returncode == 0
    assert "Deel die eerst met iedereen" in again.stdout
    assert "earlier_signing_keys" in user.topology.read_text(encoding="utf-8")

    stolen = user.run("keys", "rotate", "--topology", "network.yaml", "--organisation", "om-haaglanden", "--stolen")
    assert stolen.returncode == 0
    assert "revoked_signing_keys" in user.topology.read_text(encoding="utf-8")


def test_a_lost_key_is_told_in_one_message(user: User) -> None:
    user.run("keys", "init", "--topology", "network.yaml")
    (user.home / "keys" / "om-haaglanden.jwks").unlink()

    result = user.run("keys", "init", "--topology", "network.yaml")

    assert result.returncode == 1
    assert "om-haaglanden.jwks ontbreekt" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_master_key_is_replaced_without_losing_a_case(user: User) -> None:
    """From the first step to the last, as docs/secrecy.md tells it; until the last the old one still opens what it wrapped."""
    user.make_keys()
    user.start_hub()
    node, case, master = user.start_zvh(ZVH), uuid4(), user.home / "keys" / f"{ZVH}.master"
    assert give(user, GEMEENTE, SAMPLE_REPORT, case).events
    old = master.read_text(encoding="utf-8").split()

    said = user.run("keys", "rotate-master", *MASTER)
    assert said.returncode == 0, said.stderr
    assert "Herstart nu alle diensten" in said.stdout
    assert master.read_text(encoding="utf-8").split()[1:] == old
    assert master.stat().st_mode & 0o777 == 0o600
    user.end(node)
    node = user.start_zvh(ZVH)

    early = user.run("keys", "forget-masters", *MASTER)
    assert early.returncode == 1
    assert "Er is niets vergeten" in early.stdout
    assert master.read_text(encoding="utf-8").split()[1:] == old
    again = user.run("keys", "wrap-anew", *MASTER)
    assert again.stdout.startswith("0: ")
    assert "zijn weg" in user.run("keys", "forget-masters", *MASTER).stdout
    assert len(master.read_text(encoding="utf-8").split()) == 1
    assert not set(master.read_text(encoding="utf-8").split()) & set(old)

    case_keys = user.run("keys", "rotate-case", *MASTER, "--case", str(case))
    assert case_keys.returncode == 0, case_keys.stderr
    assert f"sleutels van casus {case} zijn vervangen" in case_keys.stdout
    unknown = user.run("keys", "rotate-case", *MASTER, "--case", str(uuid4()))
    assert (unknown.returncode, "geen casus" in unknown.stderr) == (1, True)

    user.end(node)
    user.start_zvh(ZVH)
    assert give(user, GEMEENTE, SAMPLE_PURPOSE, case).refusal is None, "the case is read as before"


def test_a_wrong_master_key_is_told_before_a_service_starts(user: User) -> None:
    user.make_keys()
    user.start_hub()
    node = user.start_zvh(ZVH)
    assert give(user, GEMEENTE, SAMPLE_REPORT, uuid4()).events
    user.end(node)
    mine, theirs = (user.home / "keys" / f"{zvh}.master" for zvh in (ZVH, "zvh-rotterdam"))
    mine.write_bytes(theirs.read_bytes())

    result = user.run(*UP)

    assert result.returncode == 1
    assert "hoofdsleutel" in result.stderr
    assert SERVES not in result.stderr
    assert "Traceback" not in result.stderr


def test_a_master_key_is_a_zvhs(user: User) -> None:
    user.make_keys()

    result = user.run("keys", "rotate-master", "--topology", "network.yaml", "--node", GEMEENTE)

    assert result.returncode == 1
    assert "geen Zorg- en Veiligheidshuis" in result.stderr


def test_an_nkey_is_replaced_in_one_command(user: User) -> None:
    user.make_keys()
    old = (user.home / "keys" / f"{ZVH}.audit.nk").read_text(encoding="utf-8")

    said = user.run("keys", "replace-nkey", "--topology", "network.yaml", "--organisation", ZVH, "--of", "audit")

    assert said.returncode == 0, said.stderr
    assert "Herstart nu dit knooppunt" in said.stdout
    public = load_topology(user.topology).organisation(ZVH).audit_key
    assert f"audit_key: {public}" in said.stdout
    assert (user.home / "keys" / f"{ZVH}.audit.nk").read_text(encoding="utf-8") != old
    unknown = user.run("keys", "replace-nkey", "--topology", "network.yaml", "--organisation", "zvh-x")
    assert (unknown.returncode, "staat niet in de topologie" in unknown.stderr) == (1, True)


def test_the_nkey_of_an_organisation_is_not_made_where_a_user_of_it_works(user: User) -> None:
    user.make_keys()
    (user.home / "keys" / f"{GEMEENTE}.nk").rename(user.home / "keys" / f"{GEMEENTE}.user")

    said = user.run("keys", "replace-nkey", "--topology", "network.yaml", "--organisation", GEMEENTE)

    assert (said.returncode, "levensloop users revoke" in said.stderr) == (1, True)
    assert not (user.home / "keys" / f"{GEMEENTE}.nk").exists()
