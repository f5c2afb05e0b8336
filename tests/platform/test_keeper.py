"""The worker beside the server: started with it, again when it dies, ended with it however that ends."""

import os
import signal
import subprocess
import time

import pytest

from config import keeper as keeping
from tests.platform.test_up import Running, database

__all__ = ["database"]

pytestmark = pytest.mark.thorough

SECONDS = 20


def children(pid):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(each) for each in found.stdout.split()]


def kept(running):
    """The keeper, which is the one child of the server that has a child, and the worker."""
    found = [(each, below[0]) for each in children(running.process.pid) if (below := children(each))]
    return found[0] if len(found) == 1 else None


def wait_for(ask, seconds=SECONDS):
    """What is true in the end."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(0.1)
    pytest.fail(f"It did not come about within {seconds} s.")


def is_gone(pid):
    """Whether the process has ended, though nobody may have asked how."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return not state.strip() or state.startswith("Z")


@pytest.fixture
def running(database, tmp_path):
    running = Running(database, tmp_path / "up.log")
    running.wait()
    yield running
    if running.process.poll() is None:
        running.stop()


def test_the_worker_is_kept_alive_and_ends_with_the_server(running):
    assert "The worker" in running.said()
    keeper, worker = wait_for(lambda: kept(running))
    assert os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(os.PRIO_PROCESS, running.process.pid)
    os.kill(worker, signal.SIGKILL)
    _, another = wait_for(lambda: (found := kept(running)) and found[1] != worker and found)
    assert "The worker has died and is started again" in running.said()
    running.stop()
    # An idle worker is not waited for until it must be killed.
    wait_for(lambda: is_gone(keeper) and is_gone(another), keeping.TIME_TO_END / 2)


def test_the_worker_survives_no_server_that_was_killed(running):
    keeper, worker = wait_for(lambda: kept(running))
    running.stop(signal.SIGKILL)
    wait_for(lambda: is_gone(keeper) and is_gone(worker))
