"""JSON: the whole transcript, with every box and confidence, in a versioned form that reads back.

The shape is in `json_schema`; docs/formats/json.md describes it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.formats.json_schema import (
    FORMAT,
    OPTIONS_V1,
    VERSION,
    BlockV1,
    BoxV1,
    ConferralV1,
    CorrectionV1,
    DocumentV1,
    ErrorV1,
    FileV1,
    Head,
    LineV1,
    PageV1,
    TableV1,
    WarningV1,
    WordV1,
)
from transcritor_gui.export.selection import selected
from transcritor_gui.model import (
    Block,
    Box,
    CellSpan,
    Conferral,
    Correction,
    DocumentFacts,
    Line,
    PageResult,
    Table,
    Transcript,
    TranscriptionOptions,
    Word,
    evidence_written,
    options_of,
    warning_written,
)

__all__ = ["JsonExporter", "read_json"]


# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_head_decoder = msgspec.json.Decoder(Head)
_file_decoder = msgspec.json.Decoder(FileV1)
_options_decoder = msgspec.json.Decoder(TranscriptionOptions)


class JsonExporter(Exporter):
    format = "json"
    suffix = ".json"
    media_type = "application/json"

    def label(self) -> str:
        return "JSON"

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        part = selected(transcript, options, is_running_text=False)
        head = FileV1(FORMAT, VERSION, _document(part.document), _options(part.options), ())
        yield msgspec.json.encode(head).removesuffix(b"]}")  # up to the opening of the list of pages
        for number, page in enumerate(part.pages):
            yield (b",\n" if number else b"\n") + msgspec.json.encode(_page(page, part.options))
        yield b"\n]}\n"


def read_json(data: bytes, *, name: str = "") -> Transcript:
    """The transcript that `data` holds, equal to the one it was made from.

    Raises TranscritorError(TRANSCRIPT_UNREADABLE) with `name` for anything that is not a transcript of a
    version known here.
    """
    try:
        head = _head_decoder.decode(data)
        if head.format != FORMAT or head.version != VERSION:
            raise TranscritorError(ErrorCode.TRANSCRIPT_UNREADABLE, name=name)
        file = _file_decoder.decode(data)
        return Transcript(
            document=DocumentFacts(**msgspec.structs.asdict(file.document)),
            options=_options_decoder.decode(file.options),
            pages=tuple(_read_page(page) for page in file.pages),
        )
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise TranscritorError(ErrorCode.TRANSCRIPT_UNREADABLE, name=name) from error


def _document(facts: DocumentFacts) -> DocumentV1:
    return DocumentV1(
        name=facts.name,
        sha256=facts.sha256,
        size_bytes=facts.size_bytes,
        page_count=facts.page_count,
        encrypted=facts.encrypted,
        repaired=facts.repaired,
        xfa_form=facts.xfa_form,
        note=facts.note,
        tags=facts.tags,
    )


def _options(options: TranscriptionOptions) -> msgspec.Raw:
    values = {name: getattr(options, name) for name in OPTIONS_V1}
    for option in options_of(TranscriptionOptions):
        value = getattr(options, option.name)
        if value != option.default:
            values.setdefault(option.name, value)
    return msgspec.Raw(msgspec.json.encode(values))


def _page(page: PageResult, options: TranscriptionOptions) -> PageV1:
    tick = page.conferral
    return PageV1(
        page_number=page.page_index + 1,
        status=page.status,
        source=page.source,
        width_pt=page.width_pt,
        height_pt=page.height_pt,
        text=page.running_text(with_handwriting=options.handwriting_in_text),
        blocks=tuple(_block(block) for block in page.blocks),
        rotation=page.rotation,
        skew_degrees=page.skew_degrees,
        language=page.language,
        confidence=page.confidence,
        seconds=page.seconds,
        engine=page.engine,
        warnings=tuple(WarningV1(warning.code, warning.detail) for warning in page.warnings),
        error=None if page.error is None else ErrorV1(page.error.code, page.error.facts),
        language_reason=page.language_reason,
        corrections=tuple(map(_correction, page.corrections)),
        conferral=None if tick is None else ConferralV1(tick.made_at, tick.made_by),
    )


def _correction(correction: Correction) -> CorrectionV1:
    return CorrectionV1(
        kind=correction.kind,
        box=_box(correction.anchor),
        read=correction.before,
        corrected=correction.after,
        row=correction.row,
        column=correction.column,
        made_at=correction.made_at,
        made_by=correction.made_by,
    )


def _block(block: Block) -> BlockV1:
    table = block.table
    return BlockV1(
        kind=block.kind,
        box=_box(block.box),
        lines=tuple(_line(line) for line in block.lines),
        level=block.level,
        table=None if table is None else _table(table),
    )


def _table(table: Table) -> TableV1:
    spans = tuple((span.row, span.column, span.rows, span.columns) for span in table.spans)
    return TableV1(_box(table.box), table.header_rows, table.rows, spans)


def _line(line: Line) -> LineV1:
    words = tuple(
        WordV1(
            word.text,
            _box(word.box),
            word.source,
            word.confidence,
            word.doubtful,
            word.alternative,
            word.bold,
            word.italic,
        )
        for word in line.words
    )
    return LineV1(_box(line.box), words)


def _box(box: Box) -> BoxV1:
    return (box.x0, box.y0, box.x1, box.y1)


def _read_page(page: PageV1) -> PageResult:
    error, tick = page.error, page.conferral
    return PageResult(
        page_index=page.page_number - 1,
        width_pt=page.width_pt,
        height_pt=page.height_pt,
        status=page.status,
        source=page.source,
        blocks=tuple(_read_block(block) for block in page.blocks),
        rotation=page.rotation,
        skew_degrees=page.skew_degrees,
        language=page.language,
        confidence=page.confidence,
        seconds=page.seconds,
        engine=page.engine,
        warnings=tuple(warning_written(warning.code, warning.detail) for warning in page.warnings),
        error=None if error is None else ErrorInfo(ErrorCode(error.code), error.facts),
        language_evidence=evidence_written(page.language_reason),
        corrections=tuple(_read_correction(page.page_number - 1, each) for each in page.corrections),
        conferral=None if tick is None else Conferral(tick.made_at, tick.made_by),
    )


def _read_correction(page_index: int, correction: CorrectionV1) -> Correction:
    return Correction(
        page_index=page_index,
        kind=correction.kind,
        anchor=Box(*correction.box),
        before=correction.read,
        after=correction.corrected,
        row=correction.row,
        column=correction.column,
        made_at=correction.made_at,
        made_by=correction.made_by,
    )


def _read_table(table: TableV1) -> Table:
    spans = tuple(CellSpan(*span) for span in table.spans)
    return Table(Box(*table.box), table.rows, table.header_rows, spans)


def _read_block(block: BlockV1) -> Block:
    table = block.table
    return Block(
        kind=block.kind,
        lines=tuple(_read_line(line) for line in block.lines),
        box=Box(*block.box),
        level=block.level,
        table=None if table is None else _read_table(table),
    )


def _read_line(line: LineV1) -> Line:
    words = tuple(
        Word(
            word.text,
            Box(*word.box),
            word.confidence,
            word.source,
            word.doubtful,
            word.alternative,
            word.bold,
            word.italic,
        )
        for word in line.words
    )
    return Line(words, Box(*line.box))
