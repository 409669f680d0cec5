"""gap history

Revision ID: 0003
Revises: 0002

"""
from alembic import op
import sqlalchemy as sa


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('gap_snapshot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('source', sa.Enum('taken', 'from_record', 'estimated', 'unknown', name='snapshot_source', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('taken_at', sa.DateTime(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('broken_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_snapshot')),
    sa.UniqueConstraint('day', name=op.f('uq_gap_snapshot_day'))
    )
    op.create_table('gap_spell',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rule_ref', sa.String(length=64), nullable=False),
    sa.Column('subject_kind', sa.Enum('town', 'unit', 'post', 'responsibility', 'appointment', 'place', 'task', 'assignment', 'person', 'tandem', 'sponsorship', 'message', 'measure', 'procedure', 'pot', 'grant', 'question', name='subject_kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('subject_ref', sa.String(length=64), nullable=False),
    sa.Column('question_ref', sa.String(length=64), nullable=False),
    sa.Column('severity', sa.Integer(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('opening_known', sa.Boolean(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_spell')),
    sa.UniqueConstraint('rule_ref', 'subject_ref', 'opened_on', name=op.f('uq_gap_spell_rule_ref_subject_ref_opened_on'))
    )
    with op.batch_alter_table('gap_spell', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gap_spell_closed_on'), ['closed_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_gap_spell_question_ref'), ['question_ref'], unique=False)

    op.create_table('answer_basis',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_ref', sa.String(length=64), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.Column('gaps', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_basis')),
    sa.UniqueConstraint('answer_ref', name=op.f('uq_answer_basis_answer_ref'))
    )


def downgrade():
    op.drop_table('answer_basis')
    op.drop_table('gap_spell')
    op.drop_table('gap_snapshot')
