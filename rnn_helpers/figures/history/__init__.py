"""Machines of the past that run, and when they came."""
