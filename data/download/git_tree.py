"""The number that git gives a folder: a checksum of all names and contents in it.

What an archive made by GitHub holds is certain, its own bytes are not (they depend on the
compressor of the day); so a folder out of one is checked by the number that the repository itself
has for it. See "Git Internals - Git Objects" of the Pro Git book.
"""

import hashlib
import os


def tree_id(folder):
    """Id of a folder as ``git rev-parse COMMIT:FOLDER`` prints it.

    Args:
        folder (str): Folder of plain files, none executable, and of folders
            that are not empty.

    Returns:
        str: 40 hexadecimal digits.
    """
    entries = []
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            # git sorts a folder as if its name ended with a slash.
            entries.append((os.fsencode(name) + b'/', b'40000', tree_id(path)))
        else:
            with open(path, 'rb') as f:
                entries.append((os.fsencode(name), b'100644', _id(b'blob', f.read())))
    return _id(
        b'tree',
        b''.join(
            mode + b' ' + name.rstrip(b'/') + b'\0' + bytes.fromhex(digest)
            for name, mode, digest in sorted(entries)
        ),
    )


def _id(kind, content):
    return hashlib.sha1(kind + b' %d\0' % len(content) + content).hexdigest()
