"""Real texts: where they come from, and what is made of them before a network reads."""
