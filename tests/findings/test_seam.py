"""The seam behind which another engine can stand: files through processes of their own give the rows of one run."""

import hashlib
import pickle
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as parquet
import pytest

from tests.making import area, arrangement, picture, provision, report, span, utc
from treve.errors import BadInput
from treve.findings.answers import Vocabulary
from treve.findings.columns import REPORTS, Shapes, batch
from treve.findings.qualification import ROWS, Engine
from treve.findings.terms import Terms
from treve.geo.footprint import Circle, Polygon
from treve.geo.interval import Interval
from treve.geo.place import AreaPlace, Disc, UncertainPlace
from treve.records.report import IncidentReport

ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import pickle, sys
import pyarrow as pa, pyarrow.feather as feather, pyarrow.parquet as parquet
engine, source, target = sys.argv[1:]
engine = pickle.load(open(engine, "rb"))
table = parquet.read_table(source) if source.endswith(".parquet") else feather.read_table(source)
rows = [engine.qualify(part, keep="possible") for part in table.combine_chunks().to_batches()]
table = pa.Table.from_batches(rows)
(parquet.write_table if target.endswith(".parquet") else feather.write_feather)(table, target)
"""
RING = ((36.0, 33.2), (36.5, 33.2), (36.6, 33.7), (36.1, 33.6))
WORLD = (
    area("daraya"),
    area("wide", footprint=Polygon((RING,))),
    *(
        arrangement(
            f"{n}", Interval(utc(2016, 5, 1 + n), utc(2016, 5, 20 + n)),
            provisions=(provision(areas=("area:wide" if n % 2 else "area:daraya",), prohibits=("FIRE",)),),
        )
        for n in range(8)
    ),
)  # fmt: skip


def said(number: int) -> IncidentReport:
    disc = Disc(36.1 + number % 17 / 30, 33.3 + number % 13 / 40, (0.0, 500.0, 20_000.0)[number % 3])
    where = AreaPlace(Circle(36.3, 33.5, 900.0)) if number % 11 == 0 else disc
    at = span(utc(2016, 5, 1) + timedelta(hours=5 * number), (1.0, 30.0)[number % 2])
    who = ("party:a",) if number % 5 else ("party:b",)
    return report(str(number), at, place=UncertainPlace(where=where), alleged=who)


def digest(table: pa.Table) -> str:
    assert table.schema.equals(ROWS)
    return hashlib.sha256(repr(table.to_pydict()).encode()).hexdigest()


def test_files_through_two_processes_give_the_rows_of_one_run(tmp_path: Path) -> None:
    engine = Engine(Terms.of(picture(*WORLD)), Vocabulary(), Shapes())
    reports = batch([said(number) for number in range(200)], engine.vocabulary, engine.shapes)
    assert reports.schema.equals(REPORTS)
    whole = pa.Table.from_batches([engine.qualify(reports, keep="possible")])
    assert whole.num_rows > 50
    (tmp_path / "engine.pickle").write_bytes(pickle.dumps(engine))
    halves = pa.Table.from_batches([reports.slice(0, 90)]), pa.Table.from_batches([reports.slice(90)])
    parquet.write_table(halves[0], tmp_path / "one.parquet")
    feather.write_feather(halves[1], tmp_path / "two.arrow")
    names = (("one.parquet", "one-rows.parquet"), ("two.arrow", "two-rows.arrow"))
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER, *(str(tmp_path / name) for name in ("engine.pickle", *pair))], cwd=ROOT)
        for pair in names
    ]
    assert [worker.wait(120) for worker in workers] == [0, 0]
    parts = [parquet.read_table(tmp_path / names[0][1]), feather.read_table(tmp_path / names[1][1])]
    assert digest(pa.concat_tables(parts).cast(ROWS)) == digest(whole)


def test_any_division_of_a_batch_gives_the_same_rows() -> None:
    engine = Engine(Terms.of(picture(*WORLD)), Vocabulary(), Shapes())
    reports = batch([said(number) for number in range(120)], engine.vocabulary, engine.shapes)
    whole = digest(pa.Table.from_batches([engine.qualify(reports)]))
    for size in (1, 7, 64):
        parts = [engine.qualify(reports.slice(first, size)) for first in range(0, 120, size)]
        assert digest(pa.Table.from_batches(parts)) == whole


def test_a_batch_of_another_shape_is_refused() -> None:
    engine = Engine(Terms.of(picture(*WORLD)), Vocabulary(), Shapes())
    reports = batch([said(1)], engine.vocabulary, engine.shapes)
    with pytest.raises(BadInput, match="other columns"):
        engine.qualify(reports.select(["report", "lon"]))
    hollow = [pa.nulls(1, field.type) if field.name == "lon" else reports.column(field.name) for field in REPORTS]
    with pytest.raises(BadInput, match="nulls in: lon"):
        engine.qualify(pa.RecordBatch.from_arrays(hollow, names=REPORTS.names))


@pytest.mark.parametrize("name", ["allegation", "deed", "circumstances", "shape"])
def test_numbers_of_another_vocabulary_are_refused(name: str) -> None:
    engine = Engine(Terms.of(picture(*WORLD)), Vocabulary(), Shapes())
    reports = batch([said(1)], engine.vocabulary, engine.shapes)
    for stray in (-3, 10_000):
        columns = [pa.array([stray], field.type) if field.name == name else reports.column(field.name) for field in REPORTS]
        with pytest.raises(BadInput, match=f"numbers in {name}"):
            engine.qualify(pa.RecordBatch.from_arrays(columns, schema=REPORTS))
