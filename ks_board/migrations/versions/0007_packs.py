"""packs

Revision ID: 0007
Revises: 0006

"""
from alembic import op
import sqlalchemy as sa


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('pack',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('edition', sa.String(length=20), nullable=False),
    sa.Column('languages', sa.String(length=300), nullable=False),
    sa.Column('licence', sa.String(length=300), nullable=False),
    sa.Column('applied_at', sa.DateTime(), nullable=False),
    sa.Column('cells', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack')),
    sa.UniqueConstraint('ref', name=op.f('uq_pack_ref'))
    )
    op.create_table('pack_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('text', sa.String(length=100000), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack_text')),
    sa.UniqueConstraint('ref', name=op.f('uq_pack_text_ref'))
    )
    op.create_table('checklist',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('title_de', sa.String(length=300), nullable=False),
    sa.Column('title_en', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checklist')),
    sa.UniqueConstraint('ref', name=op.f('uq_checklist_ref'))
    )
    op.create_table('task_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('title_de', sa.String(length=300), nullable=False),
    sa.Column('title_en', sa.String(length=300), nullable=False),
    sa.Column('description_de', sa.String(length=10000), nullable=False),
    sa.Column('description_en', sa.String(length=10000), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('recurring', 'single', name='task_kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('rrule', sa.String(length=300), nullable=True),
    sa.Column('duration_minutes', sa.Integer(), nullable=True),
    sa.Column('people_needed', sa.Integer(), nullable=True),
    sa.Column('hours_per_month', sa.Double(), nullable=True),
    sa.Column('min_age', sa.Integer(), nullable=True),
    sa.Column('certificate_required', sa.Boolean(), nullable=True),
    sa.Column('licence_required', sa.String(length=300), nullable=True),
    sa.Column('insurance', sa.Enum('town', 'association', 'state', 'none', name='insurance', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('remote', sa.Boolean(), nullable=True),
    sa.Column('briefing_de', sa.String(length=10000), nullable=True),
    sa.Column('briefing_en', sa.String(length=10000), nullable=True),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_task_template_area_id_area'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_template')),
    sa.UniqueConstraint('ref', name=op.f('uq_task_template_ref'))
    )
    with op.batch_alter_table('task_template', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_template_area_id'), ['area_id'], unique=False)

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('checklist_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_question_checklist_id'), ['checklist_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_question_checklist_id_checklist'), 'checklist', ['checklist_id'], ['id'], initially='DEFERRED', deferrable=True)

    with op.batch_alter_table('rule', schema=None) as batch_op:
        batch_op.add_column(sa.Column('condition_ref', sa.String(length=64), nullable=True))


def downgrade():
    with op.batch_alter_table('rule', schema=None) as batch_op:
        batch_op.drop_column('condition_ref')

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_question_checklist_id_checklist'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_question_checklist_id'))
        batch_op.drop_column('checklist_id')

    op.drop_table('task_template')
    op.drop_table('checklist')
    op.drop_table('pack_text')
    op.drop_table('pack')
