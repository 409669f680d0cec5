"""The checklist "Kleinstadt gestalten": questions and the town's answers.

Words: question (Frage), answer (Antwort: yes / partly / no, by people). URLs: /checkliste, /checkliste/<ref>.
"""
