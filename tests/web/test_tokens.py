"""The contrast of the colour tokens, computed in both themes from the stylesheet itself."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "web" / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\);")
SINGLE = re.compile(r"--([\w-]+):\s*(#\w{6});")

TEXT = 4.5  # WCAG 1.4.3
SHAPE = 3.0  # WCAG 1.4.11
THEMES = ("light", "dark")

PAPERS = ("paper", "surface", "hover")
WASHES = ("critical-wash", "lamp-wash", "done-wash", "info-wash")
INKS = ("ink", "ink-2", "ink-3", "link", "critical", "soon", "done", "info")
EDGES = ("line-strong", "focus", "critical-line", "soon-line", "done-line")
READ = [
    *((ink, paper) for ink in INKS for paper in PAPERS),
    *((ink, wash) for ink in ("ink", "ink-2", "link") for wash in WASHES),
    *((ink, "sunken") for ink in ("ink", "ink-2")),
    *((ink, ground) for ink in ("bar-ink", "bar-muted", "lamp-on-bar") for ground in ("bar", "bar-raised")),
    *(("on-primary", fill) for fill in ("primary", "primary-hover", "critical-fill")),
    *((ink, "bar-raised") for ink in ("bar-ink", "bar-muted")),
    *(("lamp-on-bar", ground) for ground in ("bar", "bar-raised")),
    ("on-lamp", "lamp"),
    ("lamp", "on-lamp"),
    ("lamp-ink", "lamp-wash"),
    ("lamp-ink", "surface"),
    ("critical", "critical-wash"),
    ("done", "done-wash"),
    ("info", "info-wash"),
    ("on-seen", "seen"),
    *(("ink-2", ground) for ground in ("map-sea", "map-land", "map-ours")),
]
SEEN = [
    *(("seen", ground) for ground in ("map-sea", "map-land", "map-ours")),
    *((line, paper) for line in EDGES for paper in PAPERS),
    *((f"{state}-line", f"{state}-wash") for state in ("critical", "lamp", "done", "info")),
    ("lamp-line", "surface"),
    ("critical-fill", "critical-wash"),
    ("focus-on-bar", "bar"),
    ("lamp", "bar"),
]


def tokens(theme: str) -> dict[str, str]:
    """The colour of each token in one theme."""
    singles = dict(SINGLE.findall(TOKENS))
    return singles | {name: light if theme == "light" else dark for name, light, dark in PAIR.findall(TOKENS)}


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_low(pairs: list[tuple[str, str]], theme: str, least: float) -> dict[str, float]:
    """The pairs below the least contrast, with what they reach."""
    colours = tokens(theme)
    ratios = {f"{one} on {other}": contrast(colours[one], colours[other]) for one, other in pairs}
    return {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_its_ground(theme: str) -> None:
    assert too_low(READ, theme, TEXT) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_edge_that_carries_meaning_can_be_seen(theme: str) -> None:
    assert too_low(SEEN, theme, SHAPE) == {}


def test_the_ratio_is_that_of_the_standard() -> None:
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_no_other_file_names_a_colour() -> None:
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(|oklch\(")
    others = [path for path in CSS.glob("*.css") if path.name not in ("tokens.css", "print.css")]

    assert [path.name for path in others if literal.search(path.read_text())] == []


def test_every_token_used_is_defined() -> None:
    defined = set(re.findall(r"--([\w-]+):", TOKENS))
    used = {name for path in CSS.glob("*.css") for name in re.findall(r"var\(--([\w-]+)\)", path.read_text())}

    assert used - defined == set()


RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
INK = re.compile(r"(?<![-\w])color:\s*var\(--([\w-]+)\)")
GROUND = re.compile(r"(?<![-\w])background(?:-color)?:\s*var\(--([\w-]+)\)")
SHAPES = {"line", "line-strong", "soon-line", "done-line", "critical-line", "veil", "ink", "on-primary"}
"""Grounds on which no text stands: rails, dots, bars, and what lies behind a dialog."""


def rules() -> list[tuple[str, str, str]]:
    """Every rule of the screen: its file, its selector, what it declares."""
    found = []
    for path in sorted(CSS.glob("*.css")):
        screen = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL).partition("@media (forced-colors")[0]
        found += [(path.name, selector.strip(), body) for selector, body in RULE.findall(screen)]
    return [each for each in found if each[0] != "print.css"]


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_a_rule_writes_on_a_ground_of_its_own_can_be_read(theme: str) -> None:
    pairs = {
        f"{file} {selector}": (ink[1], ground[1])
        for file, selector, body in rules()
        if (ink := INK.search(body)) and (ground := GROUND.search(body)) and ground[1] in tokens(theme)
    }

    low = {where: pair for where, pair in pairs.items() if too_low([pair], theme, TEXT)}

    assert len(pairs) > 20
    assert low == {}


def test_every_colour_that_words_are_written_in_is_computed_on_some_ground() -> None:
    used = {ink for _, _, body in rules() for ink in INK.findall(body)}

    assert used - {ink for ink, _ in READ} == set()


def test_every_ground_that_words_may_stand_on_is_computed_under_some_ink() -> None:
    grounds = {ground for _, ground in READ}
    used = {ground for _, _, body in rules() for ground in GROUND.findall(body)}

    assert used - SHAPES - grounds == set()
    assert SHAPES - used == set()


def test_no_token_is_defined_that_nothing_uses() -> None:
    defined = set(re.findall(r"--([\w-]+):", TOKENS))
    used = {name for path in CSS.glob("*.css") for name in re.findall(r"var\(--([\w-]+)", path.read_text())}

    assert defined - used == set()


def test_every_size_is_on_the_grid_of_four_pixels() -> None:
    steps = [float(size) * 16 for size in re.findall(r"--s\d: ([\d.]+)rem;", TOKENS)]

    assert [step for step in steps if step % 4] == []
    assert steps == sorted(steps)
