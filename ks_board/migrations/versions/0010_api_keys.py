"""keys for machines

Revision ID: 0010
Revises: 0009

"""
from alembic import op
import sqlalchemy as sa


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

BEFORE = (
    'my_page', 'sign_in', 'new_password', 'invitation', 'new_email', 'proof', 'confirmation', 'calendar', 'scenario'
)
AFTER = (*BEFORE, 'api')


def upgrade():
    _allow(BEFORE, AFTER)


def downgrade():
    op.execute("DELETE FROM personal_link WHERE purpose = 'api'")
    _allow(AFTER, BEFORE)


def _allow(old, new):
    with op.batch_alter_table('personal_link', schema=None) as batch_op:
        batch_op.alter_column('purpose', existing_type=_one_of(old), type_=_one_of(new), existing_nullable=False)


def _one_of(purposes):
    return sa.Enum(*purposes, name='link_purpose', native_enum=False, create_constraint=True, length=20)
