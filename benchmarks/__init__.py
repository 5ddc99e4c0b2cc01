"""Measured claims: every figure of docs/benchmarks.md comes from here, by `make bench` or `python -m benchmarks NAME`.

What can be is a ratio or a count within one run, since absolute times say more about the machine than about Posko.
"""
