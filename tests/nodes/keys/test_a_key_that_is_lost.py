"""What is said where a key of an organisation is not there any more, can be done, and then there is one."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from levensloop.audit.log.signing import log_signers
from levensloop.infra.nodes.errors import KeyProblem
from levensloop.infra.nodes.keys import public_key, read_seed
from levensloop.infra.nodes.keys_in_file import make_keys_for_file, replace_nkey
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.keys_in_topology import init_keys, replace_noting_key
from levensloop.infra.secrecy.log_keys import log_key_file
from levensloop.infra.secrecy.organisation_keys import key_file, read_organisation_keys
from support.topologies import TWO_ZVHS

ZVH = "zvh-haaglanden"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    network = tmp_path / "network.yaml"
    network.write_text(TWO_ZVHS.read_text())
    make_keys_for_file(network, tmp_path / "keys")
    init_keys(network, tmp_path / "keys")
    return network


@pytest.mark.parametrize(
    ("name", "field", "of"),
    [
        (ZVH, "public_key", ""),
        (f"{ZVH}.audit", "audit_key", " --of audit"),
        (f"{ZVH}.provisioning", "provisioning_key", " --of provisioning"),
    ],
)
def test_what_it_connects_with(file: Path, name: str, field: str, of: str) -> None:
    keys = file.parent / "keys"
    (keys / f"{name}.nk").unlink()
    for tries in (lambda: read_seed(keys, name), lambda: make_keys_for_file(file, keys)):
        with pytest.raises(KeyProblem, match=re.escape(f"keys replace-nkey --organisation {ZVH}{of}`")):
            tries()
    replace_nkey(file, keys, ZVH, field)  # type: ignore[arg-type]
    assert public_key(read_seed(keys, name)) == getattr(load_topology(file).organisation(ZVH), field)


def test_what_it_signs_and_receives_with(file: Path) -> None:
    keys = file.parent / "keys"
    key_file(keys, ZVH).unlink()
    for tries in (lambda: read_organisation_keys(key_file(keys, ZVH)), lambda: init_keys(file, keys)):
        with pytest.raises(OrganisationKeyProblem, match="in `earlier_signing_keys"):
            tries()
    raw = yaml.safe_load(file.read_text())
    told = next(o for o in raw["organisations"] if o["id"] == ZVH)
    told["earlier_signing_keys"] = [told.pop("signing_key")]
    del told["encryption_key"]
    file.write_text(yaml.safe_dump(raw, default_flow_style=None, width=9999))
    public = init_keys(file, keys)[ZVH]
    assert read_organisation_keys(key_file(keys, ZVH)).public == public
    now = load_topology(file).organisation(ZVH)
    assert (now.signing_key, now.earlier_signing_keys) == (public.signing, tuple(told["earlier_signing_keys"]))


def test_what_its_log_is_signed_with(file: Path) -> None:
    keys = file.parent / "keys"
    log_key_file(keys, ZVH).unlink()
    with pytest.raises(OrganisationKeyProblem, match="replace-log --lost"):
        log_signers(load_topology(file), ZVH, keys)
    replace_noting_key(file, keys, ZVH, "log_key", datetime(2026, 3, 1, tzinfo=UTC), keep=False)
    assert log_signers(load_topology(file), ZVH, keys)[1] == ()
