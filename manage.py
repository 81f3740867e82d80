#!/usr/bin/env python
"""Annals' command line: `python manage.py help` lists what it can do."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "book.config.settings")
    # After the environment is set: these read the settings.
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from book.config.data_folder import prepare_from_settings

    try:
        prepare_from_settings()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The data folder cannot be used, choose another one with ANNALS_DATA_DIR: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
