"""JSON that browsers read: NaN and infinity, which JSON has no words for, are null."""

import json
import math

from flask.json.provider import DefaultJSONProvider


class Provider(DefaultJSONProvider):
    """Flask's own, but for numbers that are none."""

    def dumps(self, obj, **more):
        try:
            return super().dumps(obj, allow_nan=False, **more)
        except ValueError:
            # Looked for only where there are such: an answer may hold 100,000 numbers.
            return super().dumps(_finite(json.loads(super().dumps(obj, **more))), **more)


def _finite(value):
    if isinstance(value, dict):
        return {name: _finite(v) for name, v in value.items()}
    if isinstance(value, list):
        return [_finite(v) for v in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
