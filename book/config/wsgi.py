"""The web process's entry: ``gunicorn book.config.wsgi``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "book.config.settings")

django_application = get_wsgi_application()

from book.config.ready_pages import ReadyPages  # noqa: E402  (it reads the settings, which Django has loaded now)

application = ReadyPages(django_application)

# What was loaded stays for good: the collector need not look at it again.
gc.collect()
gc.freeze()
