"""Makes a picture of a page small enough to live in the repository.

Invariant: the picture shows the same; only colours that hardly occur are replaced by their nearest.
"""

import base64
import struct
import zlib

from playwright.sync_api import Page

SHRINK = """async (source) => {
  const picture = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).map(([pixel]) => pixel);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const far = ([r, g, b], [x, y, z]) => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
  const palette = sorted.slice(0, 208);
  const apart = (pixel) => Math.min(...palette.map((each) => far(parts(pixel), parts(each))));
  const rest = sorted.slice(208).map((pixel) => ({ pixel, left: apart(pixel) }));
  while (palette.length < 256 && rest.length) {
    const chosen = rest.reduce((a, b) => (a.left * counts.get(a.pixel) > b.left * counts.get(b.pixel) ? a : b)).pixel;
    palette.push(chosen);
    for (const each of rest) each.left = Math.min(each.left, far(parts(each.pixel), parts(chosen)));
  }
  const known = palette.map(parts);
  const near = new Map(palette.map((pixel, index) => [pixel, index]));
  const nearest = (pixel) => {
    const own = parts(pixel);
    return known.reduce((best, each, index) => (far(own, each) < far(own, known[best]) ? index : best), 0);
  };
  let text = "";
  for (const pixel of pixels) {
    if (!near.has(pixel)) near.set(pixel, nearest(pixel));
    text += String.fromCharCode(near.get(pixel));
  }
  return [picture.width, picture.height, known, btoa(text)];
}"""
"""A picture of a page has few colours: the most frequent ones, and those most unlike them, show it as well."""


def small(blank: Page, picture: bytes) -> bytes:
    """The same picture as a PNG with a palette."""
    source = "data:image/png;base64," + base64.b64encode(picture).decode()
    width, height, palette, text = blank.evaluate(SHRINK, source)
    indices = base64.b64decode(text)
    rows = b"".join(b"\0" + indices[row * width : (row + 1) * width] for row in range(height))
    colours = b"".join(bytes(colour) for colour in palette)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
