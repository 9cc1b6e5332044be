"""Django's settings, from what the operator decided (:mod:`openemploi_web.config.instance`)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from csp.constants import NONE, SELF

from openemploi_web.config.catalogues import compiled_catalogues
from openemploi_web.config.instance import Instance

INSTANCE: Final = Instance.from_environment()
ROOT: Final = Path(__file__).resolve().parents[1]

SECRET_KEY = INSTANCE.secret
DEBUG = INSTANCE.debug
DEMONSTRATION: Final = INSTANCE.demonstration  # says on every page that people and offers are invented
ALLOWED_HOSTS = list(INSTANCE.hosts)
CSRF_TRUSTED_ORIGINS = [INSTANCE.origin]
ORIGIN: Final = INSTANCE.origin
FOLDER: Final = INSTANCE.folder  # of uploads, indexes, exports; see openemploi_web.core.folders

INSTALLED_APPS = [
    "openemploi_web.ui",  # before allauth: its templates are ours
    "openemploi_web.core",
    "openemploi_web.accounts",
    "openemploi_web.jobseekers",
    "openemploi_web.employers",
    "openemploi_web.vacancies",
    "openemploi_web.counselling",
    "openemploi_web.repository",
    "openemploi_web.observatory",
    "openemploi_web.pathways",
    "openemploi_web.mobility",
    "openemploi_web.rights",
    "openemploi_web.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "openemploi_web.core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openemploi_web.core.middleware.ActionMiddleware",
    "openemploi_web.accounts.middleware.PresenceMiddleware",
    "openemploi_web.accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "openemploi_web.config.urls"
WSGI_APPLICATION = "openemploi_web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["openemploi_web.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openemploi_web.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "openemploi_web.ui.forms.Renderer"

DATABASES = {"default": INSTANCE.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["openemploi_web.accounts.backends.PortalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "openemploi_web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SIGNUP_FORM_CLASS = "openemploi_web.accounts.forms.SignupForm"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up only
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before the address or the ways in are changed
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Open Emploi"
MFA_TOTP_TOLERANCE = 1  # the code before and after: clocks differ, and people type (RFC 6238, 5.2)
SOCIALACCOUNT_ADAPTER = "openemploi_web.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {
    "openid_connect": {
        "provider_class": "openemploi_web.accounts.oidc.provider.Provider",
        "APPS": [one.for_allauth() for one in INSTANCE.identity],
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTANCE.secure
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False  # the proxy in front does that
SECURE_HSTS_SECONDS = 31536000 if INSTANCE.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if INSTANCE.secure else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        # Signing in elsewhere is a form that the provider's page answers.
        "form-action": [SELF, *(origin for one in INSTANCE.identity for origin in one.allowed_origins)],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("ko", "한국어")]
LANGUAGE_COOKIE_NAME = "openemploi_language"
LOCALE_PATHS = [compiled_catalogues(ROOT)]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns at each start where there is none
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(FOLDER / "files"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 300

# Shared by the processes of one machine: limits on tries, codes that were used once.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(FOLDER / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

TASKS = {"default": {"BACKEND": "openemploi_web.core.jobs.LeasedBackend", "QUEUES": ["default"]}}

DEFAULT_FROM_EMAIL = "Open Emploi <ne-pas-repondre@localhost>"
for _name, _value in INSTANCE.mail.items():
    globals()[_name] = _value

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"openemploi_web": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]
