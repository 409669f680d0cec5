"""The town itself: settings, areas, places, procedures, decisions.

Words: area (Feld), place (Ort), anchor (Anker), procedure / exchange (Ablauf / Austausch), decision (Beschluss).
"""
