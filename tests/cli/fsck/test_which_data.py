"""A directory that is not there, or not of this node, is no tampering: it is said before anything is looked at or recorded."""

from pathlib import Path

import pytest

from levensloop.cli.fsck.command import check_data
from levensloop.infra.nodes.errors import NodesError

ZVH = "zvh-haaglanden"


def test_a_directory_that_is_not_this_nodes(tmp_path: Path) -> None:
    with pytest.raises(NodesError, match="is er niet"):
        check_data(tmp_path / "mistyped", ZVH)
    with pytest.raises(NodesError, match=f"geen gegevens van {ZVH}"):
        check_data(tmp_path, ZVH)
    (tmp_path / "server.conf").write_text('port: 1\nserver_name: "zvh-rotterdam"\n')
    (tmp_path / "verantwoording").mkdir()
    with pytest.raises(NodesError, match=f"geen gegevens van {ZVH}"):
        check_data(tmp_path, ZVH)


def test_this_nodes_also_without_its_files(tmp_path: Path) -> None:
    """Who took the files of the log away is found by what is looked at."""
    (tmp_path / "server.conf").write_text(f'port: 1\nserver_name: "{ZVH}"\n')
    check_data(tmp_path, ZVH)


def test_files_alone_where_servers_are_somebodys_own(tmp_path: Path) -> None:
    (tmp_path / "verantwoording").mkdir()
    check_data(tmp_path, ZVH)
