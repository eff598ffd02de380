"""A server on this machine that serves bytes, well or badly."""

import http.server
import re
import threading


class Server(object):
    """Files by path, and what is to go wrong with them.

    Attributes:
        files (dict): Path to content.
        break_after (int): Hang up after so many bytes of one answer; None: never.
        ranges (bool): Answer requests for a part with that part.
        length (bool): Tell the length beforehand; else send chunks.
        requests (list): Path and Range header of every request so far.
    """

    def __init__(self):
        self.files, self.requests = {}, []
        self.break_after, self.ranges, self.length = None, True, True
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self):
                self.close_connection = True
                server.answer(self)

            def log_message(self, *_):
                """Not among the tests' output."""

        self._http = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        self.url = 'http://127.0.0.1:{}'.format(self._http.server_port)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self):
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def answer(self, request):
        asked = request.headers.get('Range')
        self.requests.append((request.path, asked))
        content = self.files.get(request.path)
        if content is None:
            request.send_error(404)
            return
        start = int(re.match('bytes=([0-9]+)-$', asked).group(1)) if asked and self.ranges else 0
        if start and start >= len(content):
            request.send_error(416)
            return
        part = content[start:]
        request.send_response(206 if start else 200)
        if start:
            request.send_header(
                'Content-Range', 'bytes {}-{}/{}'.format(start, len(content) - 1, len(content))
            )
        if self.length:
            request.send_header('Content-Length', str(len(part)))
        else:
            request.send_header('Transfer-Encoding', 'chunked')
            part = b'%x\r\n' % len(part) + part + b'\r\n0\r\n\r\n'
        request.end_headers()
        request.wfile.write(part[: self.break_after])
