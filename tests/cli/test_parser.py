import pytest

from cli.errors import UserError
from cli.parser import Parser


@pytest.mark.parametrize('given, name', [
    (['RUN', '--data', ''], '--data'),
    (['RUN', '--data='], '--data'),
    (['', '--data', 'x'], 'RUN'),
    (['RUN', '--lists', 'a', ''], '--lists'),
])  # fmt: skip
def test_an_unset_shell_variable_is_not_the_default(given, name):
    p = Parser()
    p.add_argument('run', metavar='RUN')
    p.add_argument('--data', '-d')
    p.add_argument('--lists', nargs='+')
    with pytest.raises(UserError, match='^{} is empty: is a shell variable'.format(name)):
        p.parse_args(given)
    assert p.parse_args(['RUN']).data is None
