"""Capture that understands: which messages of a room read like key moments, by named rules, and what is made of it.

`vocabulary` holds the words, `rules` the rules, `reading` applies them. Pure; nothing here marks anything by itself.
"""
