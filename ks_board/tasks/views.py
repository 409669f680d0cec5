"""The blueprint of the board; its pages join features, so they stand in pages/tasks.py."""

from flask import Blueprint

tasks = Blueprint("tasks", __name__)
