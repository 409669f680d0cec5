"""offers and actions

Revision ID: 0004
Revises: 0003

"""
from alembic import op
import sqlalchemy as sa


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('rule_action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('rule_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('appoint', 'open', 'pair', 'thank', 'call', 'task', 'offer', 'print', 'draft_decision', 'measure', name='action_kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('text_de', sa.String(length=300), nullable=False),
    sa.Column('text_en', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.ForeignKeyConstraint(['rule_id'], ['rule.id'], name=op.f('fk_rule_action_rule_id_rule'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_action')),
    sa.UniqueConstraint('ref', name=op.f('uq_rule_action_ref'))
    )
    with op.batch_alter_table('rule_action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_action_rule_id'), ['rule_id'], unique=False)

    op.create_table('offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('rule_id', sa.Integer(), nullable=False),
    sa.Column('subject_ref', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('sentence', sa.String(length=300), nullable=False),
    sa.Column('meaning', sa.String(length=10000), nullable=True),
    sa.Column('contact', sa.String(length=300), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.ForeignKeyConstraint(['rule_id'], ['rule.id'], name=op.f('fk_offer_rule_id_rule'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offer')),
    sa.UniqueConstraint('ref', name=op.f('uq_offer_ref')),
    sa.UniqueConstraint('rule_id', 'subject_ref', name=op.f('uq_offer_rule_id_subject_ref'))
    )
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offer_rule_id'), ['rule_id'], unique=False)


def downgrade():
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_offer_rule_id'))

    op.drop_table('offer')
    with op.batch_alter_table('rule_action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rule_action_rule_id'))

    op.drop_table('rule_action')
