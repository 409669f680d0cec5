"""The commands about accounts; they stand here because passwords must not consist of the town's name."""

import click
from flask import current_app
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.db import db, writing
from ks_board.core.errors import NotFound
from ks_board.people.account_changes import change_account
from ks_board.people.accounts import create_account, make_password, normal_email
from ks_board.people.links import LinkPurpose, make_link
from ks_board.people.models import Account, Person
from ks_board.permissions import ACCOUNT_ROLES, Role
from ks_board.town.queries import town_name

_ROLES = click.Choice([role.value for role in ACCOUNT_ROLES])


@click.command("create-account")
@click.argument("email")
@click.option("--role", "roles", type=_ROLES, multiple=True, required=True, help="May be given several times.")
@click.option("--person", "ref", help="The person's ref, such as N012.")
@click.option("--ask", is_flag=True, help="Type the password instead of getting a random one.")
def create_account_command(email: str, roles: tuple[str, ...], ref: str | None, ask: bool) -> None:
    """Make an account and print its password."""
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else make_password()
    with writing():
        person_id = _person_id(ref)
        create_account(email=email, password=password, roles=map(Role, roles), person_id=person_id, town=town_name())
        db.session.commit()
    click.echo(f"Account {email} was made." if ask else f"Account {email} was made. Password: {password}")


@click.command("rescue")
@click.argument("email")
def rescue_command(email: str) -> None:
    """Make this account an open admin's and print a link to sign in, good for 20 minutes."""
    with writing():
        account = db.session.query(Account).filter_by(email=normal_email(email)).one_or_none()
        account = account or create_account(email=email, roles=[Role.ADMIN])
        change_account(account, roles=account.role_set | {Role.ADMIN}, locked=False)
        token = make_link(LinkPurpose.SIGN_IN, account_id=account.id, now=clock.real_now())
        db.session.commit()
    click.echo(f"{current_app.config['BASE_URL']}/l/{token}")


def _person_id(ref: str | None) -> int | None:
    if ref is None:
        return None
    if (person_id := db.session.scalar(select(Person.id).where(Person.ref == ref))) is None:
        raise NotFound(f"There is no person {ref}.")
    return person_id
