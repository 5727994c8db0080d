"""Grade a class: which submissions, in what order, and their results in nbgrader's gradebook."""
