"""Prove that assignments are sound, and release them: what an instructor does before anything is handed in."""
