"""In and out: town folders, the demo town, larger copies of a town.

Commands: import, export, demo. A town folder is one CSV file per table; `files` declares them from the models.

Import: `tables` reads the cells of a file (`csvfile`, `cells`), `rows` and `links` check them, `check` puts a whole
folder together; only then `plan` compares it with the database by ref, and `importer` writes in one transaction.
- A column that a file does not have: empty in new rows, kept in rows the database knows.
- A missing file of the built-in pack, and a rule that rules.csv leaves out: built in, but a row the town has stays.
- Rows gone from the folder stay; `prune` removes them and refuses while anything that stays refers to them.
- Another town is one with another town_id (without meta.csv: another id of the root).
Export: `exporter` writes the same format, so that export, import into an empty database, export gives the same bytes.
"""
