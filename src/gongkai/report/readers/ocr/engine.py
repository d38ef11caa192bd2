"""The engine that finds and recognises text in pictures: RapidOCR, whose models come inside its package.

The paths of the models are given to it, so that it never looks for them elsewhere.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy

Picture = numpy.ndarray[Any, numpy.dtype[numpy.uint8]]
"""Grey pixels, rows of columns: 0 is black."""

_DETECTED = 960
"""Text is looked for in the page at so many pixels along its longer side."""
_NARROWEST = 96
"""To so many pixels, at a height of 48, short lines are filled up; most cells hold a figure or two."""
_THREADS = 1

_MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}


class Box(NamedTuple):
    """Where something stands in a picture, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Give its extent across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Give its extent down."""
        return self.bottom - self.top

    @property
    def middle_down(self) -> float:
        """Give where it stands down the picture."""
        return (self.top + self.bottom) / 2


class Words(NamedTuple):
    """What a picture of one line says, and how sure the engine is, from 0 to 1."""

    text: str
    score: float


def detect(picture: Picture) -> list[Box]:
    """Give the boxes around the lines of text in a page."""
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False).boxes
    return [] if found is None else [Box(*map(float, (*box.min(axis=0), *box.max(axis=0)))) for box in found]


def recognise(line: Picture) -> Words:
    """Give what a picture of one line of text says."""
    found = _engine()(line, use_det=False, use_cls=False, use_rec=True)
    return Words(found.txts[0], float(found.scores[0])) if found.txts else Words("", 0.0)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    models = files("rapidocr") / "models"
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": 10_000,
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED,
            "Rec.rec_img_shape": [3, 48, _NARROWEST],
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            **{f"{part}.model_path": str(models / name) for part, name in _MODELS.items()},
        }
    )
