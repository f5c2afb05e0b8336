"""A person's device and recovery codes: made, checked, replaced."""

import math
import re
import time
from base64 import b32encode
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from archive.editorial.admin_log import log
from archive.models import User

CODES = 10
CODE = re.compile("[0-9]{6}")
RECOVERY_CODE = re.compile("[a-z2-7]{8}")
# After a wrong code one waits 1, 2, 4 … seconds; no longer than 2 ** (MOST_FAILURES - 1), for a stranger
# who has the password must not be able to shut the person out.
MOST_FAILURES = 9


class Checked(NamedTuple):
    """``device`` accepted the code, or is None; then ``wait`` is how many seconds no other is looked at."""

    device: TOTPDevice | StaticDevice | None
    wait: int

    @property
    def is_recovery(self) -> bool:
        """Whether it was a recovery code, which is used up now."""
        return isinstance(self.device, StaticDevice)


def new_secret() -> str:
    """160 random bits in hex."""
    return str(random_hex(20))


def in_groups(secret: str) -> str:
    """A secret as people type it into an app: base32 in groups of four."""
    text = b32encode(bytes.fromhex(secret)).decode("ascii")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(user: User, secret: str) -> str:
    """The otpauth address that apps read from a QR code."""
    return str(TOTPDevice(user=user, key=secret).config_url)


def plain(code: str) -> str:
    """A code as it was typed, without the spaces and dashes that people put in."""
    return re.sub(r"[\s-]", "", code).lower()


def check(user: User, code: str) -> Checked:
    """Try ``code`` on the device it can belong to; a recovery code is used up by it."""
    model: type[Any] | None = None
    if CODE.fullmatch(code):
        model = TOTPDevice
    elif RECOVERY_CODE.fullmatch(code):
        model = StaticDevice
    with transaction.atomic():
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first() if model else None
        if device is None:
            return Checked(None, 0)
        allowed, why = device.verify_is_allowed()
        if not allowed:
            return Checked(None, _seconds_until(why["locked_until"]))
        if device.verify_token(code):
            return Checked(device, 0)
        if device.throttling_failure_count > MOST_FAILURES:
            model.objects.filter(pk=device.pk).update(throttling_failure_count=MOST_FAILURES)  # type: ignore[union-attr]
        return Checked(None, 0)


def _seconds_until(moment: datetime) -> int:
    return max(1, math.ceil((moment - timezone.now()).total_seconds()))


def set_up(user: User, secret: str, code: str) -> tuple[TOTPDevice, list[str]] | None:
    """The device, in place of any before it, and its recovery codes; None when ``code`` is not of ``secret``."""
    counter = TOTP(bytes.fromhex(secret))
    counter.time = time.time()
    if not CODE.fullmatch(code) or not counter.verify(int(code), tolerance=1):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        # The code that confirmed it does not log in as well.
        device = TOTPDevice.objects.create(
            user=user, name="app", key=secret, confirmed=True, drift=counter.drift, last_t=counter.t()
        )
        codes = new_codes(user)
        log([user], "The second factor was set up.", by=user)
    return device, codes


def new_codes(user: User) -> list[str]:
    """Fresh recovery codes; those before them are void."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery codes", confirmed=True)
        codes = [StaticToken.random_token() for _ in range(CODES)]
        StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def codes_left(user: User) -> int:
    """How many recovery codes are not used up."""
    return int(StaticToken.objects.filter(device__user=user).count())
