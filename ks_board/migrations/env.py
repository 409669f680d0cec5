"""Run migrations through the app's own engine; alembic finds it by Flask-Migrate."""

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator

migrate = current_app.extensions["migrate"]


def render_item(kind, item, autogen_context):
    """Write our column types as the plain types below them: a script must outlive the code it was made from."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def drop_empty(migration_context, revision, directives):
    """Make no script if nothing changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


with migrate.db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=migrate.db.metadata,
        render_item=render_item,
        process_revision_directives=drop_empty,
        transactional_ddl=True,
        **migrate.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
