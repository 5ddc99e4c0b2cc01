"""The periodic review (DOMAIN §13): figures over many incidents, what repeats, what is overdue. Pure.

One incident's figures are in `metrics.py` and `effectiveness.py`; words and files are made elsewhere.
"""
