"""OpenAI's images API played over a real socket: it keeps what it was sent and counts what it bills."""
import base64
import http.server
import json
import struct
import threading
import zlib
from email.parser import BytesParser
from email.policy import HTTP


def png(width, height, shade=0):
    """A picture of stripes: one of a single colour would count as blank."""
    rows = b"".join(b"\0" + bytes((shade + x * 37 + y * 11) % 256 for x in range(width * 3)) for y in range(height))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PICTURE = png(32, 32)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, {"object": "list", "data": []})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        call = {"path": self.path, "fields": {}, "files": []}
        kind = self.headers["Content-Type"]
        if kind.startswith("multipart/"):
            message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
            for part in message.iter_parts():
                name = part.get_param("name", header="content-disposition")
                content = part.get_payload(decode=True)
                if part.get_filename() is None:
                    call["fields"][name] = content.decode()
                else:
                    call["files"].append((name, part.get_content_type(), content))
        else:
            call["fields"] = json.loads(body)
        with self.server.lock:
            self.server.calls.append(call)
        if call["fields"].get("stream") in (True, "true"):
            return self.stream("image_edit" if "edits" in self.path else "image_generation")
        self.answer(200, {"created": 1, "data": [{"b64_json": base64.b64encode(PICTURE).decode()}]})

    def stream(self, prefix):
        text = base64.b64encode(PICTURE).decode()
        events = [{"type": prefix + ".partial_image", "b64_json": text, "partial_image_index": 0},
                  {"type": prefix + ".completed", "b64_json": text, "usage": {}}]
        body = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class ScriptedOpenAI:
    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.calls, self.server.lock = [], threading.Lock()
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        self.settings = {
            "OPENAI_API_KEY": "sk-example", "OPENAI_IMAGE_MODEL": "gpt-image-1.5",
            "OPENAI_BASE_URL": f"http://127.0.0.1:{self.server.server_address[1]}/v1"}

    @property
    def calls(self):
        with self.server.lock:
            return list(self.server.calls)

    def stop(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
