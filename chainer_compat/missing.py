"""What stands for CuPy where it cannot be used."""


class Missing:
    """A module that cannot be imported, and says so when it is asked for something.

    Args:
        name (str): The module's name.
        reason (Exception): Why it cannot be imported.
    """

    def __init__(self, name, reason):
        self._name = name
        self._reason = '{}: {}'.format(type(reason).__name__, reason)

    def __getattr__(self, attribute):
        # An AttributeError, so that hasattr() still answers.
        raise AttributeError(
            '{}.{} was asked for, but {} cannot be used here ({})'.format(
                self._name, attribute, self._name, self._reason
            )
        )
