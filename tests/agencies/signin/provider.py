"""A provider of OpenID Connect on the loopback, for tests: it says of anybody what it is told to say."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from gongkai.config.settings import _oidc

CLIENT, SECRET = "gongkai", "between us"


@dataclass
class Provider:
    """What it says: the claims it signs, those of its userinfo, and whether it answers at all."""

    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    fails: bool = False
    address: str = ""
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def start(self) -> HTTPServer:
        """Serve until shut down."""
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if path == "/.well-known/openid-configuration":
                    self._say(provider.configuration())
                elif path == "/authorize":  # signs in whoever comes, as the page of a provider does once it has asked
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(f"{provider.address}{self.path}"))
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                elif path == "/userinfo":
                    self._say(provider.claims if provider.userinfo is None else provider.userinfo)
                else:
                    self._say({}, 404)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                typed = {name: values[0] for name, values in parse_qs(body).items()}
                provider.asked.append(typed)
                answer = None if provider.fails else provider.token(typed)
                self._say(answer or {"error": "invalid_grant"}, 200 if answer else 400)

            def _say(self, what: dict[str, Any], status: int = 200) -> None:
                said = json.dumps(what).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *args: Any) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server

    def settings(self, name: str, provider_id: str = "sso") -> dict[str, Any]:
        """Give the site's setting by which this is its single sign-on: the officers', or the applicants'."""
        said = {"SERVER": self.address, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET, "NAME": name}
        apps = _oidc(provider_id, "OIDC", {f"OIDC_{key}": value for key, value in said.items()})
        return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}

    def configuration(self) -> dict[str, Any]:
        """Give what stands at the well-known address."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, location: str) -> str:
        """Have somebody sign in who was sent here; give where they are sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert location.startswith(f"{self.address}/authorize?")
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, typed: dict[str, str]) -> dict[str, Any] | None:
        """Give the tokens for a code, once, to whoever has the secret and began with the challenge."""
        asked = self.codes.pop(typed.get("code", ""), None)
        if asked is None or (typed.get("client_id"), typed.get("client_secret")) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(typed.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        signed = jwt.encode(
            {"iss": self.address, "aud": CLIENT, "iat": 1_700_000_000, "exp": 4_000_000_000, **self.claims},
            self.key,
            "RS256",
        )
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "id_token": signed}


@contextmanager
def provided() -> Iterator[Provider]:
    """Give a provider that serves meanwhile."""
    provider = Provider()
    server = provider.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
