"""The data folder: database file, queue, cache and media of an installation without servers.

Made by ``manage.py``, never by importing the settings.
"""

from pathlib import Path

#: Its modification time tells whether public pages changed; :mod:`editorial.public_stamp` reads it.
STAMP = "public.stamp"
FOLDERS = ("queue/messages", "queue/control", "cache", "media")


def prepare(data_dir: Path) -> None:
    """Make the data folder and what belongs in it; what is there stays as it is.

    Raises ``OSError`` when the place cannot be written.
    """
    for name in FOLDERS:
        (data_dir / name).mkdir(parents=True, exist_ok=True)
    if not (data_dir / STAMP).exists():
        (data_dir / STAMP).touch()


def prepare_from_settings() -> None:
    """The same for the folder that ``ANNALS_DATA_DIR`` names; does nothing while the settings are unreadable."""
    from django.conf import settings  # not at the top: entry points import this before the settings are chosen

    prepare(settings.DATA_DIR)
