"""How things reach an app: the post office, and the two ways it sends (Socket Mode and HTTP)."""
