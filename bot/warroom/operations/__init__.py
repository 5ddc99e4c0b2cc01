"""The use cases, one file per story: one transaction each that decides, records and owes. None talks to Slack."""
