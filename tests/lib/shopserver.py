# SPDX-License-Identifier: GPL-3.0-or-later
"""The shop server as a process, for tests from Python, and a customer who talks to it."""
import http.client
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import urlencode

PROGRAM = Path(os.environ["HRT_BUILD_ROOT"]) / "shop-server/hurtrock-shop-server"


class Server:
    def __init__(self, database, listen="127.0.0.1:0", *more, warns=False, under=()):
        # The tests' environment makes a warning fatal; where one is the point, it is not.
        env = {**os.environ, "G_DEBUG": "gc-friendly"} if warns else None
        self.process = subprocess.Popen([*under, PROGRAM, "--secrets-fd", "0", "--listen", listen, *more],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env=env)
        self.process.stdin.write(json.dumps({"database": database}) + "\n")
        self.process.stdin.flush()
        self.said = json.loads(self.process.stdout.readline() or "{}")
        self.port = int(self.said["url"].rsplit(":", 1)[1]) if "url" in self.said else 0

    def get(self, path, accept="text/html"):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request("GET", path, headers={"Accept": accept})
        answer = line.getresponse()
        body = answer.read().decode()
        line.close()
        return answer.status, body

    def post(self, path, fields, visitor):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        began = time.monotonic()
        line.request("POST", path, urlencode(fields), {
            "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}",
            "X-Forwarded-For": visitor, "Accept": "text/html"})
        answer = line.getresponse()
        body = answer.read().decode()
        seconds = time.monotonic() - began
        line.close()
        return answer.status, answer.getheaders(), body, seconds

    def children(self):
        return [int(pid) for pid in subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True,
                                                   check=False).stdout.split()]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=20)
        return status, self.process.stderr.read()


def wait_until(what, check, seconds=30):
    end = time.monotonic() + seconds
    while not check():
        if time.monotonic() > end:
            raise AssertionError(f"never: {what}")
        time.sleep(0.1)


class Visitor:
    """Keeps cookies as a browser does and sends the token of the page it saw last."""

    count = 0

    def __init__(self, server, language="en"):
        self.server, self.cookies, self.token = server, {"lang": language}, ""
        self.move()

    def move(self):
        """To an address of its own: what is counted per address is not the question where this is used."""
        Visitor.count += 1
        self.address = f"198.51.{Visitor.count // 250}.{Visitor.count % 250}"

    def ask(self, method, path, body=None, **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line.request(method, path, body, {"Accept": "text/html", "Cookie": cookies, "X-Forwarded-For": self.address, **headers})
        answer = line.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        line.close()
        found = re.search(r'name="csrf" value="([^"]+)"', text)
        self.token = found.group(1) if found else self.token
        return answer.status, answer.getheader("Location"), text

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, fields, **headers):
        form = fields if isinstance(fields, (bytes, str)) else urlencode({"csrf": self.token, **fields})
        return self.ask("POST", path, form, **{"Content-Type": "application/x-www-form-urlencoded",
                                              "Origin": f"http://127.0.0.1:{self.server.port}", **headers})
