"""The web process's entry: ``gunicorn book.config.wsgi``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "book.config.settings")

application = get_wsgi_application()

# What was loaded stays for good: the collector need not look at it again.
gc.collect()
gc.freeze()
