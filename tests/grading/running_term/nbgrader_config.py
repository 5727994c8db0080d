"""How nbgrader reads this course; `autograder` and plain `nbgrader` both start from here."""

c = get_config()  # noqa: F821 - traitlets puts get_config here

c.CourseDirectory.course_id = "unrolled"
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "notebooks"

# What a student finds in place of a solution; nbgrader indents both lines as the marker was.
c.ClearSolutions.code_stub = {
    "python": (
        "# TODO: replace the next line with your answer\n"
        'raise NotImplementedError("TODO: this exercise is not done yet")'
    )
}

# What a student finds in place of a written answer.
c.ClearSolutions.text_stub = "TODO: write your answer here, in place of this line."

# The question above a written answer holds the mark scheme: released without it, shown with it in formgrader.
# nbgrader foresees one in task cells alone; `autograder check` and `release` refuse it where it could leak.
c.ClearMarkScheme.enforce_metadata = False

# Long demonstrations, figures and steppers: nothing that is graded needs them.
c.Execute.skip_cells_with_tag = "skip-grading"

# Feedback without hidden tests, and without anything that runs: nbgrader's own shows both.
c.GenerateFeedback.exporter_class = "autograder.page.SafeHTMLExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.feedback.RedactHidden",
    "autograder.explain.Explain",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# Formgrader, too, shows what students wrote to somebody who is logged in.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {"markdown2html": "autograder.page.markdown", "clean_html": "autograder.page.clean"}

# nbgrader's own autograde, and formgrader's button: answers run in the sandbox, and tests run apart from them.
c.Autograde.autograde_preprocessors = [
    "autograder.execute.SandboxedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# A day of grace, then a tenth of the points for each day that has begun. nbgrader's own autograde takes it, too.
c.AssignLatePenalties.plugin_class = "autograder.late.LatePenalty"
c.LatePenalty.days_of_grace = 1
c.LatePenalty.percent_per_day = 10
