"""Requests, valid and spoilt, the same ones for the same seed."""

METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"]
TARGETS = ["/", "/a/b?c=d&e", "/%E5%BC%A0", "/a;b@c:d", "/?x={y}|z", "http://h/p?q", "http://h", "/" + "a" * 300]
FIELDS = [
    ("Accept", "*/*"),
    ("User-Agent", "t/1 (x; y)"),
    ("X-Empty", ""),
    ("Cookie", "a=b; c=\"d\""),
    ("Connection", "keep-alive"),
    ("Connection", "close"),
    ("X-Text", "张三"),
    ("TE", "trailers"),
    ("x-tab", "a\tb"),
]
# What has been used to make two parsers see different requests.
LINES = [
    b"Transfer-Encoding: chunked\r\n", b"Content-Length: 3\r\n", b"Content-Length: 4\r\n", b"Content-Length: +3\r\n", b"Content-Length: 3, 3\r\n",
    b"Content-Length : 3\r\n", b"Content-Length:\x0b3\r\n", b"Content-Length: 0x3\r\n", b"Content-Length: 03\r\n",
    b"Content-Length: 3 3\r\n", b"Content-Length: \r\n", b"Content-Length: 99999999999999999999\r\n",
    b"Transfer-Encoding: Chunked\r\n", b"Transfer-Encoding: xchunked\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n", b"Transfer-Encoding: chunked, chunked\r\n", b"Transfer-Encoding:\r\n",
    b"Transfer-Encoding : chunked\r\n", b"Transfer-Encoding: identity\r\n", b"Transfer-Encoding\r\n: chunked\r\n",
    b"Transfer-Encoding: \x0bchunked\r\n", b"Transfer-Encoding: chunked \r\n", b"Transfer-Encoding: chunked;a=b\r\n",
    b"Host: other\r\n", b"Host:\r\n", b"Host: a b\r\n", b"Host: h/x\r\n", b" folded\r\n", b"\tfolded: x\r\n", b"X: a\nY: b\r\n",
    b"X: a\rY: b\r\n", b"X: a\0b\r\n", b"X: a\x01b\r\n", b"X\0: a\r\n", b": a\r\n", b"X\r\n", b"X Y: a\r\n", b"X: \xff\r\n",
    b"X: a\r\n\r\n", b"X: a\n\n", b"Expect: 100-continue\r\n", b"Expect: x\r\n", b"\xc3\xa4: a\r\n", b"X: a\x7f\r\n",
    b"Upgrade: websocket\r\n", b"Connection: close, keep-alive\r\n", b"Proxy-Connection: keep-alive\r\n",
]
FRAMING = [line for line in LINES if line.startswith((b"Content-Length", b"Transfer-Encoding"))]
STARTS = [
    b"GET / HTTP/1.0", b"GET  / HTTP/1.1", b"GET /  HTTP/1.1", b"GET / HTTP/1.1 ", b" GET / HTTP/1.1", b"GET / http/1.1",
    b"GET / HTTP/1.2", b"GET / HTTP/2.0", b"GET /", b"GET", b"get / HTTP/1.1", b"G(T / HTTP/1.1", b"GET /a b HTTP/1.1",
    b"GET /a#b HTTP/1.1", b"GET \xc3\xa4 HTTP/1.1", b"GET /\xc3\xa4 HTTP/1.1", b"GET /\0 HTTP/1.1", b"GET * HTTP/1.1",
    b"OPTIONS * HTTP/1.1", b"CONNECT h:1 HTTP/1.1", b"GET http://other/ HTTP/1.1", b"GET ftp://h/ HTTP/1.1",
    b"GET\t/\tHTTP/1.1", b"GET / HTTP/1.1\r", b"\r\nGET / HTTP/1.1", b"\r\n\r\nGET / HTTP/1.1", b"\nGET / HTTP/1.1",
    b"GET / HTTP/01.1", b"GET / HTTP/1.1x", b"GET / HTTP/1,1", b"GET / XTTP/1.1", b"PURGE / HTTP/1.1", b"GET x HTTP/1.1",
    b"GET /\\ HTTP/1.1", b"GET /<a>\" HTTP/1.1", b"GET http:///p HTTP/1.1", b"GET http://u@h/ HTTP/1.1",
]
CHUNKS = [
    b"3\r\nabc\r\n", b"03\r\nabc\r\n", b"3;x\r\nabc\r\n", b"3 ;x=y\r\nabc\r\n", b"3;x=\"y\"\r\nabc\r\n", b"3\nabc\r\n", b"3\r\nabc\n",
    b"0x3\r\nabc\r\n", b"+3\r\nabc\r\n", b"-3\r\nabc\r\n", b" 3\r\nabc\r\n", b"3 \r\nabc\r\n", b"4\r\nabc\r\n", b"2\r\nabc\r\n",
    b"3;a\rb\r\nabc\r\n", b"3;a\0\r\nabc\r\n", b"\r\nabc\r\n", b"g\r\nabc\r\n", b"FFFFFFFFFFFFFFFFF\r\n", b"3\r\nabc", b"3\r\nabcXX",
]
TRAILERS = [b"\r\n", b"X: y\r\n\r\n", b"\n", b"X: y\n\r\n", b" x\r\n\r\n", b"X : y\r\n\r\n", b"X: a\0\r\n\r\n", b"Content-Length: 9\r\n\r\n"]
SPOIL = [b"\r", b"\n", b"\r\n", b"\0", b" ", b"\t", b":", b"\x0b", b"\x80", b"\xff", b"0", b";", b",", b"#"]


def valid(dice):
    """A request that the standard allows."""
    method, target = dice.choice(METHODS), dice.choice(TARGETS)
    fields = [("Host", "h")] + dice.sample(FIELDS, dice.randrange(4))
    body = b""
    if method in ("POST", "PUT", "PATCH"):
        data = bytes(dice.randrange(256) for _ in range(dice.randrange(30)))
        if dice.random() < 0.5:
            fields.append(("Content-Length", str(len(data))))
            body = data
        else:
            fields.append(("transfer-encoding", "chunked"))
            body = in_chunks(dice, data)
    dice.shuffle(fields)
    lines = "".join(f"{name}:{dice.choice(['', ' ', '  '])}{value}\r\n" for name, value in fields)
    return f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode() + body


def in_chunks(dice, data):
    out = b""
    while data:
        size = dice.randrange(1, len(data) + 1)
        out += f"{size:x}\r\n".encode() + data[:size] + b"\r\n"
        data = data[size:]
    return out + b"0\r\n" + dice.choice([b"", b"X-Trailer: a\r\n"]) + b"\r\n"


def spoilt_lines(dice):
    """A start line and a few field lines out of the lists, and a body that fits some of them."""
    start = dice.choice(STARTS) if dice.random() < 0.5 else b"POST / HTTP/1.1"
    lines = [b"Host: h\r\n"] if dice.random() < 0.9 else []
    lines += [dice.choice(dice.choice([LINES, FRAMING, FRAMING[:3]])) for _ in range(dice.randrange(4))]
    dice.shuffle(lines)
    body = dice.choice([b"", b"abc", b"0\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\n", b"abcGET /hidden HTTP/1.1\r\nHost: h\r\n\r\n"])
    return start + b"\r\n" + b"".join(lines) + b"\r\n" + body


def spoilt_chunks(dice):
    chunks = b"".join(dice.choice(CHUNKS) if dice.random() < 0.5 else CHUNKS[0] for _ in range(dice.randrange(3)))
    end = b"0\r\n" + (dice.choice(TRAILERS) if dice.random() < 0.5 else b"\r\n")
    return b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + end


def spoilt_bytes(dice):
    data = bytearray(valid(dice))
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(data) + 1)
        kind = dice.randrange(3)
        if kind == 0:
            data[at:at] = dice.choice(SPOIL)
        elif kind == 1:
            del data[at : at + dice.randrange(1, 3)]
        else:
            data[at : at + 1] = dice.choice(SPOIL)
    return bytes(data)


def cases(dice, count):
    makers = [valid, spoilt_lines, spoilt_lines, spoilt_chunks, spoilt_bytes]
    for _ in range(count):
        data = dice.choice(makers)(dice)
        # Something behind it: whoever sees its beginning elsewhere is caught.
        yield data + (valid(dice) if dice.random() < 0.5 else b"")
