"""All settings, in one file. Local mode needs none; what others can reach must be safe to start.

Read from the environment, then from ``.env``; ``.env.example`` lists the names. Every fault is named at once.
"""

import datetime
import os
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext

from config import env as environment
from config import safety

# Lets classes be written as the type checker knows them, such as ModelAdmin[Claim].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
env = environment.Environment({**environment.read_file(BASE_DIR / ".env"), **os.environ})

# Where it runs, and whether others can reach it.

BIND, on_loopback = safety.bind(env)
PORT = env.integer("PORT", 8000, low=1, high=65535)
DATABASES = {"default": env.database("DATABASE_URL", VAR / "attest.sqlite3")}
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
WORKERS = env.integer("WORKERS", min(os.cpu_count() or 1, 4), low=1, high=64)
HOST = safety.host_of(BIND)
SITE_URL = env.text("SITE_URL", f"http://{HOST}:{PORT}").rstrip("/")

on_sqlite = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
LOCAL = on_loopback and on_sqlite and not ALLOWED_HOSTS
# Plain HTTP is for what never leaves this machine.
EXPOSED = not on_loopback or not set(ALLOWED_HOSTS) <= set(safety.LOOPBACK_NAMES)
# What never leaves this machine has no proxy before it; whoever claims to be one there is believed nothing.
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES") or (["127.0.0.1", "::1"] if EXPOSED else [])
# How much one asker gets of each cost (config.fair_use). Nobody but its owner reaches a local archive.
FAIR_USE = {
    "read": env.rate("RATE_READ", "1200/minute" if EXPOSED else "none"),
    "list": env.rate("RATE_LIST", "600/minute" if EXPOSED else "none"),
    "bulk": env.rate("RATE_BULK", "30/hour" if EXPOSED else "none"),
}
# How it calls itself where it fetches pages; other sites' robots.txt knows it by the first word.
FETCH_USER_AGENT = env.text("FETCH_USER_AGENT", safety.user_agent(SITE_URL if EXPOSED else ""))

if not LOCAL:
    safety.check_hosts(env, ALLOWED_HOSTS)
if SECRET_KEY or not LOCAL:
    safety.check_key(env, SECRET_KEY)
safety.check_proxies(env, TRUSTED_PROXIES)
safety.check_site(env, SITE_URL, hosts=ALLOWED_HOSTS, https=EXPOSED)
safety.check_user_agent(env, FETCH_USER_AGENT)
VAR.mkdir(mode=0o700, exist_ok=True)
if on_sqlite:
    safety.keep_private(env, Path(str(DATABASES["default"]["NAME"])))
env.seal()

SECRET_KEY = SECRET_KEY or safety.local_key(VAR)
ALLOWED_HOSTS = ALLOWED_HOSTS or sorted({HOST, *safety.LOOPBACK_NAMES})
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DEBUG = False

# The database: nothing acknowledged is lost, writers wait for each other.

if on_sqlite:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # secure_delete: suppressed words go from the file as well, not only from the tables.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # Compiling a statement takes longer than any of the desk's, which only look expensive, takes to run.
            "options": "-c lock_timeout=20s -c idle_in_transaction_session_timeout=60s -c jit=off",
            **DATABASES["default"]["OPTIONS"],  # type: ignore[dict-item]
        },
    }
# A claim with sixty appearances posts more fields than the thousand that Django allows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Of any request to the desk; the largest one carries a table to import.
LARGEST_BODY = 25_000_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The application.

INSTALLED_APPS = [
    # Before the archive, which takes their tables off the desk again: secrets, and the notes of the worker.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "archive",
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Below the static files, which are compressed beforehand, and above whatever makes an ETag.
    "config.compression.Compressed",
    "config.middleware.BoundedBody",
    "config.fair_use.middleware.FairUse",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "config.middleware.DeskNeedsLogin",
    "config.second_factor.middleware.DeskNeedsSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"desk": "archive.admin.tags"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
SEEDS = BASE_DIR / "seeds"
PRACTICE = BASE_DIR / "fixtures" / "practice"
# What the archive says is English; its pages can be read in the others. Each goes by its own name.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("uk", "Українська")]
TIME_ZONE = "UTC"
USE_TZ = True
# The feed is read-only and knows no accounts; so no answer varies by cookie.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "archive.api.openapi.operations.FeedSchema",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Attest",
    "VERSION": "1",
    "SERVERS": [{"url": SITE_URL}],
    "SCHEMA_PATH_PREFIX": "",
    # As the views declare them; readers look for what belongs together.
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": ["archive.api.openapi.whole.complete"],
}

# Files that pages name: hashed names, compressed beforehand.

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = VAR / "files"
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# The desk's accounts. Cookies live under its path alone: no public page ever sees one.

AUTH_USER_MODEL = "archive.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 15 * 60
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = EXPOSED
SESSION_COOKIE_NAME = "__Secure-session" if EXPOSED else "session"
CSRF_FAILURE_VIEW = "config.expired.csrf_failure"
CSRF_COOKIE_NAME = "__Secure-csrf" if EXPOSED else "csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Guessing a password: five wrong ones for an account from one address, and both wait together. Nobody can
# shut a person out from elsewhere, and a try while waiting does not make the wait longer.

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "config.login.client_address"
AXES_LOCKOUT_CALLABLE = "config.login.locked_out"
# People who get in are in the sessions; who fails is kept until the wait is over.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# A second factor is anybody's to set up. Whoever signs, or manages people, must have one where others reach the archive.

SECOND_FACTOR_REQUIRED = not LOCAL
OTP_TOTP_ISSUER = f"Attest {urlsplit(SITE_URL).hostname}"

# What browsers are told.

SECURE_SSL_REDIRECT = EXPOSED
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if EXPOSED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = EXPOSED
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {  # Django 6's name and shape
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# HSTS preloading concerns a whole domain; its owner decides, not one archive under it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Long work is done by a worker, in the order of its rows in the same database.

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# What operators are told: plain lines on standard error, no queries, no addresses.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"level": "WARNING"},
        # What readers ask for and do not find is no matter for the log.
        "django.request": {"level": "ERROR"},
        "gunicorn": {"level": "ERROR"},
        # Its warnings name accounts and addresses.
        "axes": {"level": "ERROR"},
        # It would say of every look at an empty queue that it began and ended, and of every signal that it came.
        "django_tasks": {"level": "ERROR"},
        "django_tasks_db": {"level": "ERROR"},
    },
}
