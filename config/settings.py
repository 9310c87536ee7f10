"""Settings, in Django's own order. Every environment variable is named in .env.example."""

from base64 import urlsafe_b64encode
from pathlib import Path

import dj_database_url

from config import environment
from jobs import broker

PRODUCT_NAME = "Weighbridge"
PRODUCT_LINE = "Check an AI product before you buy it."
DEMO = environment.boolean("WEIGH_DEMO", default=False)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = environment.folder("WEIGH_VAR", BASE_DIR / "var")

DEBUG = environment.boolean("WEIGH_DEBUG", default=False)
SECRET_KEY = environment.text("WEIGH_SECRET_KEY", "") or urlsafe_b64encode(
    environment.kept_secret(VAR_DIR / "secret.key", size=48)
).decode("ascii")
ALLOWED_HOSTS = environment.words("WEIGH_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = environment.text("WEIGH_SITE_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "jobs",
    "vault",
    "pages",
    "organisations",
    "procurement",
    "evaluations",
    "labelling",
    "watching",
    "protection",
    "reports",
    "portal",
    "desk",
    *(["demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pages.content_security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "pages.private_pages.PrivatePagesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["pages.templatetags.wording", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "organisations.page_context.frame",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# SQLite is the default. Each option was measured: WAL alone lets most concurrent writers fail;
# with IMMEDIATE and a 20 s wait none did.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"),
}
DATABASES = {
    "default": dj_database_url.parse(
        environment.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'weighbridge.sqlite3'}"),
        conn_max_age=0,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # A file: a worker in another process cannot see a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "organisations.sign_in.SignInAdapter"
ACCOUNT_FORMS = {"login": "organisations.forms.sign_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
OPEN_SIGN_UP = environment.boolean("WEIGH_OPEN_SIGN_UP", default=False)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = environment.folder("WEIGH_STATIC_ROOT", VAR_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What is uploaded waits here until it is in the vault; more than this is refused on arrival.
FILE_UPLOAD_TEMP_DIR = environment.folder("WEIGH_UPLOAD_DIR", VAR_DIR / "uploads")
UPLOAD_MOST_BYTES = (
    environment.integer("WEIGH_UPLOAD_MOST_MEGABYTES", default=2_048, least=1) * 2**20
)
FILE_UPLOAD_HANDLERS = [
    "pages.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SECURE_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if SECURE_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "pages.problems.csrf_failure"
# The name is Django 6.0's. Pictures may be data: the style sheets carry a few small ones.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "font-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}

EMAIL_HOST = environment.text("WEIGH_EMAIL_HOST", "")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)
# Without a mail server nothing is sent: pages say so, and links are copied by hand. The demo keeps
# every mail instead, for its mailbox page.
MAIL_IS_KEPT = DEMO and not EMAIL_HOST
MAIL_IS_SET_UP = bool(EMAIL_HOST) or MAIL_IS_KEPT
EMAIL_TIMEOUT = 20
EMAIL_PORT = environment.integer("WEIGH_EMAIL_PORT", default=587, least=1)
EMAIL_HOST_USER = environment.text("WEIGH_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("WEIGH_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = environment.boolean("WEIGH_EMAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("WEIGH_EMAIL_FROM", "weighbridge@localhost")

# Jobs. The database is the truth; the broker only rings.
REDIS_URL = environment.text("REDIS_URL", "")
JOB_BEAT_SECONDS = environment.integer("WEIGH_JOB_BEAT_SECONDS", default=1, least=1)
JOB_LOST_AFTER_SECONDS = environment.integer("WEIGH_JOB_LOST_AFTER_SECONDS", default=20, least=2)
JOB_RING_AGAIN_SECONDS = environment.integer("WEIGH_JOB_RING_AGAIN_SECONDS", default=5, least=1)
JOB_CONCURRENCY = environment.integer("WEIGH_JOB_CONCURRENCY", default=2, least=1)

CELERY_BROKER_URL = broker.url(VAR_DIR, REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# The vault: files at rest, encrypted with a key for each organisation.
VAULT_DIR = environment.folder("WEIGH_VAULT_DIR", VAR_DIR / "vault")
VAULT_MASTER_KEY = environment.key("WEIGH_MASTER_KEY", otherwise=VAR_DIR / "master.key")

# Reports are signed with a key of this installation's own, or with an organisation's certificate (a file
# with key and certificate; its password is in another file, read when it is needed and kept nowhere).
# Keys of others that are trusted are named by their fingerprints.
SIGNING_SECRET = environment.key("WEIGH_SIGNING_KEY", otherwise=VAR_DIR / "signing.key")
SIGNING_PEM = environment.text("WEIGH_SIGNING_PEM", "")
SIGNING_PKCS12 = environment.text("WEIGH_SIGNING_PKCS12", "")
SIGNING_PASSWORD_FILE = environment.text("WEIGH_SIGNING_PASSWORD_FILE", "")
TRUSTED_SIGNERS = environment.words("WEIGH_TRUSTED_SIGNERS", "")

# The largest table that is read. Time and the room on the disk grow with it; memory where rows belong together.
TABLE_MOST_ROWS = environment.integer("WEIGH_TABLE_MOST_ROWS", default=5_000_000, least=1)
TABLE_MOST_BYTES = environment.integer("WEIGH_TABLE_MOST_MEGABYTES", default=200, least=1) * 2**20

# The jail: bubblewrap or lockdown; empty for the first that passes its self-test.
JAIL = environment.text("WEIGH_JAIL", "")
RUN_DIR = environment.folder("WEIGH_RUN_DIR", VAR_DIR / "runs")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_secrets": {"()": "pages.secret_paths.WithoutSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["without_secrets"],
        }
    },
    # It warns of every CSS rule that is for screens only.
    "loggers": {"weasyprint": {"level": "ERROR"}},
    "root": {
        "handlers": ["console"],
        "level": environment.text("WEIGH_LOG_LEVEL", "WARNING").upper(),
    },
}
