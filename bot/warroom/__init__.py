"""The incident core: pure decisions on frozen values, and the use cases that carry them out through ports.

No Slack, SQL, HTTP or template library may be imported here; an import contract checks it.
"""
