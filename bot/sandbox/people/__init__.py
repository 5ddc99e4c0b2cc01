"""Scripted people: what somebody sees and does in the Slack client, as calls from Python."""
