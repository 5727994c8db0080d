BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('e43177bfe90b');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	duedate DATETIME, 
	course_id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "assignment" VALUES('78b306dd03d1414fabc88b87e3298fa5','05_steps','2027-03-01 12:00:00.000000','unrolled');
CREATE TABLE base_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	notebook_id VARCHAR(32) NOT NULL, 
	type VARCHAR(50), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id, type), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "base_cell" VALUES('5fbe5f2a20714fca8659e781bcc2345b','step_value','a4ee52b3f6564293acf139432e9a2cdd','GradeCell');
INSERT INTO "base_cell" VALUES('a7a4095b959f44eebc1d437a6afcbd71','step_sign','a4ee52b3f6564293acf139432e9a2cdd','GradeCell');
INSERT INTO "base_cell" VALUES('0bbe46d49c594a04964f7df8d2e355dd','words','a4ee52b3f6564293acf139432e9a2cdd','GradeCell');
INSERT INTO "base_cell" VALUES('de29b4d2ed524e6c8e9e16ea0ee3baf3','step','a4ee52b3f6564293acf139432e9a2cdd','SolutionCell');
INSERT INTO "base_cell" VALUES('12562e785ec34fb49e773ffa60635fbd','words','a4ee52b3f6564293acf139432e9a2cdd','SolutionCell');
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_comment TEXT, 
	manual_comment TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "comment" VALUES('86680b806c9c407fb35b6f73a2ceeccc','25c684344a424d7a9a1bcc788eb559ff','de29b4d2ed524e6c8e9e16ea0ee3baf3',NULL,NULL);
INSERT INTO "comment" VALUES('d30af7671e6b426b8dbf289947835d6a','25c684344a424d7a9a1bcc788eb559ff','12562e785ec34fb49e773ffa60635fbd',NULL,'Why?');
INSERT INTO "comment" VALUES('0f89b0d27630410591c51ea6fabd2307','d35571d318924c8b9ef8c086509ebf43','de29b4d2ed524e6c8e9e16ea0ee3baf3',NULL,NULL);
INSERT INTO "comment" VALUES('661a88138fdc48779064d22c14e33999','d35571d318924c8b9ef8c086509ebf43','12562e785ec34fb49e773ffa60635fbd',NULL,'Well put.');
CREATE TABLE course (
	id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (id)
);
INSERT INTO "course" VALUES('unrolled');
INSERT INTO "course" VALUES('default_course');
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_score FLOAT, 
	manual_score FLOAT, 
	extra_credit FLOAT, 
	needs_manual_grade BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "grade" VALUES('89027c48c4de44d5bba49410a2be8272','25c684344a424d7a9a1bcc788eb559ff','5fbe5f2a20714fca8659e781bcc2345b',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('ecbcdd8781e741a4b98db14c3307da28','25c684344a424d7a9a1bcc788eb559ff','a7a4095b959f44eebc1d437a6afcbd71',3.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('f8b9dd7e239245a7bcde23770ebdfce6','25c684344a424d7a9a1bcc788eb559ff','0bbe46d49c594a04964f7df8d2e355dd',NULL,1.0,NULL,0);
INSERT INTO "grade" VALUES('d3a748d197074998bcdfee4292fcf889','d35571d318924c8b9ef8c086509ebf43','5fbe5f2a20714fca8659e781bcc2345b',4.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('8599a2b6b7644a0a8b886250c224af9f','d35571d318924c8b9ef8c086509ebf43','a7a4095b959f44eebc1d437a6afcbd71',3.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('ac539db9fc9141ffb3258f9dd7abb839','d35571d318924c8b9ef8c086509ebf43','0bbe46d49c594a04964f7df8d2e355dd',NULL,3.0,NULL,0);
CREATE TABLE grade_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "grade_cells" VALUES('5fbe5f2a20714fca8659e781bcc2345b',4.0,'code');
INSERT INTO "grade_cells" VALUES('a7a4095b959f44eebc1d437a6afcbd71',3.0,'code');
INSERT INTO "grade_cells" VALUES('0bbe46d49c594a04964f7df8d2e355dd',3.0,'markdown');
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	assignment_id VARCHAR(32), 
	kernelspec VARCHAR(1024), 
	PRIMARY KEY (id), 
	UNIQUE (name, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "notebook" VALUES('a4ee52b3f6564293acf139432e9a2cdd','05_steps','78b306dd03d1414fabc88b87e3298fa5','{"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}');
CREATE TABLE solution_cells (
	id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "solution_cells" VALUES('de29b4d2ed524e6c8e9e16ea0ee3baf3');
INSERT INTO "solution_cells" VALUES('12562e785ec34fb49e773ffa60635fbd');
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	source TEXT, 
	checksum VARCHAR(128), 
	notebook_id VARCHAR(32), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "source_cell" VALUES('edb62ec37e6248bebc0fbe08ca078bfc','step','code',0,'def step(x: float, h: float) -> float:
    """The state after a step."""
    # TODO: replace the next line with your answer
    raise NotImplementedError("TODO: this exercise is not done yet")','d4741985a135962367807dc4c4a0313f','a4ee52b3f6564293acf139432e9a2cdd');
INSERT INTO "source_cell" VALUES('53a7cd98c87740d594d6a11aaa7750b8','step_value','code',1,'"""Checks a step, first with small numbers."""
assert_number(step(0.0, 0.0), 0.0, "step(0.0, 0.0)")
### BEGIN HIDDEN TESTS
x, h = 1 + random.random(), 1 + torch.rand(1).item()
expected = torch.tanh(torch.tensor(0.5 * x + h)).item()
found = step(x, h)
assert abs(found - expected) < 1e-4, f"step({x:.6f}, {h:.6f}) is {found:.3f}, which is not tanh of 0.5 * x + h"
### END HIDDEN TESTS','386d70e2592c7e83a938c69bbc7f65e3','a4ee52b3f6564293acf139432e9a2cdd');
INSERT INTO "source_cell" VALUES('5f016158500f4e5287fab28fb506f148','step_sign','code',1,'"""Checks that the sign is kept."""
assert_number(step(-2.0, 0.0), -0.7616, "step(-2.0, 0.0)", tol=1e-3)','f2764f95d45e90023acaef98f5d663ca','a4ee52b3f6564293acf139432e9a2cdd');
INSERT INTO "source_cell" VALUES('bdda7de6136b412ca1f9d669f28845bd','exercise-2','markdown',1,'### Exercise 2 · in your words · ●●○ · 5 min · 3 points

Say in two sentences what tanh is for.

### BEGIN MARK SCHEME
Two points for the cause, one for the effect.

Sums could grow without end. Tanh keeps the state between -1 and 1.
### END MARK SCHEME','6c647305c53c100adcc61b17bf195f1c','a4ee52b3f6564293acf139432e9a2cdd');
INSERT INTO "source_cell" VALUES('921cb455f0e54c12bccc52ef62d2794e','words','markdown',0,'TODO: write your answer here, in place of this line.','d43e652f6cb0c9dbe03c522114b0b3be','a4ee52b3f6564293acf139432e9a2cdd');
CREATE TABLE student (
	id VARCHAR(128) NOT NULL, 
	first_name VARCHAR(128), 
	last_name VARCHAR(128), 
	email VARCHAR(128), 
	lms_user_id VARCHAR(128), 
	PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('ann','Ann','Arbor',NULL,NULL);
INSERT INTO "student" VALUES('ben','Ben','Bolt',NULL,NULL);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	student_id VARCHAR(128), 
	timestamp DATETIME, 
	extension DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (assignment_id, student_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(student_id) REFERENCES student (id)
);
INSERT INTO "submitted_assignment" VALUES('7a86455888b74579b747aab7cc66fa1a','78b306dd03d1414fabc88b87e3298fa5','ben','2027-03-02 13:00:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('3bfae6a323974da58db76a89880606d4','78b306dd03d1414fabc88b87e3298fa5','ann','2027-03-01 11:00:00.000000',NULL);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	notebook_id VARCHAR(32), 
	flagged BOOLEAN, 
	late_submission_penalty FLOAT, 
	PRIMARY KEY (id), 
	UNIQUE (notebook_id, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "submitted_notebook" VALUES('25c684344a424d7a9a1bcc788eb559ff','7a86455888b74579b747aab7cc66fa1a','a4ee52b3f6564293acf139432e9a2cdd',0,0.4);
INSERT INTO "submitted_notebook" VALUES('d35571d318924c8b9ef8c086509ebf43','3bfae6a323974da58db76a89880606d4','a4ee52b3f6564293acf139432e9a2cdd',0,NULL);
CREATE TABLE task_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
COMMIT;
