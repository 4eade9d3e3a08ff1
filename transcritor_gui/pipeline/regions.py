"""The regions of a page that have to be recognised: drawn, read, and put together. Used by `page`.

Each step gives back what it found, with the warnings it came upon; nothing is filled from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pypdfium2

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import AUTO_LANGUAGES, Box, Cleanup, PageWarning, WarningCode, Word
from transcritor_gui.pipeline.decision import PagePlan
from transcritor_gui.pipeline.handwritten_place import HandwrittenPlace
from transcritor_gui.pipeline.lost_letters import Reader
from transcritor_gui.pipeline.ocr.adapted_engine import without_unvouched
from transcritor_gui.pipeline.paper import blanked, is_cut_out, with_paper_around
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.page_objects import PageObjects, has_damaged_image
from transcritor_gui.pipeline.pdf.render import (
    Resolution,
    choose_resolution,
    has_ink,
    ink_area,
    render_on_grid,
    render_region,
    render_with_poppler,
)
from transcritor_gui.pipeline.recognition.auto_language import languages_to_begin_with, read_again_in
from transcritor_gui.pipeline.recognition.picture import Picture, RegionReading
from transcritor_gui.pipeline.rules import Ruling
from transcritor_gui.pipeline.stamped_scan import StampedScan, stamped_scan, with_stamps_parted
from transcritor_gui.pipeline.state import WorkerState
from transcritor_gui.pipeline.task import PageTask

if TYPE_CHECKING:  # it brings OpenCV, which a digital document never needs
    from transcritor_gui.pipeline.cleanup.flattening import Flattening

__all__ = ["Recognised", "RegionReader"]

_DUST_PT2 = 30.0
"""Square points of marks on a picture in which nothing was read that are dust: a line of type has twice
that."""
_MOST_OF_PAGE = 0.5
"""Share of the page from which a region's tilt and turn are the page's."""
_LEAST_MARKED_PT = 3.0
"""Of a side of what a person marks: less is a slip of the mouse."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition of all regions came to."""

    words: tuple[Word, ...] = ()
    turn: int = 0
    skew_degrees: float = 0.0
    engine: str = ""
    languages: str = ""
    """In which the words were read."""
    saw_ink: bool = False
    rulings: tuple[Ruling, ...] = ()
    handwriting: tuple[HandwrittenPlace, ...] = ()
    flattening: Flattening | None = None
    """The words are on the sheet of paper that the page is a photograph of, drawn flat; this leads back, in
    points."""
    warnings: tuple[PageWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A region as a picture; without one where there is nothing on it to read."""

    picture: Picture | None = None
    stamped: StampedScan | None = None
    """The same, parted, where coloured stamps lie over the print of a page."""
    warnings: tuple[PageWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of one region."""

    is_page: bool = False
    reading: RegionReading | None = None
    """None where there was nothing to read, or where the engine failed."""
    engine: str = ""
    languages: str = ""
    saw_ink: bool = False
    flattening: Flattening | None = None
    """In points; see `Recognised`."""
    warnings: tuple[PageWarning, ...] = ()


class RegionReader:
    """Reads the regions of one page, and is thrown away with it."""

    def __init__(
        self,
        task: PageTask,
        state: WorkerState,
        page: pypdfium2.PdfPage,
        frame: PageFrame,
        objects: PageObjects,
    ) -> None:
        self._task = task
        self._state = state
        self._page = page
        self._frame = frame
        self._objects = objects
        self._whole = Box(0.0, 0.0, frame.width_pt, frame.height_pt)

    def recognised(self, plan: PagePlan) -> Recognised:
        """The words of all regions of `plan`, but for what a person has marked; raises TranscritorError where
        the page cannot be read."""
        if plan.regions:
            options, packs = self._task.options, self._task.packs
            # While the regions are drawn and cleaned.
            self._state.engine(options.engine, packs).prepare(self._languages())
        marked = [region.box for region in self._task.wish.regions]
        return _together([self._read_region(region, plan, without=marked) for region in plan.regions])

    @property
    def engine_name(self) -> str:
        """Name and version of the engine that reads this page."""
        return self._state.engine(self._task.options.engine, self._task.packs).name

    def knows(self, text: str) -> bool | None:
        """Whether `text` is a word of the languages that the page is read in; None where nothing tells."""
        return self._state.judge(self._languages(), second_opinion=False).dictionary.knows(text)

    def _languages(self) -> str:
        options, packs = self._task.options, self._task.packs
        readable = self._state.kind(options.engine).languages(packs)
        return languages_to_begin_with(options.languages, readable)

    def word_reader(self) -> Reader:
        """What reads single words of the page."""
        options, packs = self._task.options, self._task.packs
        languages = self._languages()
        judge = self._state.judge(languages, second_opinion=options.second_opinion)
        engine = self._state.engine(options.engine, packs)
        return Reader(engine, languages, judge.dictionary.knows, judge.reader)

    def recognised_marked(self, number: int, plan: PagePlan) -> Recognised:
        """The words of a region that a person has marked, without those marked later."""
        regions = self._task.wish.regions
        region = _within(regions[number].box, self._whole)
        if region is None:
            return Recognised()
        later = [other.box for other in regions[number + 1 :]]
        return _together([self._read_region(region, plan, without=later, is_vouched=True)])

    def _read_region(
        self, region: Box, plan: PagePlan, *, without: Sequence[Box], is_vouched: bool = False
    ) -> _Read:
        """`is_vouched`: a person says that there is something to read, as there is on a page."""
        drawn = self._drawn(region, plan, without=without)
        may_be_bare = region == self._whole and not is_vouched and not drawn.warnings
        if drawn.picture is None:
            return _Read(warnings=drawn.warnings)
        is_page = is_vouched or region.area >= _MOST_OF_PAGE * self._whole.area
        try:
            if may_be_bare and self._is_blank(drawn.picture):
                return _Read(warnings=drawn.warnings)
            # A person who marks parts of a page marks them on the photograph.
            may_flatten = region == self._whole and not plan.kept and not self._task.wish.regions
            read = self._read(drawn.picture, drawn.stamped, is_page=is_page, may_flatten=may_flatten)
        except TranscritorError as error:
            if error.info.code is not ErrorCode.ENGINE_FAILED:
                raise
            if not plan.kept:
                raise TranscritorError(ErrorCode.ENGINE_FAILED, page=self._task.page_index + 1) from error
            # The page has text without this picture.
            failed = PageWarning(WarningCode.NOTHING_READABLE, error=ErrorCode.ENGINE_FAILED)
            return _Read(saw_ink=True, warnings=(*drawn.warnings, failed))
        if is_vouched and read.reading is not None:
            # Who marks a part of a page wants it read.
            read = replace(read, reading=read.reading.all_text())
        return replace(read, warnings=drawn.warnings)

    def _is_blank(self, picture: Picture) -> bool:
        # OpenCV comes with it.
        from transcritor_gui.pipeline.recognition.print_of_the_back import is_blank

        engine = self._state.engine(self._task.options.engine, self._task.packs)
        return is_blank(picture.pixels, engine, dpi=picture.px_per_pt * 72, languages=self._languages())

    def _read(
        self, picture: Picture, stamped: StampedScan | None, *, is_page: bool, may_flatten: bool
    ) -> _Read:
        # OpenCV comes with it, which a digital document never needs.
        from transcritor_gui.pipeline.recognition.photograph import better_of, drawn_flat, without_curl
        from transcritor_gui.pipeline.recognition.recognise import read_picture

        options, packs, wish = self._task.options, self._task.packs, self._task.wish
        cleanup = wish.cleanup_in(options.cleanup)
        as_it_is = picture
        flattening: Flattening | None = None
        if may_flatten and cleanup is Cleanup.AUTO:
            picture, flattening = drawn_flat(picture)
        kind, engine = self._state.kind(options.engine), self._state.engine(options.engine, packs)
        orientation = self._state.orientation(options.engine, packs)

        def read_in(
            languages: str,
            shown: Picture = picture,
            turn: int | None = wish.turn,
            more_than: float | None = None,
        ) -> RegionReading:
            judge = self._state.judge(languages, second_opinion=options.second_opinion)
            if is_page:
                judge.prepare()
            return read_picture(
                shown,
                engine,
                languages=languages,
                is_page=is_page,
                orientation=orientation,
                judge=judge,
                turn=turn,
                is_cleaned=cleanup is Cleanup.AUTO,
                more_than=more_than,
            )

        readable = kind.languages(packs)
        languages = languages_to_begin_with(options.languages, readable)
        if is_page:
            reading = read_in(languages)
            if flattening is not None:
                reading, flattening = better_of(reading, flattening, lambda: read_in(languages, as_it_is))
            if flattening is None:
                picture = as_it_is
                if may_flatten and cleanup is Cleanup.AUTO:
                    picture, reading, flattening = without_curl(
                        picture, reading, lambda flat, least: read_in(languages, flat, more_than=least)
                    )
            if options.languages == AUTO_LANGUAGES:
                reading, languages = read_again_in(
                    reading,
                    lambda others: read_in(others, picture),
                    languages=languages,
                    installed=readable,
                )
        else:
            placed = replace(picture, x_pt=0.0, y_pt=0.0)
            reading = self._state.reading(
                placed.key(
                    f"{engine.name} {languages} {options.second_opinion} {packs} {wish.turn} {cleanup}"
                ),
                lambda: read_in(languages, placed),
            ).moved(picture.x_pt, picture.y_pt)
        if stamped is not None and flattening is None:
            cleared = read_in(languages, stamped.print, reading.turn)
            read = [(stamp, read_in(languages, stamp.picture, reading.turn)) for stamp in stamped.stamps]
            reading = with_stamps_parted(
                reading,
                cleared,
                [(stamp.box, stamp.words(own.words, tilt_degrees=own.skew_degrees)) for stamp, own in read],
            )
        if not kind.gives_confidences:
            reading = replace(reading, words=without_unvouched(reading.words))
        return _Read(
            is_page=is_page,
            reading=reading,
            engine=engine.name if reading.engine is None else reading.engine,
            languages=languages,
            saw_ink=bool(reading.words or reading.handwriting) or _shows_ink(as_it_is, is_page=is_page),
            flattening=flattening,
        )

    def _drawn(self, region: Box, plan: PagePlan, *, without: Sequence[Box]) -> _Drawn:
        resolution = choose_resolution(region, self._objects.images)
        smaller = (
            (PageWarning(WarningCode.RENDERED_SMALLER, figure=round(resolution.dpi)),)
            if resolution.smaller
            else ()
        )
        hidden = tuple(self._objects.text_order) if plan.without_text else ()
        picture = self._by_pdfium(region, resolution, hidden)
        otherwise: tuple[PageWarning, ...] = ()
        if picture is None or not has_ink(picture.pixels, px_per_pt=picture.px_per_pt):
            picture, otherwise = self._drawn_otherwise(picture, region, resolution)
        stamped = None
        if picture is not None and not otherwise and not without:
            stamped = self._stamped(picture, region, resolution, hidden)
        if picture is not None and without:
            picture = blanked(picture, without)
        if picture is not None and (region != self._whole or is_cut_out(picture)):
            picture = with_paper_around(picture)
        return _Drawn(picture, stamped, (*smaller, *otherwise))

    def _stamped(
        self, picture: Picture, region: Box, resolution: Resolution, hidden: Sequence[int]
    ) -> StampedScan | None:
        cleanup = self._task.wish.cleanup_in(self._task.options.cleanup)
        is_page = region.area >= _MOST_OF_PAGE * self._whole.area
        if not is_page or resolution.grid is None or cleanup is not Cleanup.AUTO:
            return None
        found = stamped_scan(
            picture,
            self._page,
            self._frame,
            region,
            grid=resolution.grid,
            images=self._objects.images,
            without=hidden,
        )
        if found is not None and region != self._whole:
            found = replace(found, print=with_paper_around(found.print))
        return found

    def _by_pdfium(self, region: Box, resolution: Resolution, hidden: Sequence[int]) -> Picture | None:
        """What PDFium makes of the region, pixel for pixel where it shows a picture; None where it fails."""
        grid = resolution.grid
        if grid is not None:
            exact = render_on_grid(self._page, self._frame, region, grid=grid, without=hidden)
            if exact is not None:
                at = grid.snapped(region)
                return Picture(exact, grid.px_per_pt, resolution.dpi, at.x0, at.y0, grid.stretch)
        px_per_pt = resolution.px_per_pt
        pixels = render_region(self._page, self._frame, region, px_per_pt=px_per_pt, without=hidden)
        return None if pixels is None else Picture(pixels, px_per_pt, resolution.dpi, region.x0, region.y0)

    def _drawn_otherwise(
        self, drawn: Picture | None, region: Box, resolution: Resolution
    ) -> tuple[Picture | None, tuple[PageWarning, ...]]:
        """What Poppler makes of a region on which PDFium draws nothing; None where that is empty too."""
        damaged = has_damaged_image(region, self._objects.images)
        if drawn is not None and not damaged:
            return None, ()
        if self._task.password is None:  # a password would have to go through Poppler's command line
            px_per_pt = resolution.px_per_pt
            other = render_with_poppler(
                self._task.path, self._task.page_index, self._frame, region, px_per_pt=px_per_pt
            )
            if other is not None and has_ink(other, px_per_pt=px_per_pt):
                picture = Picture(other, px_per_pt, resolution.dpi, region.x0, region.y0)
                return picture, (PageWarning(WarningCode.SECOND_RENDERER),)
        if drawn is None and region == self._whole:
            raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=self._task.page_index + 1)
        return None, (PageWarning(WarningCode.IMAGE_DAMAGED),)


def _shows_ink(picture: Picture, *, is_page: bool) -> bool:
    """Whether there is more than dirt on a picture in which nothing was read."""
    from transcritor_gui.pipeline.cleanup.stray_ink import bears_writing

    if is_page:
        return bears_writing(picture.pixels, dpi=picture.px_per_pt * 72, plainly=True)
    return ink_area(picture.pixels, px_per_pt=picture.px_per_pt) > _DUST_PT2


def _within(box: Box, page: Box) -> Box | None:
    """The part of `box` that lies on the page; None where that is too little to be drawn."""
    cut = Box(max(box.x0, page.x0), max(box.y0, page.y0), min(box.x1, page.x1), min(box.y1, page.y1))
    return cut if min(cut.width, cut.height) >= _LEAST_MARKED_PT else None


def _together(regions: Sequence[_Read]) -> Recognised:
    """One page's recognition of that of its regions. A region that is most of it speaks for the page."""
    readings = [(each, each.reading) for each in regions if each.reading is not None]
    of_page = [reading for each, reading in readings if each.is_page]
    speaks = next((each for each in reversed(regions) if each.is_page and each.languages), None)
    if speaks is None:
        speaks = next((each for each in regions if each.languages), _Read())
    turn = of_page[-1].turn if of_page else 0
    turned = (PageWarning(WarningCode.TURNED, figure=turn),) if turn else ()
    return Recognised(
        words=tuple(word for _, reading in readings for word in reading.words),
        turn=turn,
        skew_degrees=of_page[-1].skew_degrees if of_page else 0.0,
        engine=readings[-1][0].engine if readings else "",
        languages=speaks.languages,
        saw_ink=any(each.saw_ink for each in regions),
        handwriting=tuple(place for _, reading in readings for place in reading.handwriting),
        rulings=tuple(reading.ruling for _, reading in readings if reading.ruling is not None),
        flattening=next((each.flattening for each in regions if each.flattening is not None), None),
        warnings=(*(warning for each in regions for warning in each.warnings), *turned),
    )
