"""Named errors of the whole app; core/web chooses the HTTP code of each in one place."""


class BoardError(Exception):
    """Something a person can act on; the text is a sentence for them."""


class BadParameter(BoardError):
    """A part of the address cannot be read (400)."""


class NotFound(BoardError):
    """There is no such thing, or it is not for this viewer: both answer alike (404)."""


class Conflict(BoardError):
    """The thing is not in a state that allows this (409)."""
