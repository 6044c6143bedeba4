"""Settings: everything from the environment, one file for all modes.

``LINLI_MODE`` is ``production`` (default), ``demo`` or ``test``; ``LINLI_HOME`` holds database, keys, files.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent
MODE = env.str("LINLI_MODE", "production")
if MODE not in ("production", "demo", "test"):
    raise ImproperlyConfigured(f"LINLI_MODE={MODE}: use production, demo or test")
LINLI_HOME = Path(env.str("LINLI_HOME", "var")).resolve()
LINLI_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)


def _kept_secret(name: str) -> str:
    """A secret of this installation, made once, kept beside the database, readable by its owner only."""
    path = LINLI_HOME / "keys" / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process was first
    return path.read_text().strip()


SECRET_KEY = env.str("LINLI_SECRET_KEY", "") or _kept_secret("django")
DEBUG = env.bool("LINLI_DEBUG", False)
HTTPS = env.bool("LINLI_HTTPS", MODE == "production")
ALLOWED_HOSTS = env.list("LINLI_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
ADDRESS = env.str("LINLI_ADDRESS", "")  # https://… under which phones reach us; empty: as the request says
LAN_HELPER = env.str("LINLI_LAN_HELPER", "")  # the plain-HTTP trust page of `linli up --lan`
SECOND_FACTOR = env.bool("LINLI_SECOND_FACTOR", MODE == "production")
# A demo day of 2020 keeps its shift beside its database (`linli demo --day`).
_demo_clock = LINLI_HOME / "clock-shift"
_shift = _demo_clock.read_text() if MODE == "demo" and _demo_clock.exists() else "0"
CLOCK_SHIFT = timedelta(seconds=env.int("LINLI_CLOCK_SHIFT", int(_shift)))

if MODE == "production":
    unsafe = {
        "LINLI_DEBUG is on": DEBUG,
        "LINLI_HOSTS allows every name": "*" in ALLOWED_HOSTS,
        "LINLI_SECOND_FACTOR is off": not SECOND_FACTOR,
        "LINLI_CLOCK_SHIFT is not 0": bool(CLOCK_SHIFT),
        "LINLI_SECRET_KEY is shorter than 32 characters": len(SECRET_KEY) < 32,
        "LINLI_HTTPS is off": not HTTPS,
    }
    if any(unsafe.values()):
        reasons = "; ".join(reason for reason, true in unsafe.items() if true)
        raise ImproperlyConfigured(f"Linli refuses to start in production: {reasons}")

INSTALLED_APPS = [
    "linli.config.apps.WiredConfig",
    "linli.config.lan",
    "linli.overview",
    "linli.sentences",
    "linli.reviews",
    "linli.outings",
    "linli.arrivals",
    "linli.paper",
    "linli.activity",
    "linli.wellbeing",
    "linli.supplies",
    "linli.shops",
    "linli.errands",
    "linli.volunteers",
    "linli.care",
    "linli.gates",
    "linli.orders",
    "linli.followups",
    "linli.situation",
    "linli.accounts",
    "linli.registry",
    "linli.privacy",
    "linli.journal",
    "linli.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "linli.accounts.middleware.CommunityMiddleware",
    "linli.accounts.second_factor.SecondFactorMiddleware",
    "linli.overview.refused.RefusedMiddleware",
]

ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "linli.overview.context.face",
                "linli.situation.context.phase",
                "linli.gates.banner.banner",
            ],
        },
    }
]

# SQLite: FULL loses no acknowledged row at a power cut; IMMEDIATE avoids the upgrade dead end of two writers.
_url = env.str("LINLI_DATABASE", "")
if _url:
    DATABASES = {"default": env.db_url_config(_url)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "linli.core.sqlite",
            "CONN_MAX_AGE": 600,  # to open one reads the whole schema; the last to close writes the log back
            "NAME": LINLI_HOME / "linli.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

# Workers have phones, not mailboxes: no e-mail anywhere. allauth locks out after wrong passwords by itself.
ACCOUNT_ADAPTER = "linli.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # the session lasts a shift, not until the browser closes
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "100/h/ip,6/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_USERNAME_MIN_LENGTH = 2
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("LINLI_BEHIND_PROXY", False) else 0
MFA_ADAPTER = "linli.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # phones' clocks run up to half a minute wrong
MFA_TOTP_ISSUER = "Linli"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = MODE == "demo"

# Shared by all processes of this machine: guesses are counted in it.
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": LINLI_HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}
if MODE == "test":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS: list[Path] = []
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = LINLI_HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise looks there at every start
MEDIA_ROOT = LINLI_HOME / "media"
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("LINLI_BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
PERMISSIONS_POLICY: dict[str, str] = {
    "camera": "self",
    "microphone": "self",
    "geolocation": "",
    "payment": "",
}

# Personal data never reaches the logs: no request bodies, no query strings, no SQL.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "linli.config.quiet.Quiet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["quiet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.db.backends": {"level": "WARNING"}},
}
