"""A first course in Python: two small assignments, and rules that are not those of the course beside it."""

c = get_config()  # noqa: F821 - traitlets puts get_config here

c.CourseDirectory.course_id = "first-steps"

# The question above a written answer holds the mark scheme; nbgrader foresees one in task cells alone.
c.ClearMarkScheme.enforce_metadata = False

# No answer takes long.
c.Autograder.call_s = 5

c.Check.total_points = 6
c.Check.words = 60
c.Check.code_lines, c.Check.todo_lines, c.Check.test_lines = 10, 20, 12
c.Check.mistakes, c.Check.right_answers = 2, 1
