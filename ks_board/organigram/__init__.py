"""Who is responsible: units, posts, responsibilities, appointments, and the picture of them.

Words: unit (Einheit), post (Stelle), responsibility (Zuständigkeit), appointment (Besetzung), lead / deputy.
URLs: /organigramm(.svg|.png|.pdf), /organigramm/einbetten, /einheiten/<ref>, /stellen/<ref>, /zustaendigkeiten/<ref>.
What a picture shows (`view.py`): `?einheit=` one branch, `?zu=` folded branches, `?zeigt=` layers, `?mit=` a later day,
`?zeige=` a unit that is lit. Pictures of such choices are kept apart from those that everybody asks for.
States of a post (derived): filled, deputy only, vacant.
"""
