"""docs/controleren.md and docs/audit.md say of every check, finding and failure what it is: an auditor looks them up there."""

import ast
import re
import shlex
from uuid import UUID

import typer.main
from docs.reading import page, rows

from levensloop.cli.application import application
from levensloop.verifier import bundle_errors
from levensloop.verifier.command import command_parser
from levensloop.verifier.steps import Check
from levensloop.verifier.trust import Believed, short
from support.broken_bundles import CORPUS
from support.tree import ROOT
from support.verified_log import LOG, POLICY

DUTCH, ENGLISH = page("controleren.md"), page("audit.md")
SOURCE = ROOT / "verifier" / "levensloop" / "verifier"


def test_every_check_stands_there_with_its_status() -> None:
    table = DUTCH.split("| uitkomst | controle |", 1)[1].split("\n\n", 1)[0]
    assert [(int(row[0]), row[1]) for row in rows("|" + table)] == [(check.status, check.dutch) for check in Check]


def test_every_finding_is_explained() -> None:
    told = {
        node.args[0].value
        for source in SOURCE.glob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Finding"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(told) >= 15
    explained = set(re.findall(r"`([A-Z]\w+)`", DUTCH.split("## Waar u naar kunt vragen", 1)[1]))
    assert explained == told


def test_every_failure_of_a_bundle_is_named() -> None:
    kinds = {
        name
        for name, kind in vars(bundle_errors).items()
        if isinstance(kind, type) and kind.__module__ == bundle_errors.__name__ and name != "AtEntry"
    }
    named = re.findall(r"`(\w+)`", ENGLISH.split("Refused, by name:", 1)[1].split("\n\n", 1)[0])
    assert set(named) == kinds


def test_the_size_of_the_corpus_is_what_the_page_says() -> None:
    found = re.search(r"\*\*Tried\*\* with (\d+) bundles", ENGLISH)
    assert found
    assert int(found[1]) == len(CORPUS)


def test_what_the_dutch_page_says_to_type_is_understood() -> None:
    page = DUTCH.replace("\\\n", " ").replace("<nummer>", str(UUID(int=1)))
    ours = [shlex.split(line) for line in re.findall(r"^ {4}levensloop (.+)$", page, flags=re.M)]
    assert ours
    for words in ours:
        command = typer.main.get_command(application())
        while commands := getattr(command, "commands", None):
            command = commands[words.pop(0)]
        command.make_context("levensloop", words)
    theirs = [shlex.split(line) for line in re.findall(r"^ {4}levensloop-verify (.+)$", page, flags=re.M)]
    assert theirs
    for words in theirs:
        assert command_parser().parse_args(words).file == words[0]


def test_the_trust_file_that_it_shows_has_the_fields_that_are_read() -> None:
    shown = DUTCH.split("    version = 1\n", 1)[1].split("\n\nEen ingetrokken", 1)[0]
    text = "version = 1\n" + re.sub(r"^ {4}", "", shown, flags=re.M)
    key = short(LOG.verifier)
    policy = "\n".join(("policy = '''", POLICY.format().decode() + "'''"))
    text = re.sub(r"policy = \'\'\'.*?\'\'\'", lambda _: policy, text, flags=re.S)
    text = re.sub(r'id = "[^"]*"', f'id = "{key}"', text).replace("<SHA-256>", "0" * 64)
    found = Believed.parse(text.encode())
    assert found.origin is not None
    assert None not in (found.of(LOG.verifier).since, found.of(LOG.verifier).until, found.of(LOG.verifier).revoked)
    assert found.papers
