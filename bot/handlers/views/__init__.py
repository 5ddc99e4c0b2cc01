"""The modals and the Home tab as Block Kit views. Pure: they read the state that they are given and decide nothing."""
