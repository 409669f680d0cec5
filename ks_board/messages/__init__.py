"""Kummerkasten, ideas, questions, offers, praise.

Words: message (Nachricht).
"""
