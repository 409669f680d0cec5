"""The WSGI app for waitress (`waitress-serve wsgi:app`) and gunicorn (`gunicorn wsgi:app`)."""

from ks_board.app import create_app
from ks_board.core.schema import prepare

app = create_app()
prepare(app)
