"""Two people who carry a task together, and those who stand by them.

Words: tandem, sponsor (Patin oder Pate), sponsorship (Patenschaft). States of a tandem: active, ended.
"""
