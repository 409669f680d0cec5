"""Named errors of the whole app; core/web chooses the HTTP code of each in one place."""


class BoardError(Exception):
    """Something a person can act on; the text is a sentence for them."""


class BadParameter(BoardError):
    """A part of the address cannot be read (400)."""


class NotFound(BoardError):
    """There is no such thing, or it is not for this viewer: both answer alike (404)."""


class Conflict(BoardError):
    """The thing is not in a state that allows this (409)."""


class TooManyTries(BoardError):
    """Somebody tried too often; `retry_after` says in how many seconds it is worth trying again (429)."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Unavailable(BoardError):
    """Something the answer needs does not work right now (503)."""
