# SPDX-License-Identifier: GPL-3.0-or-later
"""CPU per request of a cached page against nginx with a file of the same size, and with thousands of idle visitors."""
import os
import re
import resource
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from table import Row, cpu_seconds, tree_cpu

SIZE = 10 * 1024
ROUNDS = 5
SECONDS = 2
IDLE = 5000
NGINX = """
worker_processes 1;
daemon off;
master_process off;
pid {dir}/nginx.pid;
error_log {dir}/error.log;
events {{ worker_connections 8192; }}
http {{
  access_log off; sendfile on; tcp_nodelay on; keepalive_requests 1000000000;
  open_file_cache max=100; default_type text/html;
  client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/fcgi;
  uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi;
  server {{ listen 127.0.0.1:{port}; root {dir}; }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(port, path):
    """One page over a connection of its own, as (status line, body)."""
    with socket.create_connection(("127.0.0.1", port), 5) as conn:
        conn.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := conn.recv(65536):
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.split(b"\r\n")[0].decode(), body


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"nothing listens on port {port}")


def load(port, path):
    """Requests answered by wrk's 32 connections; any that was not 200 fails the run."""
    out = subprocess.run(["wrk", "-t1", "-c32", f"-d{SECONDS}s", f"http://127.0.0.1:{port}{path}"],
                         capture_output=True, text=True, check=True, timeout=60).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(out)
    requests = int(re.search(r"(\d+) requests in", out).group(1))
    read = re.search(r"requests in [\d.]+s, ([\d.]+)(MB|GB) read", out)
    total = float(read.group(1)) * (1 << 20 if read.group(2) == "MB" else 1 << 30)
    if total / requests < SIZE:
        raise RuntimeError(f"{total / requests:.0f} bytes per answer, the page has {SIZE}")
    return requests


def per_request(pid, port, path, cpu=cpu_seconds):
    """Microseconds of CPU per request."""
    before = cpu(pid)
    requests = load(port, path)
    return (cpu(pid) - before) / requests * 1e6


def crowd(port, n):
    """Visitors who asked once, were answered, and stay."""
    sockets = []
    for _ in range(n):
        conn = socket.create_connection(("127.0.0.1", port), 5)
        conn.sendall(b"GET /cached HTTP/1.1\r\nHost: bench\r\n\r\n")
        sockets.append(conn)
    for conn in sockets:
        conn.settimeout(10)
        got = 0
        while got < SIZE:
            got += len(conn.recv(65536))
    return sockets


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def median(values):
    return sorted(values)[len(values) // 2]


def measure(ours, nginx, port, nginx_port):
    """Interleaved: nginx, we, we with a crowd; medians in microseconds, and descriptors left over."""
    times = {"nginx": [], "empty": [], "crowd": [], "uncached": []}
    fetch(port, "/cached")
    time.sleep(0.3)
    before = descriptors(ours)
    for _ in range(ROUNDS):
        times["nginx"].append(per_request(nginx, nginx_port, "/page.html", tree_cpu))
        times["empty"].append(per_request(ours, port, "/cached"))
        sockets = crowd(port, IDLE)
        times["crowd"].append(per_request(ours, port, "/cached"))
        for conn in sockets:
            conn.close()
        time.sleep(0.5)
    times["uncached"].append(per_request(ours, port, "/uncached"))
    time.sleep(0.5)
    return {name: median(values) for name, values in times.items()}, descriptors(ours) - before


def run(build):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 16384)), hard))
    server = build / "bench" / "http" / "bench-http-server"
    if not server.exists():
        subprocess.run(["ninja", "-C", str(build), "bench/http/bench-http-server"], check=True)
    with tempfile.TemporaryDirectory(prefix="hrt-bench-http-") as folder:
        os.chmod(folder, 0o755)
        nginx_port = free_port()
        started = [subprocess.Popen([str(server), str(SIZE)], stdout=subprocess.PIPE, text=True)]
        try:
            port = int(started[0].stdout.readline())
            page = fetch(port, "/cached")
            Path(folder, "page.html").write_bytes(page[1])
            Path(folder, "nginx.conf").write_text(NGINX.format(dir=folder, port=nginx_port), encoding="ascii")
            started.append(subprocess.Popen(["/usr/sbin/nginx", "-p", folder, "-c", f"{folder}/nginx.conf"]))
            wait_for(nginx_port)
            if not page[0].endswith("200 OK") or len(page[1]) != SIZE or fetch(nginx_port, "/page.html")[1] != page[1]:
                raise RuntimeError("the two do not serve the same page")
            took, left = measure(started[0].pid, started[1].pid, port, nginx_port)
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
                process.wait(10)
    ratio, idle = took["empty"] / took["nginx"], took["crowd"] / took["empty"]
    return [
        Row("cached page, CPU per request", "nginx, static file", f"{took['empty']:.1f} us", f"{took['nginx']:.1f} us",
            ratio, "<= 6", ratio <= 6,
            f"through router and HTTP library, not cached: {took['uncached']:.1f} us; medians of {ROUNDS} rounds"),
        Row(f"the same with {IDLE} idle sockets", "itself with none", f"{took['crowd']:.1f} us",
            f"{took['empty']:.1f} us", idle, "<= 1.25", idle <= 1.25),
        Row("descriptors left when they hang up", "before they came", str(left), "0", left, "0", left <= 0),
    ]
