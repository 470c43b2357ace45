"""Where a row says that something happened: by coordinates, by P-code or by name.

The rows know this protocol alone. `Coordinates` is the plain way, without a gazetteer.
"""

from typing import Protocol

from treve.geo.place import Disc, UncertainPlace


class Places(Protocol):
    """Resolves what a source says about a place."""

    def resolve(
        self, said: str, *, pcode: str = "", within: tuple[str, ...] = (), lon: float | None = None, lat: float | None = None,
        radius_m: float | None = None,
    ) -> UncertainPlace:  # fmt: skip
        """The place meant, as far as it can be told; raises `ValueError` for what cannot be.

        `pcode` is OCHA's code, `within` names or codes of what holds the place, smallest first; `lon`
        and `lat` are degrees on WGS 84, `radius_m` metres. A name that nothing fits is a place not known,
        with `said` kept; a name that fits several places stays ambiguous.
        """
        ...


class Coordinates:
    """Takes coordinates as given and leaves a place that has none unknown, with the words kept."""

    def resolve(
        self, said: str, *, pcode: str = "", within: tuple[str, ...] = (), lon: float | None = None, lat: float | None = None,
        radius_m: float | None = None,
    ) -> UncertainPlace:  # fmt: skip
        """A disc around the coordinates, exact where no radius is stated; else a place not known."""
        words = said or pcode or ", ".join(within)
        if lon is None and lat is None:
            return UncertainPlace(words)
        if lon is None or lat is None:
            raise ValueError(f"the {'longitude' if lon is None else 'latitude'} is missing")
        return UncertainPlace(words, Disc(lon, lat, 0.0 if radius_m is None else radius_m))
