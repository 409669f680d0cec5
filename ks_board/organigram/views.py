"""The blueprint of the organigram; its pages join features and stand in ks_board/pages."""

from flask import Blueprint

organigram = Blueprint("organigram", __name__)
