"""How `levensloop-verify` is asked: its options, its help and what is wrong with them, all in Dutch."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from levensloop.contracts.translated import translated

_SAYS = {
    r"the following arguments are required: (.+)": r"\1 ontbreekt.",
    r"unrecognized arguments: (.+)": r"\1 hoort hier niet.",
    r"argument (.+?): expected one argument": r"Bij \1 hoort een waarde.",
    r"argument (.+?): ignored explicit argument .+": r"Bij \1 hoort geen waarde.",
    r"ambiguous option: (\S+) could match (.+)": r"\1 kan meer betekenen: \2.",
}


class _Dutch(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        said = translated(message, _SAYS) or "Zo is deze opdracht niet te geven."
        print(f"{said}\nHulp: {self.prog} --help", file=sys.stderr)
        sys.exit(2)

    def format_help(self) -> str:
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, "Gebruik: ")
        formatter.add_text(self.description)
        for title, group in (("Argumenten", self._positionals), ("Opties", self._optionals)):
            formatter.start_section(title)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        return formatter.format_help()


def command_parser() -> argparse.ArgumentParser:
    """What the command takes."""
    parser = _Dutch(
        prog="levensloop-verify",
        description="Controleer een bundel uit een verantwoordingslogboek, zonder netwerk en zonder ons systeem.",
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="BESTAND", help="de bundel; `-` is standaardinvoer")
    parser.add_argument("--trust", type=Path, metavar="TOML", help="wie u vertrouwt: sleutels, getuigen en data")
    parser.add_argument("--earlier", type=Path, metavar="CONTROLEPUNT", help="een controlepunt dat u eerder bewaarde")
    parser.add_argument(
        "--asked",
        metavar="MOMENT",
        help="wanneer u de bundel vroeg (ISO 8601; zonder zone: de tijd van deze machine): zo ver hoort zij te gaan",
    )
    parser.add_argument("--records", type=Path, metavar="BESTAND", help="schrijf de bewezen regels als JSON-regels")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="BESTAND",
        help="bewaar het nieuwste controlepunt, als alles klopt: de volgende keer voor `--earlier`",
    )
    parser.add_argument("--json", action="store_true", help="zeg het als JSON-regels")
    parser.add_argument("-h", "--help", action="help", help="toon deze uitleg")
    return parser
