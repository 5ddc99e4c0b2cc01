"""The improvement register (DOMAIN §13): what many incidents taught, proposed, decided, done and verified. Pure.

It stands beside the incidents, and links to them as evidence; the actions of one review stay on that incident. Every
item may be read by everybody: nothing of a private incident or a drill ever enters it.
"""
