"""People: person, account, sign-in.

Words: person (Mensch), account. URLs: /anmelden, /abmelden.
"""
