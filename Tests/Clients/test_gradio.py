"""A real Gradio app, driven through the worker."""
import base64
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from conftest import HERE, LIMIT

PNG = b"\x89PNG\r\n\x1a\n"


class App:
    """The app of gradio_app.py, with at most so many orders waiting."""

    def __init__(self, waiting, *options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "gradio_app.py"), str(self.port), str(waiting), *options],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            assert self.process.poll() is None, "the app ended"
            try:
                urllib.request.urlopen(self.url + "/config", timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)  # There is no event to wait for: it is another's program that starts.
        raise AssertionError("the app did not start")

    def stop(self):
        self.process.kill()
        self.process.wait(LIMIT)


@pytest.fixture(scope="module")
def app():
    app = App(1)
    yield app
    app.stop()


@pytest.fixture
def worker(start, app):
    return start("image-worker", {"GRADIO_BASE_URL": app.url})


def order(worker, prompt, accept="image/*", **fields):
    """Status, fields and body of an order's answer."""
    body = json.dumps({"prompt": prompt, "provider": "gradio", **fields}).encode()
    request = urllib.request.Request(
        worker.url + "/api/generate-image", body, {"Content-Type": "application/json", "Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def test_success(worker):
    status, fields, body = order(worker, "a hill")
    assert status == 200, body
    assert body.startswith(PNG)
    assert fields["X-Provider"] == "gradio"
    assert len(fields["X-Provider-Task-Id"]) == 32


def test_a_seed_is_kept(worker):
    one, two, other = (order(worker, "a hill", seed=seed)[2] for seed in (7, 7, 8))
    assert one == two != other


def test_results_on_the_way_are_passed_over(worker):
    status, _, body = order(worker, "stream 3", seed=5)
    assert (status, body[:8]) == (200, PNG)
    # The last result is the one with the highest number, not the first that came.
    assert body == order(worker, "a hill", seed=5)[2]


def test_size_picks_the_label(worker):
    assert order(worker, "a hill", size="1024x1536")[0] == 200
    status, _, body = order(worker, "a hill", size="1000x1000")
    assert status == 400
    assert json.loads(body)["details"]["field"] == "size"


def test_references_are_uploaded_into_the_gallery(start, app):
    """The app gives its gallery back behind the new picture: the answer is the new one."""
    worker = start("image-worker", {"GRADIO_BASE_URL": app.url, "GRADIO_REFERENCES": "2"})
    picture = "data:image/png;base64," + base64.b64encode(order(worker, "a hill", seed=1)[2]).decode()
    status, _, body = order(worker, "a hill", seed=2, referenceImages=[{"data": picture, "name": "Ann"}, picture])
    assert (status, body) == (200, order(worker, "a hill", seed=2)[2])
    status, _, body = order(worker, "a hill", referenceImages=[picture] * 3)
    assert status == 400
    assert json.loads(body)["details"]["field"].startswith("referenceImages")


def test_an_app_that_takes_no_references_says_so(worker):
    picture = "data:image/png;base64," + base64.b64encode(order(worker, "a hill")[2]).decode()
    assert order(worker, "a hill", referenceImages=[picture])[0] == 400


def test_an_error_is_told_in_the_apps_words(worker):
    status, _, body = order(worker, "error the model is tired", accept="application/json")
    assert status == 502
    assert "the model is tired" in json.loads(body)["error"]


def test_a_crash_tells_nothing_of_its_inside(worker):
    status, _, body = order(worker, "crash", accept="application/json")
    assert status == 502
    assert b"internal detail" not in body
    assert b"Traceback" not in body


def test_a_value_out_of_range_is_the_apps_error(start, app):
    worker = start("image-worker", {"GRADIO_BASE_URL": app.url, "GRADIO_STEPS": "30"})
    status, _, body = order(worker, "a hill", accept="application/json")
    assert status == 502
    assert "30" in json.loads(body)["error"]


def test_a_full_queue_is_waited_for_and_then_told(start, worker):
    """One runs and one waits; of further orders the app refuses those that come while both are there."""
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(order(worker, "slow 4", accept="application/json")))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    worker.event("image_generation_submitted")
    worker.event("image_generation_submitted")
    status, fields, body = order(worker, "a hill", accept="application/json")
    for thread in threads:
        thread.join(LIMIT)
    assert [result[0] for result in results] == [200, 200]
    # Retried after one and two seconds: served if a place was free by then, else told as a limit.
    assert status in (200, 429)
    if status == 429:
        assert json.loads(body)["errorCode"] == "RATE_LIMITED"


def test_a_password_is_told_as_a_refused_key(start):
    app = App(1, "auth")
    try:
        status, _, body = order(start("image-worker", {"GRADIO_BASE_URL": app.url}), "a", accept="application/json")
    finally:
        app.stop()
    assert status == 502
    assert json.loads(body)["details"]["provider"] == "gradio"


def test_an_app_without_that_function(start, app):
    worker = start("image-worker", {"GRADIO_BASE_URL": app.url, "GRADIO_API_NAME": "nothing"})
    status, _, body = order(worker, "a hill", accept="application/json")
    assert status == 502
    assert b"Traceback" not in body
