"""Draws the program's icon, resources/icons/transcritor.svg, at every size that the systems ask for.

    python scripts/app_icon.py

writes resources/icons/app/transcritor-SIZE.png (Linux, and the window), transcritor.ico (Windows) and
transcritor.icns (macOS). To be run after a change of the SVG; the results are kept in the repository.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)


def draw(renderer: QSvgRenderer, size_px: int) -> QImage:
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return image


def main() -> int:
    application = QGuiApplication(sys.argv)
    renderer = QSvgRenderer(str(_ICONS / "transcritor.svg"))
    folder = _ICONS / "app"
    folder.mkdir(exist_ok=True)
    for size_px in _SIZES_PX:
        target = folder / f"transcritor-{size_px}.png"
        if not draw(renderer, size_px).save(str(target)):
            print(f"cannot write {target}", file=sys.stderr)
            return 1
    drawings = {size: Image.open(folder / f"transcritor-{size}.png") for size in _SIZES_PX}
    drawings[256].save(
        folder / "transcritor.ico",
        sizes=[(size, size) for size in _ICO_SIZES_PX],
        append_images=[drawings[size] for size in _ICO_SIZES_PX if size != 256],
    )
    drawings[512].save(
        folder / "transcritor.icns", append_images=[drawings[size] for size in (16, 32, 64, 128, 256)]
    )
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
