"""scenarios

Revision ID: 0005
Revises: 0004

"""
from alembic import op
import sqlalchemy as sa


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

PURPOSES = ('my_page', 'sign_in', 'new_password', 'invitation', 'new_email', 'proof', 'confirmation', 'calendar')
STATES = ('draft', 'planned', 'in_force', 'thrown_away')
VERBS = (
    'add_unit', 'change_unit', 'merge_units', 'close_unit', 'add_post', 'change_post', 'close_post', 'add_duty',
    'change_duty', 'close_duty', 'appoint_post', 'appoint_duty', 'end_appointment',
)


def upgrade():
    op.create_table('scenario',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('note', sa.String(length=10000), nullable=True),
    sa.Column('state', sa.Enum(*STATES, name='scenario_state', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('in_force_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_scenario_made_by_id_person'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario')),
    sa.UniqueConstraint('ref', name=op.f('uq_scenario_ref'))
    )
    op.create_index(op.f('ix_scenario_made_by_id'), 'scenario', ['made_by_id'], unique=False)
    op.create_table('scenario_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('scenario_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('verb', sa.Enum(*VERBS, name='step_verb', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('arguments', sa.String(length=10000), nullable=False),
    sa.Column('base', sa.String(length=10000), nullable=False),
    sa.Column('based_on', sa.Date(), nullable=False),
    sa.Column('said', sa.String(length=10000), nullable=True),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.ForeignKeyConstraint(['scenario_id'], ['scenario.id'], name=op.f('fk_scenario_step_scenario_id_scenario'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_step')),
    sa.UniqueConstraint('ref', name=op.f('uq_scenario_step_ref'))
    )
    op.create_index(op.f('ix_scenario_step_scenario_id'), 'scenario_step', ['scenario_id'], unique=False)
    op.create_index('ix_scenario_step_scenario_id_position', 'scenario_step', ['scenario_id', 'position'], unique=False)
    _let_links_be_for((*PURPOSES, 'scenario'))


def downgrade():
    op.execute("DELETE FROM personal_link WHERE purpose = 'scenario'")
    _let_links_be_for(PURPOSES)
    op.drop_table('scenario_step')
    op.drop_table('scenario')


def _let_links_be_for(purposes):
    """Change the closed set of purposes; SQLite builds the table anew, which leaves the old check behind by itself."""
    name, words = op.f('ck_personal_link_link_purpose'), ', '.join(f"'{purpose}'" for purpose in purposes)
    if op.get_bind().dialect.name == 'postgresql':
        op.drop_constraint(name, 'personal_link', type_='check')
    with op.batch_alter_table('personal_link', schema=None) as batch_op:
        batch_op.create_check_constraint(name, f'purpose IN ({words})')
