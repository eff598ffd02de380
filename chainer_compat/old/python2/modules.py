"""Python 2's modules, by their names: which module of today stands for each."""

_OURS = 'chainer_compat.old.modules.'

MODULES = {
    'BaseHTTPServer': 'http.server', 'ConfigParser': 'configparser', 'Cookie': 'http.cookies',
    'HTMLParser': 'html.parser', 'Queue': 'queue', 'SimpleHTTPServer': 'http.server',
    'SocketServer': 'socketserver', 'StringIO': _OURS + 'StringIO', 'Tkinter': 'tkinter',
    'UserDict': 'collections', 'UserList': 'collections', 'UserString': 'collections',
    '__builtin__': 'builtins', 'anydbm': 'dbm', 'cPickle': _OURS + 'pickle2',
    'cStringIO': _OURS + 'StringIO', 'commands': _OURS + 'commands',
    'cookielib': 'http.cookiejar', 'copy_reg': 'copyreg', 'dummy_thread': '_thread',
    'exceptions': 'builtins', 'httplib': 'http.client', 'md5': 'hashlib', 'sha': 'hashlib',
    'thread': '_thread', 'tkFileDialog': 'tkinter.filedialog', 'tkMessageBox': 'tkinter.messagebox',
    'urllib2': _OURS + 'urllib2', 'urlparse': 'urllib.parse', 'xmlrpclib': 'xmlrpc.client',
}  # fmt: skip
# PIL before it was Pillow.
MODULES.update(
    (name, 'PIL.' + name)
    for name in ('Image', 'ImageDraw', 'ImageEnhance', 'ImageFilter', 'ImageFont', 'ImageOps')
)
