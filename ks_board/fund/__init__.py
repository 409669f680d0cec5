"""Money with rules: pots and grants.

Words: pot (Topf), grant (Antrag).
"""
