"""The languages that people may say they write in, each under its own name.

Invariant: every key is a BCP 47 tag, and stays once somebody could choose it: it stands in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TONGUES: Mapping[str, str] = MappingProxyType(
    {
        "sq": "Shqip",
        "am": "አማርኛ",
        "ar": "العربية",
        "cy": "Cymraeg",
        "de": "Deutsch",
        "el": "Ελληνικά",
        "en": "English",
        "es": "Español",
        "fa": "فارسی",
        "fr": "Français",
        "it": "Italiano",
        "ku": "Kurdî",
        "nl": "Nederlands",
        "ps": "پښتو",
        "pt": "Português",
        "ro": "Română",
        "so": "Soomaali",
        "sv": "Svenska",
        "ti": "ትግርኛ",
        "tr": "Türkçe",
        "uk": "Українська",
    }
)
"""By tag: the languages of the six countries, and those that people who work there often write."""


def tongue(tag: str) -> str:
    """What the language *tag* is called in itself; the tag where it cannot be chosen here."""
    return TONGUES.get(tag, tag)
