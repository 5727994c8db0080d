"""What runs beside a student's code, and can be rewritten by it. Nothing here is believed."""
