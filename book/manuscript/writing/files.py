"""Writing files below one folder and nowhere else."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _


class UnsafePath(ValueError):
    """A path would leave the folder. The message is a sentence for a person."""


def prepare(directory: str | Path) -> Path:
    """The folder, made where it is missing. Raises UnsafePath where something else is in its place."""
    home = Path(directory)
    if home.exists() and not home.is_dir():
        raise UnsafePath(_("“%(path)s” is not a folder.") % {"path": directory})
    home.mkdir(parents=True, exist_ok=True)
    return home.resolve()


def check(path: str) -> tuple[str, ...]:
    """The parts of a path relative to the folder. Raises UnsafePath for absolute paths and `..`."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or any(part in ("..", "") or "\\" in part or "\0" in part for part in parts):
        raise UnsafePath(_("The path “%(path)s” leads out of the folder.") % {"path": path})
    return parts


def write(home: Path, path: str, content: bytes) -> None:
    """Write one file whole: a reader sees the old content or the new, never half of it.

    Raises UnsafePath for absolute paths, `..`, and where a link stands in the way.
    """
    parts = check(path)
    location = home
    for part in parts[:-1]:
        location = location / part
        if location.is_symlink() or (location.exists() and not location.is_dir()):
            raise UnsafePath(_("“%(path)s” is not a folder.") % {"path": location})
        location.mkdir(exist_ok=True)
    target = location / parts[-1]
    if target.is_symlink() or target.is_dir():
        raise UnsafePath(_("“%(path)s” is no ordinary file; it was not written.") % {"path": target})
    if target.exists() and target.read_bytes() == content:
        return
    handle, temporary = tempfile.mkstemp(dir=location, prefix=".annals-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
