"""Putting files in place: whole or not at all, and nothing outside the site's folder."""

import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage

from book.whole_files import whole_file

#: Static files of the desk; readers need none of them.
_DESK = ("admin/", "admin_annals/", "markdownx/", "reversion/")


def write(folder: Path, name: str, content: bytes):
    """Write a file below ``folder``, so that no reader ever gets half of it.

    Raises OSError where it cannot be written; the file of before stays then.
    """
    with whole_file(folder / name) as partial:
        partial.write_bytes(content)


def remove(folder: Path, name: str):
    """Remove a file and the folders it leaves empty."""
    path = folder / name
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()


def copy_assets(folder: Path) -> int:
    """Copy style sheets, scripts, pictures and uploaded images that changed; returns how many did."""
    copied = 0
    for name, open_source in _static_files():
        copied += _copy(folder / settings.STATIC_URL.strip("/") / name, open_source)
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*")):
        if path.is_file() and not path.is_symlink():
            copied += _copy(folder / settings.MEDIA_URL.strip("/") / path.relative_to(media), path)
    return copied


def _static_files():
    """Yield (name on the site, file) of every static file that readers may need."""
    hashed = isinstance(staticfiles_storage, ManifestStaticFilesStorage)
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name.startswith(_DESK):
                continue
            if hashed:
                stored = staticfiles_storage.stored_name(name)
                yield stored, Path(staticfiles_storage.path(stored))
            yield name, Path(storage.path(name))


def _copy(target: Path, source: Path) -> int:
    known = target.stat() if target.exists() else None
    current = source.stat()
    if known and known.st_size == current.st_size and int(known.st_mtime) == int(current.st_mtime):
        return 0
    with whole_file(target) as partial:
        shutil.copy2(source, partial)
    return 1
