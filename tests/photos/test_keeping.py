"""A picture is kept sealed, and opens with its own key or not at all."""

from __future__ import annotations

import base64
import hashlib

import pytest

from infra.photos.keeping import SealedPictures
from infra.vault import SealBroken
from tests.photos.pictures import drawn, opened, written
from web.ports import KeptPicture


class Shelf(dict[str, bytes]):
    """Files in memory."""

    async def put(self, name: str, content: bytes) -> None:
        self[name] = content

    async def get(self, name: str) -> bytes | None:  # type: ignore[override]  # a shelf is asked, a dict is looked into
        return super().get(name)

    async def remove(self, name: str) -> None:
        self.pop(name, None)


async def test_what_lies_there_tells_no_picture_and_differs_each_time() -> None:
    shelf = Shelf()

    one, other = [await SealedPictures(shelf).keep(written(drawn())) for _ in range(2)]

    assert one.digest != other.digest
    assert all(hashlib.sha256(content).hexdigest() == name for name, content in shelf.items())
    assert not any(b"JFIF" in content for content in shelf.values())
    assert one.opens_with not in repr(one)


async def test_it_opens_with_its_own_key_and_no_other() -> None:
    pictures = SealedPictures(Shelf())
    one, other = [await pictures.keep(written(drawn())) for _ in range(2)]

    assert opened(await pictures.show(one) or b"").size == (320, 200)
    with pytest.raises(SealBroken):
        await pictures.show(KeptPicture(digest=one.digest, opens_with=other.opens_with))


async def test_what_was_changed_where_it_lies_is_never_shown() -> None:
    shelf = Shelf()
    pictures = SealedPictures(shelf)
    one, other = [await pictures.keep(written(drawn())) for _ in range(2)]
    shelf[one.digest] = shelf[other.digest]

    with pytest.raises(SealBroken):
        await pictures.show(KeptPicture(digest=one.digest, opens_with=other.opens_with))
    with pytest.raises(SealBroken):
        await pictures.show(KeptPicture(digest=other.digest, opens_with=base64.b64encode(b"short").decode()))


async def test_what_was_removed_is_gone_also_when_it_is_removed_again() -> None:
    pictures = SealedPictures(Shelf())
    kept = await pictures.keep(written(drawn()))

    await pictures.remove(kept.digest)
    await pictures.remove(kept.digest)

    assert await pictures.show(kept) is None
