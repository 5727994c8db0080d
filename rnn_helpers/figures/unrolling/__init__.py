"""The network unrolled over time: every number of it, forward and back."""
