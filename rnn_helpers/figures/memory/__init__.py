"""What a network remembers: hidden states, gates, and a memory of one number."""
