"""What a user gets wrong ends in one clear Dutch message that says what to do, without a traceback."""

from pathlib import Path

import pytest
from cli.conftest import User

ON = ("--topology", "network.yaml")
WHY = ("--purpose", "lawfulness")
DO = (*ON, "--node", "zvh-haaglanden", "--as", "om-haaglanden", "--functionary", "officier")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("onzin",), "De opdracht onzin bestaat niet."),
        (("play",), "Het argument BESTAND ontbreekt."),
        (("play", "weg.yaml"), "weg.yaml klopt niet"),
        (("up", "--node", "hub", "--data", "d"), "De optie --topology ontbreekt."),
        (("up", *ON, "--node", "zvh-nergens", "--data", "d"), "zvh-nergens"),
        (("up", *ON, "--node", "zvh-haaglanden", "--data", "d"), "levensloop topology keys"),
        (("partner", "tail", *ON, "--as", "niemand"), "De organisatie niemand staat niet in de topologie"),
        (("partner", "tail", *ON, "--as", "om-haaglanden", "--since", "gisteren"), "is geen moment"),
        (("partner", "tail", *ON, "--as", "zvh-haaglanden"), "levensloop audit replay"),
        (("audit", "replay", *ON, *WHY, "--node", "om-haaglanden"), "geen Zorg- en Veiligheidshuis"),
        (
            ("audit", "replay", *ON, *WHY, "--node", "zvh-haaglanden", "--case", "7"),
            "--case klopt niet; het is een casusnummer van 36 tekens",
        ),
        (("dead", "list", *ON, "--node", "niemand"), "De organisatie niemand staat niet in de topologie"),
        (("do", "Onzin", *DO), "De opdracht Onzin bestaat niet"),
        (("do", "RaiseSignal", *DO), "geef --case"),
        (("do", "ReportClient", *DO, "--with", "weg.yaml"), "weg.yaml is niet te gebruiken"),
        (("do", "ReportClient", *DO), "levensloop topology keys"),
        (
            (
                "do",
                "ReportClient",
                *ON,
                "--node",
                "zvh-rotterdam",
                "--as",
                "om-haaglanden",
                "--functionary",
                "officier",
            ),
            "om-haaglanden werkt met zvh-haaglanden, niet met zvh-rotterdam",
        ),
        (("do", "ReportClient", *DO, "--person", "jan jansen"), "--person of LEVENSLOOP_PERSOON: geen pseudoniem"),
        (("case", "list", *ON, "--node", "zvh-haaglanden", "--person", "111222333"), "en geen BSN"),
        (("commands", "Onzin"), "De opdracht Onzin bestaat niet"),
        (("case", "list", *ON, "--node", "om-haaglanden"), "geen Zorg- en Veiligheidshuis"),
        (
            ("case", "show", *ON, "--node", "zvh-haaglanden", "7"),
            "CASUS klopt niet; het is een casusnummer van 36 tekens, zie",
        ),
        (
            ("agenda", *ON, "--node", "zvh-haaglanden", "--role", "baas"),
            "De waarde van --role klopt niet; kies uit zvh (Zorg- en Veiligheidshuis), ",
        ),
        (("agenda", *ON, "--node", "zvh-haaglanden", "--days", "x"), "--days klopt niet; het is een heel getal van 0"),
        (("bottlenecks", *ON, "--form", "pdf"), "De waarde van --form klopt niet; kies uit table, csv, json."),
        (("bottlenecks", *ON, "--as", "pdf"), "De waarde van --as klopt niet; kies uit table, csv, json."),
        (("dead", "replay", *ON, "--node", "zvh-haaglanden", "x"), "NR klopt niet; het is een heel getal."),
        (("case", "list", *ON, "--node", "zvh-haaglanden", "--functionary", ""), "--functionary: noem een functie"),
        (("dead", "replay", *ON, "--functionary", " ", "1"), "--functionary: noem een functie"),
        (("partner", "tail", *ON, "--as", "om-haaglanden", "--functionary", "f" * 5000), "hoogstens 4.000 tekens"),
        (("do", "ReportClient", *DO[:-1], "f" * 5000), "--functionary: noem een functie"),
        (("metrics", *ON, "--node", "zvh-haaglanden", "--listen", "127.0.0.1:99999"), "--listen: '127.0.0.1:99999'"),
        (("topology", "render", "--topology", "network.yaml", "--out", "build"), "network.yaml klopt niet"),
        (
            ("topology", "keys", "--topology", "network.yaml", "--keys", "/proc/x"),
            "--keys /proc/x is niet te gebruiken: ",
        ),
        (
            ("topology", "certificates", "--topology", "network.yaml", "--keys", "/proc/x"),
            "--keys /proc/x is niet te gebruiken: ",
        ),
    ],
)
def test_a_mistake_is_told_in_one_message(user: User, arguments: tuple[str, ...], says: str) -> None:
    result = user.run(*arguments)

    assert result.returncode != 0
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert "[Errno" not in result.stderr


def test_a_function_from_the_environment_counts_for_every_command(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVENSLOOP_FUNCTIE", "officier")

    result = user.run("do", "ReportClient", *DO[:-2])

    assert "levensloop topology keys" in result.stderr, "it is only the key that is missing"


def test_where_configurations_cannot_be_written_the_option_is_named(user: User) -> None:
    user.make_keys()

    result = user.run("topology", "render", "--topology", "network.yaml", "--out", "/proc/x")

    assert result.returncode == 1
    assert result.stderr.startswith("--out /proc/x is niet te gebruiken: ")


def test_a_server_that_does_not_run_is_told(user: User) -> None:
    user.make_keys()

    for arguments in (
        ("audit", "replay", *ON, *WHY, "--node", "zvh-haaglanden"),
        ("dead", "list", *ON, "--node", "zvh-haaglanden"),
        ("case", "list", *ON, "--node", "zvh-haaglanden"),
        ("do", "ReportClient", *DO),
    ):
        result = user.run(*arguments)
        assert result.returncode == 1
        assert "Draait de server" in result.stderr
        assert "Error" not in result.stderr
        assert "nats: " not in result.stderr
        assert "Traceback" not in result.stderr


def test_a_topology_with_two_nodes_of_one_name_is_refused(user: User) -> None:
    text = user.topology.read_text(encoding="utf-8")
    user.topology.write_text(text.replace("name: politie-haaglanden,", "name: zvh-haaglanden,", 1), encoding="utf-8")

    result = user.run("topology", "render", "--topology", "network.yaml", "--out", "build")

    assert result.returncode == 1
    assert "zvh-haaglanden" in result.stderr
    assert not (Path(user.home) / "build").exists()


def test_a_server_that_will_not_start_says_why(user: User) -> None:
    user.make_keys()
    user.start_hub()

    result = user.run("up", *ON, "--node", "hub", "--data", "data/other")

    assert result.returncode == 1
    assert "start niet" in result.stderr
    assert "poort" in result.stderr
