"""The board for machines: read-only answers under /api/v1/, public without a key, with a key also names and all gaps.

One table (`table.py`) declares each address with what may be asked and what is answered; the views, the checks of
parameters and the OpenAPI description are made from it. What is answered is declared in `answers.py`.
"""
