"""What needs doing and who does it: tasks, the board, assignments, thanks.

Words: task (Aufgabe), occurrence (Termin), assignment (Zusage), volunteer (Freiwillige), thanks (Dank).
URLs: /aufgaben, /aufgaben/<ref>. States: see TaskStatus and AssignmentStatus in models.py.
"""
