"""In which options the chosen runs differ."""

# What the run was, not how it was made: differs in all.
_NOT_ASKED = ('out', 'resume')


def differing(facts):
    """Options that are not the same in all of some runs.

    Args:
        facts (list of dict): Their args.json.

    Returns:
        list: (name, values, one a run as text; '' where it has no such option).
    """
    flat = [_flat(f) for f in facts]
    names = sorted(set().union(*flat)) if flat else []
    found = [(name, [f.get(name, '') for f in flat]) for name in names]
    return [(name, values) for name, values in found if len(set(values)) > 1]


def _flat(facts):
    options = facts.get('options')
    found = {'model': facts.get('model'), 'commit': facts.get('commit'), 'lr': facts.get('lr')}
    for part in (options, facts.get('versions')):
        found.update(part if isinstance(part, dict) else {})
    if found.get('lr') is None:
        found['lr'] = facts.get('lr')  # the script's own
    return {n: str(v) for n, v in found.items() if n not in _NOT_ASKED and v is not None}
