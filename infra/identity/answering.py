"""What the client library's errors mean to the rest of Lantern, for those parts that speak to it directly.

Invariant: a store that does not answer is :class:`StoreAway`, whatever the library calls it, so that it is never taken
for a session that ended or a password that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nats.errors import Error as NatsError
from nats.js.errors import APIError, NotFoundError

from domain.ports import StoreAway
from infra.nats.errors import fault_of


@contextmanager
def answering() -> Iterator[None]:
    """Raise faults of the store in place of the library's errors; what was not found stays as it is."""
    try:
        yield
    except NotFoundError:
        raise
    except APIError as error:
        raise fault_of({"err_code": error.err_code or 0, "code": error.code or 0}) from error
    except (NatsError, TimeoutError, OSError) as error:
        raise StoreAway(type(error).__name__) from error
