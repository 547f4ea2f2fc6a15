"""The error for sizes that do not go together."""


class GeometryError(ValueError):
    """Sizes, strides, paddings or shapes that do not go together.

    The message says what failed, with which numbers, and the way out. The numbers are attributes
    too, so that an interface can say the same in its own words.

    Parameters
    ----------
    message : str
        What failed, the numbers, and the way out.
    **numbers
        The numbers by name; each becomes an attribute, and `numbers` holds them all.

    Examples
    --------
    >>> error = GeometryError("The filter does not fit.", window=5, padded=4)
    >>> error.window, error.numbers
    (5, {'window': 5, 'padded': 4})
    """

    def __init__(self, message: str, **numbers: object) -> None:
        super().__init__(message)
        self.numbers = numbers

    def __getattr__(self, name: str) -> object:
        numbers = self.__dict__.get("numbers", {})
        if name in numbers:
            return numbers[name]
        raise AttributeError(f"{type(self).__name__} has no number called {name!r}")
