"""A backup of an instance in a plain folder, and an instance from a backup (promise P23).

manifest.py   what lies in the folder, with a digest of each file
taking.py     one moment of the database, and every document that it names
restoring.py  put back, brought up to date, and erased again what was erased since
rows.py       the rows of a PostgreSQL database as plain files
"""
