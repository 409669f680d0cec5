"""What is missing: gaps computed from dated facts by rules, and what people do about them.

Words: gap (Lücke), rule, measure (Maßnahme). URL: /luecken (`?frage=`, `?am=`).
States of a measure: open, waiting, done, stopped.
"""
