"""Settings, read from the environment; unset means a safe development default (README lists the variables).

Importing this module writes nothing. A production process (``DJANGO_DEBUG=false``) that could not be
safe refuses to start: :mod:`book.config.refusals` says what is wrong in one sentence each.
"""

import os
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from book.config.refusals import refuse_unsafe
from book.config.schedule import BEAT_SCHEDULE

BASE_DIR = Path(__file__).resolve().parents[2]
TRUE_WORDS, FALSE_WORDS = {"true", "1", "yes", "on"}, {"false", "0", "no", "off"}


def text(name: str, default: str = "") -> str:
    """A variable of the environment; an empty one counts as unset, as ``docker compose`` passes on unset ones."""
    return os.environ.get(name, "").strip() or default


def truth(name: str, *, default: bool) -> bool:
    """A variable that says yes or no; raises ``ImproperlyConfigured`` for anything else, so that no typo decides."""
    word = text(name, str(default)).lower()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise ImproperlyConfigured(f"{name} is {word!r}: say true or false.")
    return word in TRUE_WORDS


def service(name: str, understand, *, like: str, default: str = "") -> dict:
    """What a variable that names a service says; raises ``ImproperlyConfigured`` where it names none.

    The sentence never repeats the address: it may hold a password.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns with the address in full
        try:
            found = understand(text(name, default))
        except (ImproperlyConfigured, ValueError):
            found = {}
    if not any("." in str(value) for key, value in found.items() if key in ("ENGINE", "BACKEND", "EMAIL_BACKEND")):
        raise ImproperlyConfigured(f"{name} names no service known here: write for example {like}.")
    return found


DEBUG = truth("DJANGO_DEBUG", default=True)
PUBLIC_ONLY = truth("ANNALS_PUBLIC_ONLY", default=False)
DATA_DIR = Path(text("ANNALS_DATA_DIR", str(BASE_DIR / "data"))).expanduser().resolve()

#: Used while DJANGO_SECRET_KEY is unset; production refuses it by its prefix.
DEVELOPMENT_KEY = "django-insecure-annals-development-only"
SECRET_KEY = text("DJANGO_SECRET_KEY", DEVELOPMENT_KEY)
LOCAL_HOSTS = "127.0.0.1,localhost,[::1]"
ALLOWED_HOSTS = [
    host.strip() for host in text("DJANGO_ALLOWED_HOSTS", LOCAL_HOSTS if DEBUG else "").split(",") if host.strip()
]
#: Scheme and host of mail, feeds and canonical links; the Host header is never used for them.
PUBLIC_URL = text("ANNALS_PUBLIC_URL", f"http://127.0.0.1:{text('PORT', '8000')}").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")

# --- What runs ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "editorial.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "reversion",
    "markdownx",
    "editorial.apps.EditorialConfig",
    "sources.apps.SourcesConfig",
    "book.apps.BookConfig",
]

MIDDLEWARE = [
    "book.config.ready_pages.KeepReadyPages",
    "book.config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "book.config.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "book.config.login_limit.LoginLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
#: What a public-only process leaves out: nobody signs in there, nothing is posted there.
STAFF_APPS = ["editorial.apps.DeskConfig", "django.contrib.sessions", "django.contrib.messages"]
STAFF_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "book.config.login_limit.LoginLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "book.config.urls"
if PUBLIC_ONLY:
    ROOT_URLCONF = "book.config.public_urls"
    INSTALLED_APPS = [name for name in INSTALLED_APPS if name not in STAFF_APPS]
    MIDDLEWARE = [name for name in MIDDLEWARE if name not in STAFF_MIDDLEWARE]
    SILENCED_SYSTEM_CHECKS = ["security.W003"]  # it asks for protection of forms, and there are none

WSGI_APPLICATION = "book.config.wsgi.application"

CONTEXT_PROCESSORS = ["django.template.context_processors.request", "django.template.context_processors.i18n"]
if not PUBLIC_ONLY:
    CONTEXT_PROCESSORS += [
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    }
]

# --- Database, cache, mail ---------------------------------------------------------------------

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "annals.sqlite3"}}
if text("DATABASE_URL"):
    DATABASES["default"] = service(
        "DATABASE_URL", environ.Env.db_url_config, like="postgres://user:password@host:5432/name"
    )
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that will write takes the lock at its start, so it waits its turn
    # instead of failing half way with "database is locked"; WAL lets readers go on meanwhile.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A folder, not process memory: web processes, worker and beat on one machine see one cache.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}
if text("CACHE_URL"):
    CACHES["default"] = service("CACHE_URL", environ.Env.cache_url_config, like="redis://host:6379/1")

#: The cache server through which several machines tell each other that public pages changed; one machine needs none.
PUBLIC_STAMP_URL = text("ANNALS_STAMP_URL", text("CACHE_URL") if text("CACHE_URL").startswith("redis") else "")

EMAIL = service(
    "EMAIL_URL", environ.Env.email_url_config, like="smtp+tls://user:password@host:587", default="consolemail://"
)
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL["EMAIL_HOST"]
EMAIL_PORT = EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"annals@{urlsplit(PUBLIC_URL).hostname}"

# --- Language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- Files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(text("ANNALS_STATIC_ROOT", str(DATA_DIR / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
#: Books to take home. Not below the media folder: a file with a withdrawn chapter must not be had by its address.
BOOKS_ROOT = DATA_DIR / "books"
#: The formats that are made after a publication: some of epub and pdf, or none.
BOOK_FORMATS = text("ANNALS_BOOK_FORMATS", "epub,pdf").replace(" ", "").split(",")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o644

# --- Queue -------------------------------------------------------------------------------------

CELERY_BROKER_URL = text("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "queue" / "messages"),
        "data_folder_out": str(DATA_DIR / "queue" / "messages"),
        "control_folder": str(DATA_DIR / "queue" / "control"),
        "polling_interval": 0.2,
    }
elif CELERY_BROKER_URL.startswith("redis"):
    # Far above the longest task: Redis hands a message out again when this time is over.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600, "socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is down must not hold a save for long; the sweep queues again what was not sent.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_TASK_DEFAULT_QUEUE = "annals"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE
# Short intervals need no memory of the last start, so beat keeps no file that a crash could break.
CELERY_BEAT_SCHEDULER = "celery.beat.Scheduler"

# --- Security ----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        # The admin's and the site's style sheets carry small icons as data: images.
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    # TLS ends at a proxy in front, which must set this header itself (README, "In production").
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
if not PUBLIC_ONLY:  # nothing is posted to a public process, and it has no desk
    CSRF_FAILURE_VIEW = "editorial.admin.signed_out.csrf_failure"
LOGIN_REDIRECT_URL = "admin:index"

# --- Editor ------------------------------------------------------------------------------------

# Both endpoints are our own: the package's answer anonymous visitors.
MARKDOWNX_URLS_PATH = "/admin/markdown/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdown/upload/"
MARKDOWNX_MEDIA_PATH = "images/"
MARKDOWNX_EDITOR_RESIZABLE = False
MARKDOWNX_SERVER_CALL_LATENCY = 500

# A text of 5 MB is 15 MB once a form has encoded its Chinese characters; a refusal here would lose it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
# A book is submitted together with its records: one field for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Asking other servers ----------------------------------------------------------------------

#: Whether sources may be looked up at the DOI and arXiv registries, and their links be asked once a week.
ANNALS_LOOKUPS = truth("ANNALS_LOOKUPS", default=False)
ANNALS_LINK_CHECKS = truth("ANNALS_LINK_CHECKS", default=not DEBUG)
ANNALS_DOI_URL = text("ANNALS_DOI_URL", "https://doi.org").rstrip("/")
ANNALS_ARXIV_URL = text("ANNALS_ARXIV_URL", "https://export.arxiv.org/api/query")
#: Addresses of the local network are refused; only tests allow them.
ANNALS_FETCH_LOCAL = truth("ANNALS_FETCH_LOCAL", default=False)

# --- Logging -----------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # It warns that a queue in a folder has no host name.
        "kombu.connection": {"level": "ERROR"},
        # It warns at every HEAD that Django made a body, which it then rightly leaves out.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}

refuse_unsafe(
    debug=DEBUG,
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    public_url=PUBLIC_URL,
    passwords={"DATABASE_URL": DATABASES["default"].get("PASSWORD", "")},
)
