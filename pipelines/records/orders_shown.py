"""What the files of a layout show together of the order in which its tool writes day and month.

A file of one day often cannot tell: `04/11/2024` is in April or in November. Where other files of
its layout can, and none contradicts, it is read in their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipelines.exports.values.dates import Order
from pipelines.exports.values.evidence import Shown


@dataclass(frozen=True)
class OrdersShown:
    """By layout, how many files show which order; `both` counts those that contradict themselves."""

    files: Mapping[str, Counter[Shown]] = field(default_factory=dict)

    @classmethod
    def of(cls, shown: Iterable[Mapping[str, Shown]]) -> OrdersShown:
        """Counted over files, of which each says by layout what its own dates show.

        >>> found = OrdersShown.of([{"scans": "mdy"}, {"calls": "dmy"}, {"scans": "mdy", "calls": "mdy"}])
        >>> found.order_of("scans"), found.order_of("calls"), found.order_of("deals")
        ('mdy', None, None)
        """
        files: dict[str, Counter[Shown]] = {}
        for one in shown:
            for layout, order in one.items():
                files.setdefault(layout, Counter())[order] += 1
        return cls(files)

    def order_of(self, layout: str) -> Order | None:
        """The order that files of a layout show, where all show the same that show any."""
        shown = set(self.files.get(layout, ()))
        if shown == {"dmy"}:
            return "dmy"
        return "mdy" if shown == {"mdy"} else None

    def counts(self, layout: str | None) -> dict[str, int]:
        """How many files of a layout show which order, by its name."""
        return dict(sorted(self.files.get(layout or "", Counter()).items()))

    def contradicts(self, taken: Mapping[str, Order | None]) -> bool:
        """Whether files show something else than was taken from them, by layout, when a file was read."""
        return any(self.order_of(layout) != order for layout, order in taken.items())
