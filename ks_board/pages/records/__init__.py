"""Plain pages of the coordination for every table of the town folder: list, find, add, change, end.

One mechanism for all: `tables.py` says what differs, everything else follows from the models and `exchange/files.py`.
Words come from `labels.py`; what may be written is checked by the import's own rules (`checks.py`).
Addresses: `/daten`, `/daten/<table>`, `/daten/<table>/neu`, `/daten/<table>/<ref>`, `/daten/<table>/<ref>/beenden`.
"""
