"""Settings of the test suite: the development settings, quick and with nothing outside the test run.

The database is a file even on SQLite (races and real workers need one); ``DATABASE_URL`` chooses another.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Tests neither read nor write the data folder of a running installation.
folder = tempfile.mkdtemp(prefix="annals-test-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["ANNALS_DATA_DIR"] = folder
os.environ["DJANGO_DEBUG"] = "true"

from book.config.data_folder import prepare  # noqa: E402  (after the environment is set)
from book.config.settings import *  # noqa: E402, F403
from book.config.settings import DATA_DIR, DATABASES  # noqa: E402

prepare(Path(DATA_DIR))

DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
BOOK_FORMATS = []  # tests of the books to take home ask for them; nobody else waits for typesetting
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_annals_{os.getpid()}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of a test leave no connection behind
