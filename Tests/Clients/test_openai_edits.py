"""Edits by the official OpenAI client through gateway and worker, to a scripted OpenAI server behind them."""
import base64
import http.client
import json
import os

import openai
import pytest

from scripted_openai import PICTURE, ScriptedOpenAI, png


@pytest.fixture
def provider():
    provider = ScriptedOpenAI()
    yield provider
    provider.stop()


@pytest.fixture
def edited(both, provider):
    """A client of both processes, and what the provider was sent."""
    gateway, worker = both(provider.settings)
    return openai.OpenAI(base_url=gateway.url + "/v1", api_key="any"), provider, gateway, worker


A, B, C = (png(16, 16, shade) for shade in (1, 60, 120))


def file(content, name="a.png", kind="image/png"):
    return (name, content, kind)


def test_one_image(edited):
    client, provider, *_ = edited
    answer = client.images.edit(model="openai", image=file(A), prompt="at night", size="1024x1024", quality="low")
    assert base64.b64decode(answer.data[0].b64_json) == PICTURE
    [call] = provider.calls
    assert call["path"] == "/v1/images/edits"
    assert [(name, content) for name, _, content in call["files"]] == [("image", A)]
    assert call["fields"]["prompt"] == "at night"
    assert call["fields"]["quality"] == "low"
    assert answer.usage.input_images == 1
    assert answer.usage.generated_images == 1


def test_three_images_are_one_request(edited):
    client, provider, *_ = edited
    answer = client.images.edit(image=[file(A), file(B), file(C)], prompt="all three together")
    assert len(answer.data) == 1
    [call] = provider.calls
    assert [(name, content) for name, _, content in call["files"]] == [("image[]", A), ("image[]", B), ("image[]", C)]
    assert answer.usage.input_images == 3


def test_mask_and_n(edited):
    client, provider, *_ = edited
    answer = client.images.edit(image=file(A), mask=file(B, "m.png"), prompt="x", n=2)
    assert len(answer.data) == 2
    calls = provider.calls
    assert len(calls) == 2
    for call in calls:
        assert {name: content for name, _, content in call["files"]} == {"image": A, "mask": B}


def test_stream_with_pictures_on_the_way(edited):
    client, *_ = edited
    events = list(client.images.edit(image=file(A), prompt="x", stream=True, partial_images=1))
    assert [event.type for event in events] == ["image_edit.partial_image", "image_edit.completed"]
    assert base64.b64decode(events[0].b64_json) == PICTURE
    events = list(client.images.generate(prompt="x", stream=True, partial_images=1))
    assert [event.type for event in events] == ["image_generation.partial_image", "image_generation.completed"]


def test_an_error_is_the_clients_own(edited):
    client, provider, *_ = edited
    with pytest.raises(openai.BadRequestError) as refused:
        client.images.edit(image=[file(A), file(b"no picture", "b.png")], prompt="x")
    assert refused.value.param == "image[1]"
    assert provider.calls == []


def test_raw_bytes_without_a_type_are_taken(edited):
    client, provider, *_ = edited
    client.images.edit(image=A, prompt="x")
    [(_, kind, content)] = provider.calls[0]["files"]
    assert (kind, content) == ("image/png", A)


def test_a_provider_without_references_says_so(both):
    gateway, _ = both()
    client = openai.OpenAI(base_url=gateway.url + "/v1", api_key="any")
    with pytest.raises(openai.BadRequestError):
        client.images.edit(model="sketch", image=file(A), prompt="x")


def post(gateway, parts, headers=None, boundary="b"):
    """A form by hand; status and JSON of the answer."""
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"".encode()
        + (f"; filename=\"{label}\"\r\nContent-Type: image/png".encode() if label else b"")
        + b"\r\n\r\n" + content + b"\r\n" for name, label, content in parts) + f"--{boundary}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=60)
    fields = {"Content-Type": f"multipart/form-data; boundary={boundary}", **(headers or {})}
    try:
        connection.request("POST", "/v1/images/edits", body, fields)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_batch_edit_has_n_variants_of_each_input(edited):
    _, provider, gateway, _ = edited
    status, body = post(gateway, [
        ("images", "a.png", A), ("images", "b.png", B), ("prompts", None, b'["first", "second"]'), ("n", None, b"2"),
        ("num_inference_steps", None, b"50"), ("true_cfg_scale", None, b"4.0"),
        ("max_sequence_length", None, b"512"), ("output_type", None, b"pil")])
    assert status == 200, body
    assert len(body["data"]) == 4
    assert body["usage"]["input_images"] == 2
    assert sorted((call["fields"]["prompt"], call["files"][0][2]) for call in provider.calls) == sorted(
        [("first", A), ("first", A), ("second", B), ("second", B)])
    # What OpenAI's models do not take is said, not dropped in silence.
    assert body["warnings"]


def test_groups_mix_composed_and_single_inputs(edited):
    _, provider, gateway, _ = edited
    parts = [("images", "a.png", A), ("images", "b.png", B), ("images", "c.png", C), ("prompt", None, b"x")]
    status, body = post(gateway, parts + [("groups", None, b"[[0,2],[1]]")])
    assert status == 200, body
    assert sorted([content for _, _, content in call["files"]] for call in provider.calls) == sorted([[A, C], [B]])
    for wrong in (b"[[0,3]]", b"[[0]]", b"[]", b"x", b"[[0,0],[1],[2]]", b"[[]]", b"[[0,1,2],7]"):
        status, body = post(gateway, parts + [("groups", None, wrong)])
        assert (status, body["error"]["param"]) == (400, "groups"), wrong


def huge_header():
    picture = bytearray(A)
    picture[16:24] = (50_000).to_bytes(4, "big") * 2
    return bytes(picture)


HOSTILE = {
    "no image in a file": b"just text", "0 bytes": b"", "50,000 x 50,000": huge_header(),
    "polyglot": A + b"<html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "cut off": A[: len(A) // 2],
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_picture_is_named(edited, content):
    _, provider, gateway, _ = edited
    status, body = post(gateway, [("image", "a.png", content), ("prompt", None, b"x")])
    assert status == 400, body
    assert "0" in body["error"]["param"] or "1" in body["error"]["param"], body
    assert provider.calls == []


def resident(program):
    with open(f"/proc/{program.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) * 1024


def left_over(program):
    return [os.path.join(folder, name) for folder, _, names in os.walk(program.folder.name) for name in names]


def test_hostile_forms_cost_nothing(edited):
    """65 MB, ten thousand fields, a boundary that never comes: a 4xx each, no memory and nothing on the disk."""
    _, provider, gateway, worker = edited
    for _ in range(2):
        post(gateway, [("image", "a.png", A), ("prompt", None, b"x")])
    before, billed = resident(gateway), len(provider.calls)
    for _ in range(3):
        status, _ = declared(gateway, 65 << 20)
        assert status == 413
        fields = [(f"f{number}", None, b"1") for number in range(10_000)]
        status, _ = post(gateway, fields + [("image", "a.png", A)])
        assert status in (400, 413)
        status, _ = never_ending(gateway)
        assert status in (400, 413)
    assert len(provider.calls) == billed
    assert resident(gateway) - before < 40 << 20
    assert left_over(gateway) == left_over(worker) == []


def declared(gateway, length):
    """Says how much it will send, and sends nothing: the answer must not wait for it."""
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=30)
    try:
        connection.putrequest("POST", "/v1/images/edits")
        connection.putheader("Content-Type", "multipart/form-data; boundary=b")
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def never_ending(gateway):
    """Twelve megabytes of one part, whose end never comes: over what one file may have."""
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=60)
    head = b"--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n" + A
    try:
        connection.request(
            "POST", "/v1/images/edits", head + b"x" * (12 << 20), {"Content-Type": "multipart/form-data; boundary=b"})
    except (BrokenPipeError, ConnectionResetError):
        pass  # It is told before all is sent.
    try:
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()
