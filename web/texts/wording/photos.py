"""Why something is no photo that can be kept, and what to do.

Invariant: each says what would be taken; none repeats what was sent.
"""

from __future__ import annotations

from web.texts.catalog import mark as _

REFUSED: dict[str, str] = {
    "missing": _("Choose the photo. A photo that was chosen before has to be chosen again: no page can keep a file."),
    "empty": _("This file is empty. Choose another."),
    "too-large": _("This file is larger than 12 MB. Send a smaller copy of the photo."),
    "too-small": _("Nobody can be recognised on so small a picture. Choose one of at least 64 pixels each way."),
    "too-many-pixels": _("This picture has more than 50 million pixels. Send a smaller copy."),
    "animated": _("This picture moves. Send a single photo."),
    "something-else": _("This file is something else besides a photo, and may harm who opens it. Take the photo anew."),
    "unreadable": _("This is no photo that can be read. Send it as JPEG, PNG or WebP."),
}
