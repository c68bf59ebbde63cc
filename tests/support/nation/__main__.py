"""`python -m support.nation --out DIR`: write the topology, the case file and the input sheet of a nation in small."""

import argparse
from pathlib import Path

from support.nation.making import make


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--zvhs", type=int, default=5)
    parser.add_argument("--clients", type=int, default=40)
    parser.add_argument("--out", type=Path, required=True, help="the folder; it is made")
    asked = parser.parse_args()
    print(make(asked.seed, asked.zvhs, asked.clients, asked.out))


main()
