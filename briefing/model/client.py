"""A client of the OpenAI SDK that takes nothing from the environment but proxies and certificates, and no reply whole.

Loaded when a call is made: the SDK takes a second.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

import httpx2
import openai

from briefing.errors import SetupError
from briefing.marking import is_local

_CERTIFICATES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_AZURE: Final = "api-version"
# What describes a body as it was sent, and no longer as it is once unpacked.
_OF_THE_BODY: Final = frozenset({"content-encoding", "content-length", "transfer-encoding", "content-type"})


class TooLong(httpx2.RequestError):
    """A body that goes on past the limit; the message says how much came."""


class _Bounded(openai.DefaultAsyncHttpxClient):
    """Reads each body up to `most` bytes, unpacked, and then no further."""

    def __init__(self, most: int, **kwargs: Any) -> None:  # noqa: ANN401  # they are the SDK's
        super().__init__(**kwargs)
        self._most = most

    async def send(self, request: httpx2.Request, **kwargs: Any) -> httpx2.Response:  # noqa: ANN401  # likewise
        try:
            response = await super().send(request, **{**kwargs, "stream": True})
        except (ExceptionGroup, ValueError, OverflowError) as error:
            # What can be no host or no port is told by the standard library, each fault in its own way.
            first = error.exceptions[0] if isinstance(error, ExceptionGroup) else error
            raise httpx2.ConnectError(str(first), request=request) from None
        try:
            body = bytearray()
            async for part in response.aiter_bytes():
                body += part
                if len(body) > self._most:
                    raise TooLong(f"more than {self._most:,} bytes", request=request)
        finally:
            await response.aclose()
        # Without the sender's charset, which may be no codec: JSON says itself how it is written.
        kind = response.headers.get("content-type", "").partition(";")[0]
        kept = [(name, value) for name, value in response.headers.items() if name.lower() not in _OF_THE_BODY]
        headers = [*kept, ("content-type", kind)]
        return httpx2.Response(response.status_code, headers=headers, content=bytes(body), request=request)


def connect(
    address: str, query: Mapping[str, str], key: str | None, connecting: float, most: int, proxy: str
) -> openai.AsyncOpenAI:
    """Open a client that tries each call once; `connecting` bounds that in seconds, and nothing else is bounded.

    `proxy` is the variable that names a proxy, "" where none does. Raises `SetupError` where what the environment says
    of certificates or proxies cannot be used.
    """
    # The caller's own time-out bounds the call, so only the connection has one here.
    limits = httpx2.Timeout(None, connect=connecting)
    try:
        verify = httpx2.create_ssl_context()
    except OSError as error:
        named = next((name for name in _CERTIFICATES if os.environ.get(name)), "the system")
        raise SetupError(
            f"The certificates that {named} names cannot be read ({error.strerror or error}). Correct it or unset it.",
            code="connect",
        ) from None
    try:
        # The SDK would follow a redirect and send the articles to an address that nobody named. What is meant for this
        # machine goes to no proxy, whatever the environment says.
        http = _Bounded(most, timeout=limits, follow_redirects=False, verify=verify, trust_env=not is_local(address))
    except (ImportError, ValueError, httpx2.InvalidURL) as error:
        # The text of the library's own error may hold the proxy's password.
        socks = ": it is a SOCKS proxy, which needs the package socksio" if isinstance(error, ImportError) else ""
        raise SetupError(
            f"The proxy that {proxy or 'the system'} names cannot be used{socks}. Correct it or unset it.",
            code="connect",
        ) from None
    client = openai.AsyncOpenAI(
        # A server without keys still wants the header.
        api_key=key or "none",
        base_url=address,
        default_query=dict(query),
        max_retries=0,
        timeout=limits,
        http_client=http,
    )
    # The SDK fills these from OPENAI_ORG_ID, OPENAI_PROJECT_ID, OPENAI_ADMIN_KEY and OPENAI_CUSTOM_HEADERS, and has no
    # argument that says "none".
    client.organization = client.project = client.admin_api_key = None
    # Azure's dated addresses take a key under a name of their own only.
    client._custom_headers = {"api-key": key} if key and _AZURE in query else {}
    return client
