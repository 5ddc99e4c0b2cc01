"""Posko: a chat-ops bot that runs major incidents from Slack."""
