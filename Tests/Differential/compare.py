"""Compares our request parser with h11 and httptools on generated requests.

    compare.py VERDICT [COUNT [SEED]]

VERDICT is the program `http-verdict`. Three rules: what another refuses, we refuse, unless the reason is in LIMITS;
requests that we and another both read are the same; what we refuse although both others read it alike is refused for a
reason in STRICTER.
Last line: "N passed, N failed", counting the rules.
"""

import base64
import collections
import json
import random
import re
import struct
import subprocess
import sys

import generate
import peers

# Why we may refuse what both others take, and where the standard lets us or tells us to.
STRICTER = {
    "badTarget": "characters that no URI has; asterisk and other forms where they do not belong (RFC 9112, 3.2)",
    "badHost": "Host must be a host and a port (RFC 9112, 3.2: any invalid Host is a 400)",
    "hostDiffersFromTarget": "absolute target for another host: routing by either would be wrong for the other",
    "badEncoding": "field values must be UTF-8: opaque bytes have no meaning here",
    "unsupportedExpectation": "417 as RFC 9110, 10.1.1 allows",
    "unsupportedMethod": "CONNECT: this is no proxy",
    "unsupportedVersion": "only 1.0 and 1.1 are spoken",
    "tabBesideFraming": "a tab is a blank, but httptools reads `chunked<tab>` as another coding: whoever sends it tries us",
    "transferEncodingBeforeHTTP11": "chunked in HTTP/1.0 (RFC 9112, 6.1: a faulty framing)",
}

# Refusals that say something about the parser, not about the request; the standard has it otherwise.
LIMITS = {
    "h11": {"no request line received": "no empty line before a request is forgiven (RFC 9112, 2.2: at least one)"},
    "httptools": {
        "Invalid method encountered": "methods are those of a fixed list (RFC 9110, 9.1: any token)",
        "Expected space after method": "the same, where a method of the list begins another",
    },
}

REFUSED_ALIKE = "what another refuses, we refuse"
READ_ALIKE = "what we and another read, we read alike"
STRICTER_FOR_A_REASON = "what both others read alike, we refuse only for a reason that is listed"


def ours(verdict, data):
    """(error, waits, requests) for each, as peers.py has them."""
    packed = b"".join(struct.pack(">I", len(one)) + one for one in data)
    lines = subprocess.run([verdict], input=packed, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    if len(lines) != len(data):
        sys.exit(f"{verdict} answered {len(lines)} of {len(data)} requests")
    for line in lines:
        answer = json.loads(line)
        requests = []
        closed = False
        for one in answer["requests"]:
            fields = tuple((name.lower().encode(), value.encode()) for name, value in one["fields"])
            body = base64.b64decode(one["body"])
            requests.append((one["method"], one["target"], one["version"], fields, body, one["keepsAlive"]))
            if not one["keepsAlive"]:
                closed = True
                break
        yield (None if closed else answer["error"]), answer["waits"] and not closed, requests


def comparable(request):
    """Without what the parsers are allowed to say in their own way: absolute targets, and framing fields that h11
    rewrites to their meaning."""
    method, target, version, fields, body, _ = request
    absolute = re.match(r"(?i)https?://[^/?]*(.*)$", target)
    if absolute:
        rest = absolute.group(1)
        target = rest if rest.startswith("/") else "*" if method == "OPTIONS" and not rest else "/" + rest
    plain = []
    for name, value in fields:
        if name == b"content-length" and value.isdigit():
            value = str(int(value)).encode()
        if name == b"transfer-encoding":
            value = value.lower()
        plain.append((name, value))
    return method, target, version, tuple(plain), body


def judge(mine, others):
    """The rule that is broken with what breaks it, or None; and why we were stricter, or None."""
    error, waits, requests = mine
    seen = [comparable(one) for one in requests]
    for name, (_, _, theirs) in others.items():
        for at, (one, other) in enumerate(zip(seen, map(comparable, theirs))):
            if one != other:
                return (READ_ALIKE, f"request {at + 1}, {name}:\n  {one}\n  {other}"), None
    for name, (refusal, _, theirs) in others.items():
        # Of what is not all there yet we may not have seen the fault.
        if refusal and refusal not in LIMITS[name] and not error and (not waits or len(requests) > len(theirs)):
            return (REFUSED_ALIKE, f"{name}: {refusal}"), None
    if error and not any(other[0] for other in others.values()):
        counts = {len(other[2]) for other in others.values()}
        if len(counts) == 1 and counts.pop() > len(requests) and error not in STRICTER:
            return (STRICTER_FOR_A_REASON, error), None
        return None, error
    return None, None


def main():
    verdict = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 9112
    data = list(generate.cases(random.Random(seed), count))
    accepted, stricter, alone = 0, collections.Counter(), collections.Counter()
    broken = {REFUSED_ALIKE: 0, READ_ALIKE: 0, STRICTER_FOR_A_REASON: 0}
    for one, mine in zip(data, ours(verdict, data)):
        others = {"h11": peers.ask_h11(one), "httptools": peers.ask_httptools(one)}
        fault, why = judge(mine, others)
        if not mine[0] and not mine[1]:
            accepted += 1
            alone.update(f"{name}: {other[0]}" for name, other in others.items() if other[0])
        if why:
            stricter[why] += 1
        if fault:
            broken[fault[0]] += 1
            if broken[fault[0]] <= 5:
                print(f"FAILED: {fault[0]}: {one!r}\n  we: {mine}\n  {fault[1]}")
    print(f"{count} requests of seed {seed}: {accepted} read whole; stricter than both others, by reason:")
    for why, times in stricter.most_common():
        print(f"  {times:6d} {why}: {STRICTER.get(why, 'they disagree with each other')}")
    print("read whole here and refused by another:")
    for why, times in alone.most_common():
        print(f"  {times:6d} {why}")
    for rule, times in broken.items():
        print(f"{rule}: {'holds' if not times else f'broken {times} times'}")
    failed = sum(1 for times in broken.values() if times)
    print(f"{len(broken) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
