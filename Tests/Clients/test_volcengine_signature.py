"""The official Volcengine SDK signs the request that the worker sent: both signatures must be the same."""
import http.server
import json
import threading
from unittest import mock
from urllib.parse import parse_qsl, urlsplit
import urllib.error
import urllib.request

import pytest
from volcengine.auth.SignerV4 import SignerV4
from volcengine.base.Request import Request
from volcengine.Credentials import Credentials

ACCESS_KEY, SECRET_KEY = "AKLTexampleexampleexample", "exampleSecretKeyOfNoAccount=="


class Recorder(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers), body))
        answer = json.dumps({"code": 50412, "data": None, "message": "Text Risk Not Pass", "request_id": "R"}).encode()
        self.send_response(400)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def recorder():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    server.requests = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("prompt", ["a hill", "雨夜的江南古镇 🌧 “quoted”", "x" * 800])
def test_the_sdk_signs_the_same_request_the_same_way(start, recorder, prompt):
    host = f"127.0.0.1:{recorder.server_address[1]}"
    worker = start("image-worker", {
        "VOLCENGINE_ACCESS_KEY_ID": ACCESS_KEY, "VOLCENGINE_SECRET_ACCESS_KEY": SECRET_KEY,
        "VOLCENGINE_BASE_URL": "http://" + host})
    order = urllib.request.Request(
        worker.url + "/api/generate-image", json.dumps({"prompt": prompt, "provider": "jimeng"}).encode(),
        {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(order, timeout=30)
    assert refused.value.code == 422
    [(target, fields, body)] = recorder.requests
    fields = {name.lower(): value for name, value in fields.items()}

    request = Request()
    request.method, request.host = "POST", fields["host"]
    request.path = urlsplit(target).path
    request.query = dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))
    request.headers = {"Content-Type": fields["content-type"], "Host": fields["host"]}
    request.body = body.decode()
    with mock.patch.object(SignerV4, "get_current_format_date", return_value=fields["x-date"]):
        SignerV4.sign(request, Credentials(ACCESS_KEY, SECRET_KEY, "cv", "cn-north-1"))
    assert request.headers["Authorization"] == fields["authorization"]
    assert request.headers["X-Content-Sha256"] == fields["x-content-sha256"]
