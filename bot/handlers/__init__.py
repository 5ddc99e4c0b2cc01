"""Translating between Slack and the core: what came in, as commands; what was refused, in words. No SQL here."""
