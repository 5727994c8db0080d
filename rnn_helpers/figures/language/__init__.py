"""Texts on their way through a network, and what it expects next."""
