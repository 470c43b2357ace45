import pytest

from treve.codec import to_builtins
from treve.errors import BadRecord
from treve.records.example import INSTEAD, LEFT_OUT, example
from treve.records.kinds import KINDS, from_builtins, kind_of


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_every_kind_can_be_added_and_shows_its_fields(kind: str) -> None:
    record = from_builtins(example(kind, "party:me"))
    assert kind_of(record) == kind
    assert record.author == "party:me"
    shown = set(example(kind)) - {"kind"}
    missing = set(record.__struct_fields__) - shown - set(LEFT_OUT) - set(INSTEAD.get(kind, ())) - {"key"}
    assert not missing, f"the example of {kind} says nothing of {missing}"
    assert to_builtins(record)["kind"] == kind


def test_there_is_no_example_of_what_is_no_kind() -> None:
    with pytest.raises(BadRecord, match="incident-report"):
        example("target")
