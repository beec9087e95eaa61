"""The other parsers, each giving (error, waits, requests) for a string of bytes.

A request is (method, target, version, ((name, value), …), body, keeps_alive). Reading stops behind a request after
which the connection closes.
"""

import h11
import httptools


def ask_h11(data):
    requests, current, body = [], None, b""
    connection = h11.Connection(h11.SERVER)
    try:
        connection.receive_data(data)
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                left = connection.trailing_data[0]
                return None, current is not None or bool(left.strip(b"\r\n")), requests
            if event is h11.PAUSED:
                return None, False, requests
            if isinstance(event, h11.Request):
                current, body = event, b""
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                alive = answer_h11(connection)
                requests.append(
                    (
                        current.method.decode(),
                        current.target.decode("latin-1"),
                        current.http_version.decode(),
                        tuple((name.lower(), value) for name, value in current.headers.raw_items()),
                        body,
                        alive,
                    )
                )
                current = None
                if not alive:
                    return None, False, requests
                connection.start_next_cycle()
    except h11.RemoteProtocolError as error:
        return str(error), False, requests


def answer_h11(connection):
    """Sends an empty answer, so that the next request may be read; says whether there may be one.

    It is a refusal, because after any other answer CONNECT and Upgrade would end the talk in HTTP.
    """
    connection.send(h11.Response(status_code=400, headers=[("content-length", "0")]))
    connection.send(h11.EndOfMessage())
    return connection.our_state is h11.DONE


class Collector:
    """What httptools calls back."""

    def __init__(self):
        self.requests, self.parser, self.closed = [], None, False
        self.begun = False

    def on_message_begin(self):
        self.url, self.headers, self.body, self.begun = b"", [], b"", True

    def on_url(self, url):
        self.url += url

    def on_header(self, name, value):
        self.headers.append((name.lower(), value.strip(b" \t")))

    def on_body(self, body):
        self.body += body

    def on_headers_complete(self):
        self.method = self.parser.get_method().decode()
        self.version = self.parser.get_http_version()
        self.alive = self.parser.should_keep_alive()
        # What comes after this are trailers.
        self.fields = tuple(self.headers)

    def on_message_complete(self):
        if self.closed:
            return
        self.begun = False
        self.requests.append(
            (self.method, self.url.decode("latin-1"), self.version, self.fields, self.body, self.alive)
        )
        self.closed = not self.alive


def ask_httptools(data):
    collector = Collector()
    collector.parser = httptools.HttpRequestParser(collector)
    try:
        collector.parser.feed_data(data)
    except httptools.HttpParserUpgrade:
        pass
    except httptools.HttpParserError as error:
        if not collector.closed:
            return str(error), False, collector.requests
    return None, collector.begun and not collector.closed, collector.requests
