"""The names that translated code gets from ``names``, where it uses them."""

NAMES = frozenset([
    'StandardError', 'apply', 'basestring', 'buffer', 'cmp', 'codecs_open', 'coerce',
    'csv_DictReader', 'csv_reader', 'exc_clear', 'execfile', 'file', 'filter', 'getcwdu',
    'getreader', 'getwriter', 'input', 'intern', 'long', 'map', 'maxint', 'open', 'ord',
    'print', 'range', 'raw_input', 'reduce', 'reload', 'round', 'setdefaultencoding', 'sorted',
    'unichr', 'unicode', 'xrange', 'zip',
])  # fmt: skip
