"""`levensloop metrics`: what who runs a node watches, for Prometheus; nobody is in it, and no case."""

import re
import time
import urllib.request
from collections.abc import Iterator

import pytest
from cli.at_work import at_work
from cli.conftest import PATIENCE, User, free_ports

from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import GEMEENTE, HAAGLANDEN, POLITIE

ON = ("--topology", "network.yaml", "--node", HAAGLANDEN)


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    """Somebody with the hub and the node of ZVH Haaglanden running, where the municipality reported somebody."""
    with at_work(tmp_path_factory.mktemp("metrics")) as somebody:
        as_municipality = ("--as", GEMEENTE, "--functionary", "casusregisseur", "--with", "-")
        report = somebody.run("do", "ReportClient", *ON, *as_municipality, input=SAMPLE_REPORT.model_dump_json())
        assert report.returncode == 0, report.stderr
        yield somebody


def figure(text: str, name: str, **labels: str) -> float:
    """The value of one line."""
    for line in text.splitlines():
        found = re.fullmatch(rf"levensloop_{name}(?:\{{(.*)\}})? (\S+)", line)
        if found and dict(re.findall(r'(\w+)="([^"]*)"', found[1] or "")) == labels:
            return float(found[2])
    raise AssertionError(f"{name} {labels} is not in\n{text}")


def done(user: User) -> str:
    """The figures, once every policy did what there is to do: what follows from the report is done beside the command."""
    deadline = time.monotonic() + PATIENCE
    while True:
        text = user.run("metrics", *ON).stdout
        lags = re.findall(r"^levensloop_policy_lag\{.*\} (\S+)$", text, flags=re.M)
        if lags and not any(map(float, lags)):
            return text
        assert time.monotonic() < deadline, text


def test_what_waits_for_whom_and_for_how_long(user: User) -> None:
    text = done(user)
    assert figure(text, "service_up", service="inclusion") == 1
    assert figure(text, "service_healthy", service="disclosure") == 1
    assert figure(text, "dead_letters", service="disclosure") == 0
    assert figure(text, "undelivered_disclosures", organisation=GEMEENTE) == 1
    assert figure(text, "oldest_undelivered_disclosure_seconds", organisation=GEMEENTE) > 0
    assert figure(text, "undelivered_disclosures", organisation=POLITIE) == 0
    assert figure(text, "oldest_undelivered_disclosure_seconds", organisation=POLITIE) == 0
    assert figure(text, "timers") >= 1, "the month to the plan runs"
    assert figure(text, "timers_overdue") == 0
    assert figure(text, "policy_waiting", service="disclosure", policy="disclosure") == 0


def test_how_much_of_the_accountability_log_is_not_signed_yet(user: User) -> None:
    """Exactly how much: tests/accountability/log."""
    done(user)
    about = ("audit", "bundle", *ON, "--purpose", "internal-control", "--wait", "0")
    made = user.run(*about, "--out", "een.bundel")
    assert made.returncode == 0, made.stderr
    text = user.run("metrics", *ON).stdout
    assert figure(text, "unsigned_account_records") == 0
    assert figure(text, "checkpoint_age_seconds") > 0


def test_nobody_and_no_case_is_in_it(user: User) -> None:
    text = user.run("metrics", *ON).stdout
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text)
    assert SAMPLE_REPORT.person.name not in text


def test_it_is_served_to_who_scrapes(user: User) -> None:
    (port,) = free_ports(1)
    process = user.start("metrics", *ON, "--listen", f"127.0.0.1:{port}", until="Ctrl-C stopt")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE) as answer:
        text = answer.read().decode()
    assert figure(text, "service_up", service="plan") == 1
    user.end(process)
    assert process.returncode == 0


def test_an_address_that_is_none_is_said(user: User) -> None:
    result = user.run("metrics", *ON, "--listen", "overal")
    assert result.returncode == 1
    assert "'overal' is geen adres" in result.stderr


def test_the_accountability_log_as_a_logboek_dataverwerkingen(user: User) -> None:
    """From the prompt; what an entry holds is tried in tests/accountability."""
    about = ("audit", "logboek", *ON, "--purpose", "internal-control", "--register", "https://zvh.example/register")
    both = user.run(*about, "--out", "regels.jsonl", "--otlp", "http://127.0.0.1:9/v1/traces")
    assert "--out" in both.stderr
    assert user.run("audit", "logboek", *ON, "--out", "x.jsonl").returncode == 2, "without a purpose nothing is read"
    relative = user.run(*about[:-1], "docs/register.md", "--out", "x.jsonl")
    assert "volledig webadres" in relative.stderr
    made = user.run(*about, "--out", "regels.jsonl")
    assert made.returncode == 0, made.stderr
    lines = (user.home / "regels.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"{len(lines)} regel" in made.stdout
