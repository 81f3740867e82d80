"""Settings of the benchmarks: production's behaviour on a data folder that is thrown away."""

from book.config.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["*"]
TEMPLATES[0]["OPTIONS"].pop("loaders", None)  # noqa: F405 (the cached loader is Django's default without DEBUG)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
