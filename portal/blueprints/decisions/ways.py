"""What the pages about decisions share: their blueprint."""

from flask import Blueprint

bp = Blueprint("decisions", __name__)
