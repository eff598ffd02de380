"""What every command of this repository shares: options, run folders, one-line errors.

The bottom package: everybody may import it, it imports nothing of ours.
"""
