"""The floors: the smallest Flask answer, and the smallest app with Flask and SQLAlchemy; on the board's own servers."""

import sys

from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

from ks_board.core.server import run_server


class _Base(DeclarativeBase):
    pass


class _Row(_Base):
    __tablename__ = "row"
    id: Mapped[int] = mapped_column(primary_key=True)


def create_hello() -> Flask:
    """Return an app whose one page is "hello"."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def create_bare() -> Flask:
    """Return a hello that reads one row through the ORM first."""
    app = Flask("bare")
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    _Base.metadata.create_all(engine)

    def hello() -> str:
        with Session(engine) as session:
            session.scalars(select(_Row)).all()
        return "hello"

    app.add_url_rule("/", view_func=hello)
    return app


if __name__ == "__main__":
    kind, port, processes = sys.argv[1:]
    app = {"hello": create_hello, "bare": create_bare}[kind]()
    app.config["PROXIES"] = 0
    run_server(app, host="127.0.0.1", port=int(port), processes=int(processes))
