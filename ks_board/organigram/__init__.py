"""Who is responsible: units, posts, responsibilities, appointments, and the picture of them.

Words: unit (Einheit), post (Stelle), responsibility (Zuständigkeit), appointment (Besetzung), lead / deputy.
URLs: /organigramm(.svg|.png|.pdf), /einheiten/<ref>, /stellen/<ref>, /zustaendigkeiten/<ref>.
States of a post (derived): filled, deputy only, vacant.
"""
