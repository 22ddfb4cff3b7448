"""Answers of a server: errors, waits, and validators of a file's version."""

import datetime
import email.utils
import re
from dataclasses import dataclass

import urllib3.exceptions

from index import OverheardError

__all__ = ["FetchError", "RunOver", "Validators", "refusal", "retry_after", "shown", "unreachable"]


class FetchError(OverheardError):
    """A file that could not be downloaded; `reason` says why, `url` is its address."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{shown(url)}: {reason}")


class RunOver(OverheardError):
    """A bound of the whole run was reached; `reason` says which."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"stopped {reason}; run it again to go on")


@dataclass(frozen=True, slots=True)
class Validators:
    """The headers by which a server tells one version of a file from another."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def for_range(self) -> str | None:
        """The validator that is strong enough for joining two parts, or None."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


def shown(url: str) -> str:
    """Return `url` for people to read: without a password, and cut to a length."""
    scheme, separator, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    clean = f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"
    clean = clean.encode("ascii", "backslashreplace").decode()
    return clean if len(clean) <= 200 else f"{clean[:199]}…"


def retry_after(value: str | None) -> float | None:
    """Return the seconds that a `Retry-After` header asks for, by a number or a date."""
    if value is None:
        return None
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
        now = datetime.datetime.now(moment.tzinfo)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def refusal(status: int) -> str:
    """Return the reason, in words, of an HTTP status other than success."""
    known = {
        401: "wants a login",
        403: "not allowed",
        404: "not found",
        410: "gone for good",
    }
    return f"{known.get(status, 'the server refused')} (HTTP {status})"


def unreachable(error: Exception) -> str:
    """Return the reason, in words, why there was no answer or only part of one."""
    kinds = {  # a special case stands before the class it belongs to
        urllib3.exceptions.NameResolutionError: "no such host",
        urllib3.exceptions.NewConnectionError: "the server cannot be reached",
        urllib3.exceptions.ConnectTimeoutError: "the server does not answer",
        urllib3.exceptions.ReadTimeoutError: "the server stopped sending",
        urllib3.exceptions.SSLError: "the server's certificate is not trusted",
        urllib3.exceptions.ProtocolError: "the connection broke off",
    }
    for kind, reason in kinds.items():
        if isinstance(error, kind):
            return reason
    return f"the connection failed ({type(error).__name__})"
