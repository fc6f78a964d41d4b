"""What the projecting loop asks of whatever keeps the views.

Invariant: documents and position of a view are one write. Between two writes a view is exactly the fold of the log up
to its position, less the facts it has parked.

    StoreFault
    ├── ViewAway        a view cannot be read or written now; trying again may help
    ├── ViewDamaged     what is kept of a view is not what was written: it has to be built anew
    └── ViewAhead       a view has seen facts that the log does not have: alarm, nothing is touched
    CannotFold          keys or evolve failed on one fact; nothing of its batch was written
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from domain.ports import StoreAway, StoreFault
from projections.views import Fact, Parked, View


class ViewAway(StoreAway):
    """A view cannot be read or written now."""

    def __init__(self, view: str, why: str) -> None:
        """Name the view and what is the matter with its file, never a document."""
        super().__init__(f"The view {view} cannot be used now: {why}.")
        self.view = view


class ViewDamaged(StoreFault):
    """What is kept of a view is not what was written."""

    def __init__(self, view: str, why: str) -> None:
        """Name the view and how the damage showed."""
        super().__init__(f"The view {view} is damaged ({why}) and will be built anew from the log.")
        self.view = view


class ViewAhead(StoreFault):
    """A view has seen facts that the log does not have."""

    def __init__(self, view: str, position: int, last: int) -> None:
        """Name both ends."""
        super().__init__(
            f"The view {view} has seen position {position}, but the log ends at {last}: either the log has lost "
            "its end or these views belong to another log. Restore the log, or name the right one."
        )
        self.view = view


class CannotFold(Exception):
    """A view could not fold *fact*."""

    def __init__(self, view: str, fact: Fact, cause: Exception) -> None:
        """Name the fact and the kind of error; what the error says may quote the fact, so it is left out."""
        super().__init__(
            f"The view {view} cannot fold {fact.name} at position {fact.position}: {type(cause).__name__}."
        )
        self.view = view
        self.fact = fact
        self.why = type(cause).__name__


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """How a view differs from the same view built anew: keys only, never content."""

    before: int
    after: int
    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether there is none."""
        return not (self.missing or self.surplus or self.changed)


class Model(Protocol):
    """The documents of one view and the position they have reached."""

    @property
    def view(self) -> View[Any]:
        """What is folded here."""

    @property
    def position(self) -> int:
        """The position of the last fact folded, 0 before the first."""

    def apply(self, facts: Sequence[Fact], aside: Mapping[int, Parked]) -> None:
        """Fold the *facts* beyond the position, all or none, except those whose position is in *aside*: park them.

        Raises :class:`CannotFold`, :class:`ViewAway`, :class:`ViewDamaged`.
        """


class Keeper(Protocol):
    """All views of a process, each live and perhaps one being built beside it."""

    def models(self) -> Sequence[Model]:
        """The live models."""

    def set_aside(self, model: Model, why: str) -> None:
        """Put a damaged *model* out of the way and start an empty one in its place."""

    def on_reset(self, listener: Callable[[], None]) -> None:
        """Call *listener*, from any thread, when a model was set aside and its view has to be fed from the start."""

    def build(self, view: View[Any]) -> Model:
        """An empty model of *view* beside the live one."""

    def compare(self, built: Model) -> Difference:
        """How the live model differs from *built*."""

    def swap(self, built: Model) -> None:
        """Put *built* in the place of the live model; whoever reads goes on undisturbed."""

    def discard(self, built: Model) -> None:
        """Forget *built*."""

    def forget_older_versions(self) -> None:
        """Remove what is left of earlier versions of the views."""
