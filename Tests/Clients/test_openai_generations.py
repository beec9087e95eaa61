"""The official OpenAI client against gateway and worker: only the base URL is changed."""
import base64
import json
import urllib.request

import openai
import pytest

PNG = b"\x89PNG\r\n\x1a\n"


def client(gateway, **options):
    return openai.OpenAI(base_url=gateway.url + "/v1", api_key="any", **options)


def stats(provider):
    with urllib.request.urlopen(provider.url + "/stats", timeout=10) as answer:
        return json.load(answer)


def jimeng(start, both, *arguments):
    """Both processes with a scripted Jimeng that behaves as told."""
    provider = start("scripted-provider", arguments=arguments)
    keys = {
        "VOLCENGINE_ACCESS_KEY_ID": provider.listening["accessKey"],
        "VOLCENGINE_SECRET_ACCESS_KEY": provider.listening["secretKey"],
        "VOLCENGINE_BASE_URL": provider.url,
        "JIMENG_POLL_SECONDS": "0.1",
    }
    gateway, _ = both(keys)
    return gateway, provider


def test_models(both):
    gateway, _ = both()
    names = [model.id for model in client(gateway).models.list().data]
    assert "sketch" in names
    assert client(gateway).models.retrieve("sketch").owned_by == "sketch"


def test_generate_and_n(both):
    gateway, _ = both()
    one = client(gateway).images.generate(model="gpt-image-1.5", prompt="a hill, wide shot", size="1024x1024")
    assert base64.b64decode(one.data[0].b64_json).startswith(PNG)
    three = client(gateway).images.generate(prompt="a lake", n=3)
    assert len(three.data) == 3
    assert three.usage.generated_images == 3


def test_stream(both):
    gateway, _ = both()
    events = list(client(gateway).images.generate(model="sketch", prompt="a hill", stream=True, partial_images=2))
    assert [event.type for event in events] == ["image_generation.completed"]
    assert base64.b64decode(events[-1].b64_json).startswith(PNG)


def test_errors_are_the_clients_own(both):
    gateway, _ = both()
    with pytest.raises(openai.BadRequestError) as refused:
        client(gateway).images.generate(model="sketch", prompt="a", size="9x9")
    assert refused.value.code == "INVALID_REQUEST"
    assert refused.value.param == "size"
    assert refused.value.request_id
    with pytest.raises(openai.NotFoundError):
        client(gateway).images.generate(model="no-such-model", prompt="a")
    with pytest.raises(openai.APIStatusError) as missing:
        client(gateway).images.generate(model="sketch", prompt="a", extra_body={"provider": "jimeng"})
    assert missing.value.code in ("PROVIDER_NOT_CONFIGURED", "INVALID_REQUEST")


def test_a_key_is_required_once_one_is_set(both):
    gateway, _ = both(gateway={"GATEWAY_API_KEYS": "right"})
    with pytest.raises(openai.AuthenticationError):
        client(gateway).images.generate(prompt="a")
    right = openai.OpenAI(base_url=gateway.url + "/v1", api_key="right")
    assert right.images.generate(prompt="a").data


def test_a_provider_that_accepts_and_cuts_is_billed_once(start, both):
    gateway, provider = jimeng(start, both, "--cut-first")
    with pytest.raises(openai.InternalServerError) as unknown:
        client(gateway).images.generate(prompt="a hill")
    assert unknown.value.code == "OUTCOME_UNKNOWN"
    assert stats(provider)["billed"] == 1
    assert stats(provider)["submits"] == 1


def test_an_answer_after_the_clients_own_timeout_is_billed_once(start, both):
    gateway, provider = jimeng(start, both, "--ready-after", "5")
    # Its first try ends before the picture is ready; the repeated ones must join it.
    answer = client(gateway, timeout=3).images.generate(prompt="a hill")
    assert base64.b64decode(answer.data[0].b64_json).startswith(PNG)
    assert stats(provider)["billed"] == 1
    assert stats(provider)["submits"] == 1
