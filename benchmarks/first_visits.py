"""How long the first visitor of a process waits for the pages that rest on official data, and the second one.

::

    OPENEMPLOI_WEB_FOLDER=… python benchmarks/first_visits.py              as soon as the portal answers
    OPENEMPLOI_WEB_FOLDER=… python benchmarks/first_visits.py --after 60   once it had a minute to make things ready

Serves the portal of that folder with one process, on a port of its own, and ends it. The folder needs the data that the
pages are about: at least ``communes``, ``basins``, ``postcodes``, ``tension`` and ``rome``.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psutil

PROGRAM = Path(sys.executable).with_name("openemploi")
PATIENCE = 300.0  # seconds
WORDS = "Je suis infirmière à Paris, je veux vivre à Gap, mon conjoint est boulanger, loyer 900 €"
#: What is visited, in this order: each needs something more than those before.
PAGES = (
    ("home", "/", None),
    ("an occupation in figures", "/observatoire/metier/D1505/country-FR/", None),
    ("a project is read", "/mobilite/", {"words": WORDS}),
    ("other occupations", "/pistes/metiers/?occupation=D1505", None),
    ("training", "/pistes/formations/?goal=D1106", None),
    ("orientation", "/pistes/orientation/", {"likes": "les animaux"}),
)


def main() -> None:
    """Print the seconds of each page, twice."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--after", type=float, default=0.0, help="seconds between the first answer and the visits"
    )
    asked = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    print(f"load of this machine: {os.getloadavg()[0]:.1f}")
    start = time.perf_counter()
    server = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port), "--workers", "1"],
        env=os.environ | {"OPENEMPLOI_WEB_ORIGIN": address},
        stdout=subprocess.DEVNULL,
    )
    try:
        while not _answers(address):
            if server.poll() is not None or time.perf_counter() - start > PATIENCE:
                sys.exit("the portal does not start")
            time.sleep(0.2)
        print(f"answers after {time.perf_counter() - start:.1f} s")
        time.sleep(asked.after)
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar := CookieJar()))
        print("| page | first visit, s | second, s |\n|---|---|---|")
        for name, path, form in PAGES:
            times = [_seconds(browser, jar, address + path, form) for _ in range(2)]
            print(f"| {name} | {times[0]:.2f} | {times[1]:.2f} |", flush=True)
        web = [one for one in psutil.Process(server.pid).children(recursive=True) if "web" in one.cmdline()]
        print(f"memory of what answers: {max(one.memory_info().rss for one in web) / 2**20:.0f} MB")
    finally:
        start = time.perf_counter()
        server.terminate()
        server.wait()
        print(f"ended after {time.perf_counter() - start:.1f} s")


def _seconds(
    browser: urllib.request.OpenerDirector, jar: CookieJar, address: str, form: dict[str, str] | None
) -> float:
    """How long one answer takes; a form is sent with the token that its page gave."""
    data = None
    if form is not None:
        browser.open(address).read()
        token = next(one.value for one in jar if one.name == "csrftoken")
        data = urlencode({**form, "csrfmiddlewaretoken": token}).encode()
    start = time.perf_counter()
    request = urllib.request.Request(address, data=data, headers={"Referer": address})  # noqa: S310 (loopback)
    browser.open(request, timeout=PATIENCE).read()
    return time.perf_counter() - start


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/sante/", timeout=5) as answer:  # noqa: S310 (loopback)
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    main()
