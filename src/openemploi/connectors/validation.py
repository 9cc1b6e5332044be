"""Raw text to typed columns: the one place where a cell is judged, whatever the file was.

Whole columns are cast at once; only when a cast fails are the cells looked at one by one, to say which and why.
Null stays null. A text that stands for "withheld" becomes null and is counted, for that is another kind of unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from openemploi.connectors.base import Block, Raw, Reading, Rejected
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_Mask = npt.NDArray[np.bool_]
_CUT: Final = 200
_SPACE: Final = np.zeros(
    256, bool
)  # bytes with which white space may start or end: of ASCII, then of Unicode
_SPACE[[*range(0x21), 0xC2, 0xE1, 0xE2, 0xE3, *range(0x80, 0x8B), 0x9F, 0xA0, 0xA8, 0xA9, 0xAF]] = True
_DIGITS: Final = re.compile(r"\[0-9\]\{([0-9]+)\}")
_SPACES: Final = r"[\s\x{00A0}\x{202F}]"
# What a spreadsheet would run: a function, a sum, a cell, another program. "=> our aim" is no formula.
_FORMULA: Final = r"(?i)^=\s*(?:[+\-]?[0-9(\"$@]|[A-Z][A-Z0-9._]*\s*[(|!]|'|[A-Z]{1,3}\$?[0-9])"


def typed(raw: Iterable[Raw], tables: Iterable[Table], reading: Reading) -> Iterator[Block]:
    """Typed blocks of ``raw`` ones; rows that cannot be typed go to ``reading.reject``.

    Raises ``FormatError`` (``column_missing``) when a column that the schema needs is not in the file.
    """
    known = {table.name: table for table in tables}
    for block in raw:
        table = known[block.table]
        places = _places(block, table)
        note_unknown(block.names, table, reading)
        yield Block(table.name, _batch(block, table, places, reading))


def found_columns(names: Iterable[str], table: Table, *, where: Where | None = None) -> dict[str, str]:
    """Which official name each column of ``table`` bears among ``names``; optional ones may be left out.

    Raises ``FormatError`` (``column_missing``).
    """
    there = {_plain(name): name for name in reversed(list(names))}
    found: dict[str, str] = {}
    for column in table.columns:
        for name in column.names:
            if _plain(name) in there:
                found[column.name] = there[_plain(name)]
                break
        else:
            if not column.optional:
                raise FormatError(
                    "column_missing",
                    _(
                        "The column {column} is not in the file. It has: {names}.",
                        column=column.names[0],
                        names=", ".join(list(there.values())[:30]),
                    ),
                    remedy=_("Check that it is the official file; if its layout has changed, tell us."),
                    where=where or Where(column=column.names[0]),
                )
    return found


def note_unknown(names: Iterable[str], table: Table, reading: Reading) -> None:
    """Note the official columns that the schema does not know: nothing is lost by them, but somebody should look."""
    ours = {_plain(name) for column in table.columns for name in column.names}
    ours |= {_plain(name) for name in table.left_out}
    for name in names:
        note = f"unknown_column: {table.name}: {name}"
        if _plain(name) not in ours and note not in reading.notes:
            reading.notes.append(note)


def rejected(block: Raw, place: int, row: int, reason: str) -> Rejected:
    """What is told of a row whose cell in the column at ``place`` is at fault."""
    record = int(block.records[row])
    whole = {name: _shown(array, row) for name, array in zip(block.names, block.arrays, strict=True)}
    return Rejected(
        block.table,
        reason,
        record=None if block.lines else record,
        line=record if block.lines else None,
        column=block.names[place],
        value=(whole[block.names[place]] or "")[:_CUT],
        row=json.dumps(whole, ensure_ascii=False),
        member=block.member,
    )


def _plain(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").replace("’", "'").split()).casefold()


def _places(block: Raw, table: Table) -> dict[str, int]:
    found = found_columns(block.names, table, where=Where(file=block.member or None))
    where = {name: place for place, name in reversed(list(enumerate(block.names)))}
    return {ours: where[official] for ours, official in found.items()}


def _batch(block: Raw, table: Table, places: dict[str, int], reading: Reading) -> pa.RecordBatch:
    rows = len(block.records)
    good = np.ones(rows, bool)
    arrays: list[pa.Array] = []
    for column in table.columns:
        if column.name not in places:
            arrays.append(pa.nulls(rows, column.kind.arrow))
            continue
        array, faults, withheld = _column(block.arrays[places[column.name]], column)
        arrays.append(array)
        if withheld:
            key = (table.name, column.name)
            reading.withheld[key] = reading.withheld.get(key, 0) + withheld
        for reason, mask in faults:
            for row in np.flatnonzero(mask & good):
                reading.reject(rejected(block, places[column.name], int(row), reason))
            good &= ~mask
    batch = pa.RecordBatch.from_arrays(arrays, schema=pa.schema(list(_fields(table))))
    return batch if good.all() else batch.filter(pa.array(good))


def _fields(table: Table) -> Iterator[pa.Field]:
    for column in table.columns:
        yield pa.field(column.name, column.kind.arrow)


def _shown(array: pa.Array, row: int) -> str | None:
    value = array[row].as_py()
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value


def _column(array: pa.Array, column: Column) -> tuple[pa.Array, list[tuple[str, _Mask]], int]:
    """The typed column, which rows are at fault and why, and how many cells are withheld."""
    faults: list[tuple[str, _Mask]] = []
    if _is_blank(array):
        absent = np.ones(len(array), bool)
        nulls = pa.nulls(len(array), column.kind.arrow)
        return nulls, [("required", absent)] if column.required and len(array) else [], 0
    text, undecodable = _text(array)
    if undecodable is not None:
        faults.append(("encoding", undecodable))
    text = _trimmed(text)
    withheld = 0
    if column.withheld:
        secret = _among(text, column.withheld)
        withheld = int(pc.sum(secret).as_py() or 0)
        text = pc.if_else(secret, None, text) if withheld else text
    text = _without_empty(text)
    if column.missing:
        unknown = _among(text, column.missing)
        text = pc.if_else(unknown, None, text) if pc.any(unknown).as_py() else text
    if column.width:
        text = pc.utf8_lpad(text, column.width, "0")
    found, reason, unread = _CASTS[column.kind](text, column)
    if unread is not None:
        faults.append((reason, unread))
    faults += _limits(found, column)
    if column.required:
        absent = _mask(pc.is_null(text))
        if absent.any():
            faults.append(("required", absent))
    return found, faults, withheld


def _cells(array: pa.Array) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Where each cell starts (and the last one ends), and all bytes: the array's own memory, nothing is copied."""
    _validity, offsets, data = array.buffers()
    starts = np.frombuffer(offsets, np.int32)[array.offset : array.offset + len(array) + 1]
    return starts, np.frombuffer(data, np.uint8) if data else np.empty(0, np.uint8)


def _is_blank(array: pa.Array) -> bool:
    """Whether no cell holds a byte: half of the columns of some official files."""
    if array.null_count == len(array):
        return True
    if not (pa.types.is_binary(array.type) or pa.types.is_string(array.type)):
        return False
    starts, _data = _cells(array)
    return bool(starts[0] == starts[-1])


def _text(array: pa.Array) -> tuple[pa.Array, _Mask | None]:
    if not pa.types.is_binary(array.type):
        return (array if pa.types.is_string(array.type) else pc.cast(array, pa.string())), None
    starts, data = _cells(array)
    if not (data[starts[0] : starts[-1]] & 0x80).any():  # plain ASCII is UTF-8 already
        parts = array.buffers()
        return pa.Array.from_buffers(pa.string(), len(array), parts, offset=array.offset), None
    try:
        return pc.cast(array, pa.string()), None
    except pa.ArrowInvalid:
        wrong = np.zeros(len(array), bool)
        texts: list[str | None] = []
        for row, value in enumerate(array.to_pylist()):
            try:
                texts.append(None if value is None else value.decode())
            except UnicodeDecodeError:
                wrong[row] = True
                texts.append(None)
        return pa.array(texts, pa.string()), wrong


def _trimmed(text: pa.Array) -> pa.Array:
    """Without white space around the cells; looked for at their ends first, for trimming copies every byte."""
    starts, data = _cells(text)
    if not len(data):
        return text
    some = starts[1:] > starts[:-1]
    ends = np.concatenate([data[starts[:-1][some]], data[starts[1:][some] - 1]])
    if _SPACE[ends].any():
        return pc.utf8_trim_whitespace(text)
    return text


def _without_empty(text: pa.Array) -> pa.Array:
    """Empty cells are null; only the bits that say so are made anew."""
    starts, _data = _cells(text)
    there = starts[1:] > starts[:-1]
    if text.null_count:
        there &= pc.is_valid(text).to_numpy(zero_copy_only=False)
    empty = len(there) - int(there.sum())
    if empty == text.null_count:
        return text
    _validity, offsets, data = text.buffers()
    padded = np.concatenate([np.zeros(text.offset, bool), there]) if text.offset else there
    bits = pa.py_buffer(np.packbits(padded, bitorder="little"))
    return pa.Array.from_buffers(pa.string(), len(text), [bits, offsets, data], empty, text.offset)


def _among(text: pa.Array, values: tuple[str, ...]) -> pa.Array:
    """Which cells are one of ``values``: a comparison each, which for so few is quicker than a table of them."""
    found = pc.equal(text, values[0])
    for value in values[1:]:
        found = pc.or_(found, pc.equal(text, value))
    return pc.fill_null(found, False)


def _is_digits(text: pa.Array, width: int) -> bool:
    """Whether all cells that are there are ``width`` digits."""
    starts, data = _cells(text)
    used = data[starts[0] : starts[-1]]
    long = np.diff(starts)
    if text.null_count:
        long = long[pc.is_valid(text).to_numpy(zero_copy_only=False)]
    return bool(
        (long == width).all() and len(used) == width * len(long) and ((used >= 48) & (used <= 57)).all()
    )


def _mask(array: pa.Array) -> _Mask:
    found: _Mask = pc.fill_null(array, False).to_numpy(zero_copy_only=False).astype(bool)
    return found


def _limits(found: pa.Array, column: Column) -> list[tuple[str, _Mask]]:
    faults: list[tuple[str, _Mask]] = []
    digits = _DIGITS.fullmatch(column.pattern)
    if column.pattern and not (digits and _is_digits(found, int(digits[1]))):
        wrong = _mask(pc.invert(pc.match_substring_regex(found, f"^(?:{column.pattern})$")))
        if wrong.any():
            faults.append(("pattern", wrong))
    if column.choices:
        wrong = _mask(pc.and_(pc.is_valid(found), pc.invert(pc.is_in(found, pa.array(column.choices)))))
        if wrong.any():
            faults.append(("not_a_choice", wrong))
    if column.minimum is not None or column.maximum is not None:
        wrong = np.zeros(len(found), bool)
        if column.minimum is not None:
            wrong |= _mask(pc.less(found, column.minimum))
        if column.maximum is not None:
            wrong |= _mask(pc.greater(found, column.maximum))
        if wrong.any():
            faults.append(("out_of_bounds", wrong))
    return faults


_Cast = Callable[[pa.Array, Column], tuple[pa.Array, str, _Mask | None]]


def _string(text: pa.Array, column: Column) -> tuple[pa.Array, str, _Mask | None]:
    if not pc.any(pc.starts_with(text, "=")).as_py():
        return text, "", None
    return text, "formula", _some(_mask(pc.match_substring_regex(text, _FORMULA)))


def _integer(text: pa.Array, column: Column) -> tuple[pa.Array, str, _Mask | None]:
    try:
        return pc.cast(text, pa.int64()), "", None
    except pa.ArrowInvalid:
        plain = pc.replace_substring_regex(text, _SPACES, "")
        plain = pc.replace_substring_regex(plain, r"[.,]0+$", "")
        fits = _mask(pc.match_substring_regex(plain, r"^[+-]?[0-9]{1,18}$"))
        plain = pc.replace_substring_regex(pc.if_else(pa.array(fits), plain, None), r"^\+", "")
        return pc.cast(plain, pa.int64()), "not_integer", _some(_mask(pc.is_valid(text)) & ~fits)


def _number(text: pa.Array, column: Column) -> tuple[pa.Array, str, _Mask | None]:
    plain = text if column.decimal == "." else pc.replace_substring(text, column.decimal, ".")
    try:
        found = pc.cast(plain, pa.float64())
        unread = _mask(pc.invert(pc.is_finite(found)))
    except pa.ArrowInvalid:
        plain = pc.replace_substring_regex(plain, _SPACES, "")
        fits = _mask(
            pc.match_substring_regex(plain, r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$")
        )
        plain = pc.replace_substring_regex(pc.if_else(pa.array(fits), plain, None), r"^\+", "")
        found = pc.cast(plain, pa.float64())
        unread = (_mask(pc.is_valid(text)) & ~fits) | _mask(pc.invert(pc.is_finite(found)))
    return found, "not_number", _some(unread)


def _boolean(text: pa.Array, column: Column) -> tuple[pa.Array, str, _Mask | None]:
    coded = pc.dictionary_encode(text)
    small = [word.lower() for word in coded.dictionary.to_pylist()]
    meant = [True if word in column.true else False if word in column.false else None for word in small]
    found = pc.take(pa.array(meant, pa.bool_()), coded.indices)
    unread = None if None not in meant else _some(_mask(pc.and_(pc.is_valid(text), pc.is_null(found))))
    return found, "not_boolean", unread


def _moment(text: pa.Array, column: Column) -> tuple[pa.Array, str, _Mask | None]:
    kind = column.kind.arrow
    try:
        if column.kind is Kind.DATE and column.formats[0] == "%Y-%m-%d":
            return pc.cast(text, kind), "", None
    except pa.ArrowInvalid:
        pass
    try:
        if column.formats[0] in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"):
            return pc.cast(pc.cast(text, pa.timestamp("s")), kind), "", None
    except pa.ArrowInvalid:
        pass
    found = pa.nulls(len(text), pa.timestamp("s"))
    for form in column.formats:
        # What strptime of the system takes loosely ("2024-02-31") is read again and compared.
        read = pc.strptime(text, format=form, unit="s", error_is_null=True)
        same = pc.equal(pc.strftime(read, format=form), text)
        found = pc.coalesce(found, pc.if_else(pc.fill_null(same, False), read, None))
    unread = _mask(pc.and_(pc.is_valid(text), pc.is_null(found)))
    return pc.cast(found, kind), "not_date", _some(unread)


def _some(mask: _Mask) -> _Mask | None:
    return mask if mask.any() else None


_CASTS: Final[dict[Kind, _Cast]] = {
    Kind.STRING: _string,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _moment,
    Kind.DATETIME: _moment,
}
