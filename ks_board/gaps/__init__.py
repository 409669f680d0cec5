"""What is missing: gaps computed from dated facts by rules, and what people do about them.

Words: gap (Lücke), rule, measure (Maßnahme). URLs: /luecken (`?frage=`, `?am=`), /luecken/ohne, /luecken/woran.
States of a measure: open, waiting, done, stopped.
`queries.find_gaps` finds them, `describe` says what they are called and since when they last. A rule is data
(`rules`, `rulebook`) and a condition in code (`conditions_*`, joined by `registry`).
"""
