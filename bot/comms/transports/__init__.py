"""The ways out of the house, one module or package per service. They know addresses and errors, not incidents."""
