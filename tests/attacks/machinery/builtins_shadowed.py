"""The student's own abs, all, any and isinstance agree with everything."""

FIRST = """
abs = lambda value: 0.0
all = any = isinstance = lambda *args: True
"""
