"""A provider of accounts as a process of its own: discovery, code flow with PKCE, signed ID tokens.

It is strict about what it is asked and can be told, by `POST /next`, to misbehave once: other
claims, another key, another algorithm. `python -m tests.accounts.provider PORT` runs it.
"""

import base64
import hashlib
import secrets
import sys
import time
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "rakor", "secret of the client"
PORT = int(sys.argv[1]) if __name__ == "__main__" else 0
ISSUER = f"http://127.0.0.1:{PORT}"

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
CURVE = ECKey.generate_key("P-256", {"kid": "two", "use": "sig", "alg": "ES256"})
STRANGER = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})

asked: dict[str, dict[str, str]] = {}
told: dict[str, Any] = {}
seen: list[str] = []


async def discovery(request: Request) -> Response:
    seen.append("discovery")
    return JSONResponse(
        {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "userinfo_endpoint": f"{ISSUER}/me",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            **told.get("discovery", {}),
        }
    )


async def tell(request: Request) -> Response:
    """What the next person is and what the next token looks like."""
    told.clear()
    told.update(await request.json())
    return JSONResponse({})


async def calls(request: Request) -> Response:
    return JSONResponse(seen)


async def authorize(request: Request) -> Response:
    """Whoever comes is signed in already and agrees at once."""
    query = dict(request.query_params)
    wanted = {"client_id": CLIENT, "response_type": "code", "code_challenge_method": "S256"}
    if any(query.get(name) != value for name, value in wanted.items()) or not query.get("nonce"):
        return JSONResponse({"error": "invalid_request", "asked": query}, 400)
    if told.get("denies"):
        answer = {"error": "access_denied", "state": query["state"]}
    else:
        code = secrets.token_urlsafe(16)
        asked[code] = query
        answer = {"code": code, "state": query["state"], "iss": ISSUER}
    return RedirectResponse(f"{query['redirect_uri']}?{urlencode(answer | told.get('back', {}))}")


async def token(request: Request) -> Response:
    seen.append("token")
    if "redirect" in told:
        return RedirectResponse(told["redirect"])
    form = await request.form()
    basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    question = asked.pop(str(form.get("code")), None)
    if question is None or request.headers.get("authorization") != f"Basic {basic}":
        return JSONResponse({"error": "invalid_client"}, 401)
    typed = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
    proof = base64.urlsafe_b64encode(typed).decode().rstrip("=")
    if proof != question["code_challenge"] or form.get("redirect_uri") != question["redirect_uri"]:
        return JSONResponse({"error": "invalid_grant"}, 400)
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": CLIENT,
        "iat": now,
        "exp": now + 300,
        "nonce": question["nonce"],
        **told.get("person", {}),
        **told.get("token", {}),
    }
    return JSONResponse(
        {"access_token": "access", "token_type": "Bearer", "id_token": signed(claims)}
    )


def signed(claims: dict[str, Any]) -> str:
    claims = {name: value for name, value in claims.items() if value is not None}
    how = told.get("signed", "RS256")
    if how == "none":
        parts = [
            base64.urlsafe_b64encode(part).rstrip(b"=").decode()
            for part in (b'{"alg":"none"}', jwt.json.dumps(claims).encode())
        ]
        return ".".join([*parts, ""])
    if how == "HS256":
        # The classic confusion: the public key taken for a shared secret.
        return jwt.encode({"alg": how}, claims, OctKey.import_key(KEY.as_pem(private=False)))
    if how == "stranger":
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, STRANGER)
    key = CURVE if how == "ES256" else KEY
    return jwt.encode({"alg": how, "kid": key.kid}, claims, key)


async def keys(request: Request) -> Response:
    seen.append("keys")
    return JSONResponse({"keys": [KEY.as_dict(private=False), CURVE.as_dict(private=False)]})


async def me(request: Request) -> Response:
    seen.append("me")
    return JSONResponse(told.get("userinfo", {}))


app = Starlette(
    routes=[
        Route("/.well-known/openid-configuration", discovery),
        Route("/authorize", authorize),
        Route("/token", token, methods=["POST"]),
        Route("/keys", keys),
        Route("/me", me),
        Route("/next", tell, methods=["POST"]),
        Route("/calls", calls),
    ]
)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="error", lifespan="off")
