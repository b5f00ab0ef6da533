"""OpenAI's own address led to a server of this machine, as a desk's proxy would: nothing of the client is changed.

A proxy that is named by HTTPS_PROXY is asked to connect (RFC 9110, 9.3.6); ours answers itself, under a certificate for
api.openai.com that SSL_CERT_FILE makes good.
"""

from __future__ import annotations

import shutil
import ssl
import subprocess
import tempfile
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

NAME = "api.openai.com"


@cache
def _certificate() -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not there")
    folder = Path(tempfile.mkdtemp(prefix="tunnel"))
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, certificate


@cache
def _context() -> ssl.SSLContext:
    key, certificate = _certificate()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def environment(url: str) -> dict[str, str]:
    """What makes OpenAI's own address the server at `url`."""
    return {"HTTPS_PROXY": url.removesuffix("/v1"), "SSL_CERT_FILE": str(_certificate()[1])}


class Tunnel(BaseHTTPRequestHandler):
    """A handler that is a proxy too: what follows a CONNECT is answered as though it had come straight."""

    def do_CONNECT(self) -> None:
        assert self.path == f"{NAME}:443"
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        self.connection = self.request = _context().wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb")
        self.close_connection = False

    def finish(self) -> None:
        super().finish()
        self.connection.close()
