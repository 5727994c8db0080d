"""Styles of tests that courses have, each with an answer that is right and one that is wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """One exercise: an answer that is right, one that is wrong, a test, and a plain cell above them."""

    right: str
    wrong: str
    test: str
    given: str = ""


#: They run apart from the answer.
FIT = {
    "seeded": Style(
        """import random
def roll():
    return random.randint(1, 6)""",
        """def roll():
    return 7""",
        """import random
random.seed(5)
first = [roll() for _ in range(5)]
random.seed(5)
assert first == [random.randint(1, 6) for _ in range(5)]""",
    ),
    "seeded_numpy": Style(
        """import numpy as np
def noise(n):
    return np.random.rand(n)""",
        """def noise(n):
    return [0] * n""",
        """import numpy as np
np.random.seed(1)
a = noise(3)
np.random.seed(1)
assert np.allclose(a, np.random.rand(3))""",
    ),
    "seeded_torch": Style(
        """import torch
def weights(n):
    return torch.randn(n)""",
        """def weights(n):
    return torch.zeros(n)""",
        """torch.manual_seed(1)
a = weights(3)
torch.manual_seed(1)
assert torch.equal(a, torch.randn(3))""",
    ),
    "prints": Style(
        """def greet(name):
    print('Hello,', name)""",
        """def greet(name):
    print('Bye')""",
        """import io
from contextlib import redirect_stdout
out = io.StringIO()
with redirect_stdout(out):
    greet('Ann')
assert out.getvalue() == 'Hello, Ann\\n'""",
    ),
    "prints_patched": Style(
        """def greet2(name):
    print('Hello,', name)""",
        """def greet2(name):
    print('Bye')""",
        """import io
from unittest.mock import patch
with patch('sys.stdout', new_callable=io.StringIO) as out:
    greet2('Ann')
assert out.getvalue() == 'Hello, Ann\\n'""",
    ),
    "exception": Style(
        """class TooPoor(Exception):
    pass
def withdraw(n):
    if n > 10:
        raise TooPoor('only 10')
    return 10 - n""",
        """class TooPoor(Exception):
    pass
def withdraw(n):
    return 10 - n""",
        """assert withdraw(3) == 7
try:
    withdraw(11)
except TooPoor as error:
    assert 'only 10' in str(error)
else:
    raise AssertionError('nothing was raised')""",
    ),
    "exception_family": Style(
        """class Base(Exception):
    pass
class Deep(Base):
    def __init__(self, level):
        super().__init__(f'level {level}')
        self.level = level
def dive(n):
    raise Deep(n)""",
        """class Base(Exception):
    pass
class Deep(Base):
    pass
def dive(n):
    raise ValueError""",
        """import pytest
with pytest.raises(Base) as caught:
    dive(3)
assert isinstance(caught.value, Deep) and caught.value.level == 3 and issubclass(Deep, Base)""",
    ),
    "function_passed": Style(
        """def apply(f, xs):
    return [f(x) for x in xs]""",
        """def apply(f, xs):
    return xs""",
        """def square(x):
    return x * x
assert apply(square, [1, 2, 3]) == [1, 4, 9]
assert apply(lambda x: x + 1, [1]) == [2]
assert apply(abs, [-1]) == [1]""",
    ),
    "spy": Style(
        """def each(f, xs):
    for x in xs:
        f(x)""",
        """def each(f, xs):
    f(xs)""",
        """seen = []
each(seen.append, [1, 2])
assert seen == [1, 2]""",
    ),
    "function_returned": Style(
        """def adder(n):
    return lambda x: x + n""",
        """def adder(n):
    return lambda x: x""",
        """assert adder(3)(4) == 7""",
    ),
    "torch_function_passed": Style(
        """import torch
def slope(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return x.grad""",
        """def slope(f, x):
    return x""",
        """x = torch.tensor([0.0, 1.0])
assert torch.allclose(slope(torch.tanh, x), 1 - torch.tanh(x) ** 2)""",
    ),
    "frame_returned": Style(
        """import pandas as pd
def table(n):
    return pd.DataFrame({'x': range(n), 'name': [f'row {i}' for i in range(n)], 'half': [i / 2 for i in range(n)]})""",
        """def table(n):
    return pd.DataFrame({'x': range(n)})""",
        """import pandas as pd
want = pd.DataFrame({'x': range(3), 'name': ['row 0', 'row 1', 'row 2'], 'half': [0.0, 0.5, 1.0]})
pd.testing.assert_frame_equal(table(3), want)
assert table(2).shape == (2, 3)""",
    ),
    "frame_passed": Style(
        """def total(df):
    return df.groupby('k')['v'].sum()""",
        """def total(df):
    return df['v'].sum()""",
        """df = pd.DataFrame({'k': pd.Categorical(['a', 'b', 'a']), 'v': [1, 2, 3], 'gone': [1.0, None, 2.0]})
df['day'] = pd.date_range('2024-01-01', periods=3)
found = total(df)
assert found['a'] == 4 and found.loc['b'] == 2 and isinstance(found, pd.Series)""",
    ),
    "frame_changed": Style(
        """def add_column(df):
    df['z'] = df['x'] * 2""",
        """def add_column(df):
    pass""",
        """df = pd.DataFrame({'x': [1, 2]}, index=['a', 'b'])
add_column(df)
assert list(df['z']) == [2, 4] and list(df.index) == ['a', 'b']""",
    ),
    "input_stubbed": Style(
        """def age():
    return int(input('How old? ')) + 1""",
        """def age():
    return 0""",
        """from unittest.mock import patch
with patch('builtins.input', return_value='41'):
    assert age() == 42""",
    ),
    "input_by_hand": Style(
        """def age2():
    return int(input('How old? ')) + 1""",
        """def age2():
    return 0""",
        """import builtins
old = builtins.input
answers = iter(['1', '2'])
builtins.input = lambda prompt='': next(answers)
try:
    assert [age2(), age2()] == [2, 3]
finally:
    builtins.input = old""",
    ),
    "warning": Style(
        """import warnings
def old_way():
    warnings.warn('use the new way', DeprecationWarning)
    return 1""",
        """def old_way():
    return 1""",
        """import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    assert old_way() == 1
assert len(seen) == 1 and issubclass(seen[0].category, DeprecationWarning) and 'new way' in str(seen[0].message)""",
    ),
    "isinstance": Style(
        """class Account:
    def __init__(self, n):
        self.n = n
def make(n):
    return Account(n)""",
        """class Account:
    pass
def make(n):
    return n""",
        """a = make(3)
assert isinstance(a, Account) and a.n == 3""",
    ),
    "generator": Style(
        """def count():
    n = 0
    while True:
        yield n
        n += 1""",
        """def count():
    yield 1""",
        """g = count()
assert [next(g), next(g)] == [0, 1]
from itertools import islice
assert list(islice(g, 2)) == [2, 3]""",
    ),
    "generator_ends": Style(
        """def two():
    yield 1
    yield 2""",
        """def two():
    yield 1
    yield 2
    yield 3""",
        """g = two()
assert next(g) == 1 and next(g) == 2
try:
    next(g)
except StopIteration:
    pass
else:
    raise AssertionError('a third one')""",
    ),
    "dates": Style(
        """import numpy as np
def days(n):
    return np.datetime64('2024-01-01') + np.arange(n)""",
        """def days(n):
    return np.arange(n)""",
        """assert (days(3) == np.array(['2024-01-01', '2024-01-02', '2024-01-03'], dtype='datetime64[D]')).all()""",
    ),
    "figure": Style(
        """import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
def draw():
    fig, ax = plt.subplots()
    ax.plot([1, 2])
    ax.set_title('A line')
    return ax""",
        """def draw():
    fig, ax = plt.subplots()
    return ax""",
        """ax = draw()
assert ax.get_title() == 'A line'
assert list(ax.get_lines()[0].get_ydata()) == [1, 2]""",
    ),
    "getsource": Style(
        """def loop(xs):
    total = 0
    for x in xs:
        total += x
    return total""",
        """def loop(xs):
    return sum(xs)""",
        """import inspect
assert loop([1, 2]) == 3
assert 'sum(' not in inspect.getsource(loop)""",
    ),
    "file_written": Style(
        """def save(text):
    with open('out.txt', 'w') as file:
        file.write(text)""",
        """def save(text):
    pass""",
        """import os
if os.path.exists('out.txt'):
    os.remove('out.txt')
save('hello')
assert open('out.txt').read() == 'hello'""",
    ),
    "file_read": Style(
        """def words(path):
    return open(path).read().split()""",
        """def words(path):
    return []""",
        """with open('in.txt', 'w') as file:
    file.write('a b')
assert words('in.txt') == ['a', 'b']""",
    ),
    "variable": Style(
        """answer = 42""",
        """answer = 41""",
        """assert answer == 42""",
    ),
    "frame_variable": Style(
        """df = pd.DataFrame({'a': [1, 2, 3]})
big = df[df['a'] > 1]""",
        """big = 3""",
        """assert big.shape == (2, 1) and big['a'].tolist() == [2, 3] and list(big.index) == [1, 2]""",
    ),
    "doctest": Style(
        """def inc(x):
    '''Add one.

    >>> inc(1)
    2
    '''
    return x + 1""",
        """def inc(x):
    '''Add one.

    >>> inc(1)
    2
    '''
    return x""",
        """import doctest
failed, tried = doctest.testmod()
assert failed == 0 and inc(2) == 3""",
    ),
    "unittest": Style(
        """def inc2(x):
    return x + 1""",
        """def inc2(x):
    return x""",
        """import io
import unittest
class TestInc(unittest.TestCase):
    def test_it(self):
        self.assertEqual(inc2(1), 2)
cases = unittest.defaultTestLoader.loadTestsFromTestCase(TestInc)
assert unittest.TextTestRunner(io.StringIO()).run(cases).wasSuccessful()""",
    ),
    "partial_number": Style(
        """def good(x):
    return x > 0""",
        """def good(x):
    return True""",
        """0.5 * sum(good(x) == (x > 0) for x in (1, -1))""",
    ),
    "set_equal": Style(
        """def letters(s):
    return set(s)""",
        """def letters(s):
    return s""",
        """assert letters('aba') == {'a', 'b'}""",
    ),
    "rng": Style(
        """def draw3(rng):
    return rng.integers(10, size=3)""",
        """def draw3(rng):
    return [1]""",
        """a = draw3(np.random.default_rng(0))
assert list(a) == list(np.random.default_rng(0).integers(10, size=3))""",
    ),
    "str_of_object": Style(
        """class Money:
    def __init__(self, n):
        self.n = n
    def __str__(self):
        return f'{self.n} euros'""",
        """class Money:
    def __init__(self, n):
        pass""",
        """assert str(Money(3)) == '3 euros' and f'{Money(2)}' == '2 euros'""",
    ),
    "given_helper": Style(
        """def half(x):
    return x / 2""",
        """def half(x):
    return x""",
        """assert is_close(half(3), 1.5)""",
        """%matplotlib inline
TOLERANCE = 1e-6
def is_close(a, b):
    return abs(a - b) < TOLERANCE""",
    ),
    "given_checks": Style(
        """def squared(x):
    return x * x""",
        """def squared(x):
    return x""",
        """check_squared([(2, 4), (3, 9)])""",
        """def check_squared(cases):
    for x, want in cases:
        assert squared(x) == want""",
    ),
    "given_exception": Style(
        """def heat(t):
    if t < 0:
        raise FarTooCold(t)
    return t""",
        """def heat(t):
    return t""",
        """try:
    heat(-3)
except TooCold as error:
    assert error.t == -3 and 'too cold' in str(error) and isinstance(error, FarTooCold)
else:
    raise AssertionError('nothing was raised')
import pytest
with pytest.raises(FarTooCold):
    heat(-1)""",
        """class TooCold(Exception):
    def __init__(self, t):
        super().__init__(f'{t} is too cold')
        self.t = t
class FarTooCold(TooCold):
    pass""",
    ),
    "name_of_a_test": Style(
        """def same(x):
    return x""",
        """def same(x):
    return 0""",
        """wanted = 5
assert same(wanted) == 5""",
    ),
    "from_a_test_above": Style(
        """def same_again(x):
    return x""",
        """def same_again(x):
    return 0""",
        """assert same_again(wanted) == 5""",
    ),
    "given_list_changed": Style(
        "numbers.sort()", "numbers.reverse()", "assert numbers == [1, 2, 3]", "numbers = [3, 1, 2]"
    ),
    "given_frame_changed": Style(
        "people['old'] = people['age'] > 15",
        "people['old'] = people['age'] > 5",
        "assert people['old'].tolist() == [False, True]",
        "people = pd.DataFrame({'age': [10, 20]})",
    ),
    "given_back": Style(
        """def identity(x):
    return x""",
        """def identity(x):
    return list(x)""",
        """numbers_in = [1, 2]
assert identity(numbers_in) is numbers_in""",
    ),
    "not_given_back": Style(
        """def copied(x):
    return list(x)""",
        """def copied(x):
    return x""",
        """given_in = [1, 2]
found = copied(given_in)
assert found == given_in and found is not given_in""",
    ),
    "docstring": Style(
        """def documented(r):
    'A number again.'
    return r""",
        """def documented(r):
    return r""",
        """assert documented.__doc__ is not None and documented(1) == 1""",
    ),
    "defaults": Style(
        """def raised(x, to=2):
    return x**to""",
        """def raised(x, to=3):
    return x**to""",
        """assert raised.__defaults__ == (2,) and 'sum' not in raised.__code__.co_names""",
    ),
    "attributes": Style(
        """class Pair:
    def __init__(self, a):
        self.a = a""",
        """class Pair:
    def __init__(self, a):
        self.b = a""",
        """assert vars(Pair(1)) == {'a': 1} and Pair(2).__dict__ == {'a': 2}""",
    ),
    "structured_array": Style(
        """records = np.array([(1, 2.0)], dtype=[('a', int), ('b', float)])""",
        """records = np.array([(1, 3.0)], dtype=[('a', int), ('b', float)])""",
        """assert records['b'][0] == 2.0""",
    ),
}

#: They do not, and an instructor is told so before anybody is graded.
UNFIT = {
    "signature": Style(
        """def f(a, b=2, *, c: int = 3) -> int:
    return a + b + c""",
        """def f(a):
    return a""",
        """import inspect
assert list(inspect.signature(f).parameters) == ['a', 'b', 'c'] and f(1) == 6""",
    ),
    "object_compared": Style(
        """class P:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x
def p(x):
    return P(x)""",
        """class P:
    pass
def p(x):
    return P()""",
        """assert p(1) == p(1) and p(1) != p(2)""",
    ),
    "len_of_object": Style(
        """class Stack:
    def __init__(self):
        self.items = []
    def push(self, x):
        self.items.append(x)
    def __len__(self):
        return len(self.items)""",
        """class Stack:
    def push(self, x):
        pass
    def __len__(self):
        return 0""",
        """s = Stack()
s.push(1)
assert len(s) == 1""",
    ),
    "subclassed": Style(
        """class Shape:
    def twice(self):
        return 2 * self.area()""",
        """class Shape:
    def twice(self):
        return self.area()""",
        """class Square(Shape):
    def area(self):
        return 4
assert Square().twice() == 8""",
    ),
    "calls_counted": Style(
        """def helper(x):
    return x + 1
def uses(x):
    return helper(x)""",
        """def helper(x):
    return x + 1
def uses(x):
    return x + 1""",
        """calls = []
original = helper
def helper(x):
    calls.append(x)
    return original(x)
assert uses(1) == 2 and calls == [1]
helper = original""",
    ),
}
