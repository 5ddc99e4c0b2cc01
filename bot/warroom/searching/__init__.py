"""Finding an incident again by its words: how words compare, what is asked, what of the record can be found.

Pure. The database keeps the index (`storage/words.py`); which text of which event stands in it is `indexing.py`'s.
"""
