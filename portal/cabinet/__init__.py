"""The cabinet: candidates' documents are examined, put in, read and shredded here and nowhere else.

landing.py    where what is being sent lies until it is whole
intake.py     the front desk: scan, examine, put in
examining.py  hands a document to a process of its own, with limits, and takes back a rebuilt one
child.py      that process: decides the kind by parsing
pdf.py, zipped.py, word.py, opendocument.py, markup.py, picture.py   what is looked at per kind
scanning.py   an optional virus scanner (clamd)
storing.py    the drawers: a local folder, or an S3-compatible store
"""
