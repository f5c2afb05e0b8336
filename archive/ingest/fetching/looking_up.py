"""Names to addresses: one look-up, in the time that is left, and not one address that is not public."""

import socket
import threading
from collections.abc import Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue

from archive.ingest.fetching import names
from archive.ingest.fetching.addresses import Address
from archive.ingest.fetching.clock import Clock
from archive.ingest.fetching.faults import Unavailable
from archive.ingest.fetching.policy import Policy
from archive.ingest.shapes import Refusal

# A resolver cannot be interrupted; so many threads may wait for one at a time, whoever still wants their answer.
LOOK_UPS_AT_ONCE = 16
NOWHERE = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
places = threading.BoundedSemaphore(LOOK_UPS_AT_ONCE)


def look_up(host: str, policy: Policy, clock: Clock) -> Sequence[Address]:
    """The addresses of a host, all of them public.

    A name with one address that is not public is refused whole: honest names have none, and those that mix them are
    made to lead inside. Raises Refusal, and Unavailable when the resolver is late or has no answer now.
    """
    literal = names.literal(host)
    found = [literal] if literal else [ip_address(text) for text in within(clock, policy, host)]
    if not found:
        raise Refusal(f"There is no site of the name {host}.")
    for address in found:
        if owner := policy.owner(address):
            raise Refusal(f"{host} leads to {address}, which belongs to {owner} and not to the public web.")
    return found


def within(clock: Clock, policy: Policy, name: str) -> Sequence[str]:
    if not places.acquire(timeout=clock.left()):
        raise clock.late()
    answers: SimpleQueue[Sequence[str] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(policy.look_up(name))
        except (OSError, UnicodeError) as fault:
            answers.put(fault)
        finally:
            places.release()

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=clock.left())
    except Empty:
        raise Unavailable(f"The name {name} could not be looked up in time.") from None
    if isinstance(answer, Exception):
        raise in_words(name, answer)
    return answer


def in_words(name: str, fault: Exception) -> Refusal:
    if isinstance(fault, socket.gaierror) and fault.errno in NOWHERE:
        return Refusal(f"There is no site of the name {name}.")
    return Unavailable(f"The name {name} cannot be looked up now.")
