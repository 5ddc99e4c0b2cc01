"""The use cases, one file per story: each opens one transaction, decides, records, and owes. They never talk to Slack."""
