# SPDX-License-Identifier: GPL-3.0-or-later
"""Start of the app: milliseconds until its window is mapped, against gnome-calculator, in turns under one virtual display."""
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from table import Row

ROUNDS, TARGET = 7, 1.2
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""


def time_to_map(build, environment, *command):
    out = subprocess.run([str(build / "bench/time-to-map"), *command], env=environment, check=True,
                         capture_output=True, text=True).stdout
    return float(out)


def run(build):
    subprocess.run(["ninja", "-C", str(build), "bench/time-to-map"], check=True, capture_output=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "bus.conf").write_text(BUS, encoding="utf-8")
        read, write = os.pipe()
        server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                                  pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        display = ":" + os.read(read, 16).decode().strip()
        bus = subprocess.Popen(["dbus-daemon", f"--config-file={home}/bus.conf", "--print-address=1", "--nofork"],
                               stdout=subprocess.PIPE, text=True)
        environment = {**os.environ, "DISPLAY": display, "HOME": folder, "XDG_RUNTIME_DIR": folder,
                       "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(), "GDK_BACKEND": "x11",
                       "GSETTINGS_BACKEND": "memory", "GTK_A11Y": "none", "HRT_BUILD_ROOT": str(build),
                       "GSETTINGS_SCHEMA_DIR": str(build / "data")}
        reference = {**environment, "GSK_RENDERER": "cairo"}
        try:
            pairs = []
            for number in range(ROUNDS + 1):
                ours = time_to_map(build, environment, str(build / "app/hurtrock"), "--data-dir",
                                   str(home / f"data{number}"))
                pairs.append((ours, time_to_map(build, reference, "gnome-calculator")))
        finally:
            for process in (bus, server):
                process.terminate()
                process.wait()
    pairs = pairs[1:]  # the first one warms the caches
    ratio = statistics.median(a / b for a, b in pairs)
    ours, theirs = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    return [Row("window mapped", "gnome-calculator", f"{ours:.0f} ms", f"{theirs:.0f} ms", ratio, f"<= {TARGET}x",
                ratio <= TARGET)]
