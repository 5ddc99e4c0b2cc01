"""Erasing what the record says, on request and for good, so that the chain of hashes still holds."""
