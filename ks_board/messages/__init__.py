"""Kummerkasten, ideas, questions, offers, praise: anybody writes, without an account.

Words: message (Nachricht). Address: `/nachricht`. Of a writer nothing is kept but what they wrote, and the day.
"""
