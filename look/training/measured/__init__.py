"""What can be measured of a run: of each kind of network its measures, its data, one example drawn.

Each module has ``measure``, ``datasets`` and ``drawn``, and the names that its networks have in
args.json, ``NETWORKS``.
"""
