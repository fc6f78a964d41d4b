"""A real OpenID Connect provider as a program of its own: Django with its OAuth toolkit, on a port that it prints.

Invariant: it is honest about everybody but those whose name says how it lies; it takes a new key for each ``SIGUSR1``.
"""

# Most of Django can be imported only once it is set up, and a program says its port by printing it.
# ruff: noqa: PLC0415, T201

from __future__ import annotations

import base64
import json
import secrets
import signal
import sys
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings  # type: ignore[import-untyped]

CLIENT, SECRET, PASSWORD = "lantern", "what-only-both-of-us-know-and-nobody-else-does-100%+3=x", "provider password"
APPS = ("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider")
LOGIN = '<form method="post">{% csrf_token %}{{ form }}<button>Log in</button></form>'


def new_key() -> str:
    """A private key as text."""
    made = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def configure(folder: Path) -> None:
    """Set Django up on a database in *folder*."""
    loaders = [
        ("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN}),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.db"}},
        INSTALLED_APPS=APPS,
        LOGIN_URL="/login",
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        MIGRATION_MODULES={name.rsplit(".", 1)[-1]: None for name in APPS},
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": new_key(),
            "OAUTH2_VALIDATOR_CLASS": "provider_lying.Lying",
            "SCOPES": {"openid": "who you are"},
            "PKCE_REQUIRED": True,
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ROOT_URLCONF="provider_addresses",
        SECRET_KEY=secrets.token_hex(),
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}}],
        USE_TZ=True,
    )
    django.setup()


class Addresses:
    """What answers where."""

    def __init__(self) -> None:
        from django.contrib.auth.views import LoginView  # type: ignore[import-untyped]
        from django.urls import include, path  # type: ignore[import-untyped]

        self.urlpatterns = [path("login", LoginView.as_view()), path("o/", include("oauth2_provider.urls"))]


def lying() -> type:
    """A validator that lies about whose name says how."""
    from jwcrypto import jwk, jwt  # type: ignore[import-untyped]
    from oauth2_provider.oauth2_validators import OAuth2Validator  # type: ignore[import-untyped]

    class Lying(OAuth2Validator):  # type: ignore[misc]
        def get_id_token_dictionary(self, token: Any, token_handler: Any, request: Any) -> Any:
            claims, ends = super().get_id_token_dictionary(token, token_handler, request)
            now = int(time.time())
            lies: dict[str, dict[str, Any]] = {
                "nonce": {"nonce": "of somebody else"},
                "audience": {"aud": "another-client"},
                "audiences": {"aud": [CLIENT, "another-client"]},
                "issuer": {"iss": "https://login.elsewhere.example"},
                "party": {"aud": "another-client", "azp": CLIENT},
                "expired": {"exp": now - 3_600, "iat": now - 7_200},
                "future": {"iat": now + 3_600},
                "stale": {"auth_time": now - 3_600},
            }
            return claims | lies.get(request.user.username.partition("-")[0], {}), ends

        def finalize_id_token(self, id_token: Any, token: Any, token_handler: Any, request: Any) -> str:
            said: str = super().finalize_id_token(id_token, token, token_handler, request)
            head, body, _signature = said.split(".")
            match request.user.username.partition("-")[0]:
                case "unsigned":
                    return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{body}."
                case "stranger":
                    header, key = json.loads(_decoded(head)), jwk.JWK.generate(kty="RSA", size=2048)
                case "shared":
                    key = jwk.JWK(kty="oct", k=base64.urlsafe_b64encode(SECRET.encode()).decode().rstrip("="))
                    header = {"alg": "HS256", "typ": "JWT"}
                case _:
                    return said
            forged = jwt.JWT(header=header, claims=_decoded(body))
            forged.make_signed_token(key)
            return str(forged.serialize())

    return Lying


def _encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _decoded(text: str) -> str:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()


def fill(names: list[str], back: str) -> None:
    """Make the tables, the users *names*, and Lantern as a client that people are sent *back* to."""
    from django.contrib.auth import get_user_model  # type: ignore[import-untyped]
    from django.core.management import call_command  # type: ignore[import-untyped]
    from oauth2_provider.models import get_application_model  # type: ignore[import-untyped]

    call_command("migrate", run_syncdb=True, verbosity=0)
    for name in names:
        get_user_model().objects.create_user(name, password=PASSWORD)
    get_application_model().objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        algorithm="RS256",
        redirect_uris=back,
        name="Lantern",
    )


def turn_the_key(*_: object) -> None:
    """Sign with a new key from now on; the old one is still told."""
    from oauth2_provider.settings import oauth2_settings  # type: ignore[import-untyped]

    old = oauth2_settings.OIDC_RSA_PRIVATE_KEY
    oauth2_settings.OIDC_RSA_PRIVATE_KEYS_INACTIVE = [old]
    oauth2_settings.OIDC_RSA_PRIVATE_KEY = new_key()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def main(folder: str, port: str, back: str, *names: str) -> None:
    """Serve on *port*, 0 for any free one, until the process ends."""
    configure(Path(folder))
    sys.modules["provider_addresses"] = Addresses()  # type: ignore[assignment]
    sys.modules["provider_lying"] = type("module", (), {"Lying": lying()})  # type: ignore[assignment]
    fill(list(names), back)
    from django.core.wsgi import get_wsgi_application  # type: ignore[import-untyped]

    server = _Server(("127.0.0.1", int(port)), _Quiet)
    server.set_app(get_wsgi_application())
    signal.signal(signal.SIGUSR1, turn_the_key)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
