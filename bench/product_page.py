# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting and stopping the servers that are measured."""
import json
import signal
import socket
import subprocess
import time
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"server for {url} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer in {seconds} s")


def stop(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def fill_sample(build, conninfo, folder, *options):
    """The sample shop into a migrated database, as its owner; pictures come into @folder."""
    subprocess.run([str(build / "tools/admin/hurtrock-admin"), "sample", f"--database={conninfo}", f"--data-dir={folder}",
                    "--seed=7", *options], check=True, stdout=subprocess.DEVNULL)


def start_ours(build, conninfo, cached):
    """The shop server on a free port; answers the process and its address."""
    port = free_port()
    options = [] if cached else ["--no-page-cache"]
    process = subprocess.Popen([str(build / "shop-server/hurtrock-shop-server"), "--database", conninfo, "--listen",
                                f"127.0.0.1:{port}", *options], stdout=subprocess.PIPE, text=True)
    json.loads(process.stdout.readline())
    return process, f"http://127.0.0.1:{port}"
