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
c.GenerateFeedback.exporter_class = "autograder.feedback.page.SafeHTMLExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.feedback.redact.RedactHidden",
    "autograder.feedback.summary.Explain",
]

# nbgrader's own collecting, too, follows no link that a student handed in, and nobody hands in for somebody else.
c.ExchangeFactory.collect = "autograder.intake.safe_collect.SafeCollect"

# Formgrader, too, shows what students wrote to somebody who is logged in.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "markdown2html": "autograder.feedback.page.markdown",
    "clean_html": "autograder.feedback.page.clean",
    "highlight_code": "autograder.feedback.page.coloured",
    "strip_files_prefix": "autograder.feedback.page.unchanged",
}

# Nor does its page ask anything of another host, or take long, whatever was handed in.
c.HTMLExporter.preprocessors = ["autograder.feedback.page.Bare"]
c.SafeHTMLExporter.preprocessors = []  # does so itself, after all others

# nbgrader's own autograde, and formgrader's button: answers run in the sandbox, and tests run apart from them.
c.Autograde.autograde_preprocessors = [
    "autograder.grade.nbgrader_step.SandboxedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# A day of grace, then a tenth of the points for each day that has begun. nbgrader's own autograde takes it, too.
c.AssignLatePenalties.plugin_class = "autograder.course.late.LatePenalty"
c.LatePenalty.days_of_grace = 1
c.LatePenalty.percent_per_day = 10

# What `autograder check` asks of every notebook of this course, beyond what any notebook must have.
c.Check.total_points = 10
c.Check.headings = True
c.Check.cells = (20, 42)  # beyond that, a hint; one says what to install, the last one what is left to do
c.Check.words = 120
c.Check.code_lines, c.Check.todo_lines, c.Check.test_lines = 25, 40, 30
c.Check.mistakes, c.Check.right_answers = 3, 2
c.Check.stepper = True

# What a student without a hub gets beside notebooks: a text that greets, and the texts that notebooks read.
c.Bundle.readme = "docs/in_the_bundle.md"
c.Bundle.data = "rnn_helpers.texts.data.fetch"
