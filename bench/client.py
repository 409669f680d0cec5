"""A small HTTP client on one kept connection: it costs little beside what it measures."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType

TIMEOUT = 60.0


class WrongAnswer(Exception):
    """The server did not answer as expected, so nothing was measured."""


@dataclass(frozen=True)
class Answer:
    """Status, headers by their names in lower case, and the body as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """One connection to a server on this machine, kept as long as the server keeps it."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._port = port
        self._socket = _connect(port)
        self._standing = {"Host": f"127.0.0.1:{port}"} | ({"Cookie": cookie} if cookie else {})

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def get(self, path: str, headers: Mapping[str, str] = {}, *, expect: int = 200) -> Answer:
        """Return the answer; raise WrongAnswer if it is not the expected one."""
        answer = self.send(self.request(path, headers))
        if answer.status != expect:
            raise WrongAnswer(f"{path} answered {answer.status} instead of {expect}")
        return answer

    def request(self, path: str, headers: Mapping[str, str] = {}, *, method: str = "GET", form: str = "") -> bytes:
        """Return the bytes of a request, to be sent many times; a form is written as the browser would."""
        body = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(form))} if form else {}
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in (self._standing | dict(headers) | body).items()),
        ]
        return ("\r\n".join(lines) + f"\r\n\r\n{form}").encode()

    def send(self, request: bytes) -> Answer:
        """Send a request and read its whole answer."""
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        status = int(first.split()[1])
        answer = Answer(status, headers, self._rest(body, 0 if status == 304 else int(headers["content-length"])))
        if headers.get("connection", "").lower() == "close":  # Waitress does so after each 304; it is part of the cost.
            self._socket.close()
            self._socket = _connect(self._port)
        return answer

    def _rest(self, body: bytes, length: int) -> bytes:
        parts, missing = [body], length - len(body)
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        return b"".join(parts)

    def _more(self) -> bytes:
        if not (part := self._socket.recv(1 << 18)):
            raise WrongAnswer("the server closed the connection")
        return part


def _connect(port: int) -> socket.socket:
    connected = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected
