"""What every picture is made of: a view that can be walked through, its frames as PNG, and a grid of signed numbers."""
