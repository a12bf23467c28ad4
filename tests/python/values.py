"""`decoded` makes values of Python of those of JSON, which has neither bytes nor tuples."""


def decoded(value):
    """`{"bytes": [1, 2]}` are bytes, and `{"tuple": [..]}` is a tuple."""
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["bytes"]:
        return bytes(value["bytes"])
    if list(value) == ["tuple"]:
        return tuple(decoded(value["tuple"]))
    return {key: decoded(item) for key, item in value.items()}
