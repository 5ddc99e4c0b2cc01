"""Capture that understands: which messages of a room read like key moments, by named rules, and what is made of it.

`rules` knows set phrases (`vocabulary`); `shapes` and `shapes_seen` know how sentences are built, from the classes of
words (`lexicon`) that `spelling` and `forms` find in what people type, in the small language of `pattern`. `reading`
asks them in order. Pure; nothing here marks anything by itself.
"""
