"""Processes and scripted servers for the tests of this folder; the last line counts as every part's does."""
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time

import pytest

PROGRAMS = os.environ["PROGRAMS"]
HERE = os.path.dirname(os.path.abspath(__file__))
# Long enough for a debug build on a busy machine; nothing waits for it when all is well.
LIMIT = 60


class Program:
    """One of our programs, started on a free port; its log lines are kept."""

    def __init__(self, name, environment, arguments=()):
        self.folder = tempfile.TemporaryDirectory(prefix="script-to-frame-clients-")
        clean = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if key in os.environ}
        clean.update({"PORT": "0", "DRAIN_DELAY_SECONDS": "0"})
        clean.update(environment)
        self.process = subprocess.Popen(
            [os.path.join(PROGRAMS, name), *arguments], env=clean, cwd=self.folder.name, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
        self.lines, self.news = [], queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.listening = self.event("listening")
        self.port = self.listening["port"]
        self.url = f"http://127.0.0.1:{self.port}"

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)
            self.news.put(line)
        self.news.put(None)

    def event(self, name):
        """Waits for the next log line of that event."""
        end = time.monotonic() + LIMIT
        while True:
            line = self.news.get(timeout=max(0.01, end - time.monotonic()))
            assert line is not None, "the program ended:\n" + "".join(self.lines)
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if entry.get("event") == name:
                return entry

    def stop(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(LIMIT)
        self.reader.join(LIMIT)
        self.process.stdout.close()
        self.folder.cleanup()


@pytest.fixture
def start():
    """Starts programs and ends them with the test, the last one first."""
    started = []

    def begin(name, environment=None, arguments=()):
        program = Program(name, environment or {}, arguments)
        started.append(program)
        return program

    yield begin
    for program in reversed(started):
        program.stop()


@pytest.fixture
def both(start):
    """Starts an image worker with that environment and a gateway before it; gives both."""

    def begin(worker=None, gateway=None):
        image_worker = start("image-worker", worker)
        return start("gateway", {"IMAGE_WORKER_URL": image_worker.url, **(gateway or {})}), image_worker

    return begin


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"skipped: {report.nodeid}: {report.longrepr[2]}")


def pytest_unconfigure(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    count = lambda *names: sum(len(reporter.stats.get(name, [])) for name in names)
    sys.stdout.flush()
    print(f"{count('passed')} passed, {count('failed', 'error')} failed, {count('skipped')} skipped", flush=True)
