"""Typed readers for environment variables, and the few things kept on disk instead of in one.

Each reader fails with the variable's name and what it should hold. Nothing else in the product
reads the environment.
"""

import binascii
import os
import secrets
from base64 import b64decode
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

QUIET = {
    # onnxruntime sends telemetry by default since 1.29; the others ask a hub for files.
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def keep_libraries_quiet() -> None:
    """Switch off every library's own reporting. Called before anything else is imported."""
    os.environ.update(QUIET)


def text(name: str, default: str | None = None) -> str:
    """Return the variable; without a default it must be set and not empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment and start again.")
    return default


def boolean(name: str, *, default: bool) -> bool:
    """Return yes or no; 1, true, yes and on mean yes."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. It must be 1 or 0.")


def integer(name: str, *, default: int, least: int = 0) -> int:
    """Return a whole number of at least `least`."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}. It must be a whole number.") from None
    if number < least:
        raise ImproperlyConfigured(f"{name} is {number}. It must be {least} or more.")
    return number


def folder(name: str, default: Path) -> Path:
    """Return an absolute folder path, made private to this user if it did not exist."""
    value = os.environ.get(name, "").strip()
    path = Path(value).expanduser().resolve() if value else default
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"{name} is {str(path)!r}, which cannot be used: {problem.strerror}."
        ) from None
    return path


def words(name: str, default: str) -> list[str]:
    """Return a comma-separated list without its blanks."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def kept_secret(path: Path, *, size: int = 32) -> bytes:
    """Return `size` random bytes that are made once and kept in a file only this user can read.

    Two processes that start together agree: the file appears whole or not at all.
    """
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_bytes(size))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    value = path.read_bytes()
    if len(value) != size:
        raise ImproperlyConfigured(
            f"{path} holds {len(value)} bytes where {size} are needed. "
            "Restore it from a backup; files encrypted with it cannot be read without it."
        )
    return value


def key(name: str, *, otherwise: Path, size: int = 32) -> bytes:
    """Return the variable's `size` bytes, given in base64, or a secret kept in `otherwise`."""
    value = os.environ.get(name, "").strip()
    if not value:
        return kept_secret(otherwise, size=size)
    try:
        found = b64decode(value, validate=True)
    except binascii.Error:
        raise ImproperlyConfigured(f"{name} is not base64.") from None
    if len(found) != size:
        raise ImproperlyConfigured(f"{name} holds {len(found)} bytes. It must hold {size}.")
    return found
