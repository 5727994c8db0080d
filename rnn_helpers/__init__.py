"""What the notebooks import: data, models, training, traces, pictures and steppers."""
