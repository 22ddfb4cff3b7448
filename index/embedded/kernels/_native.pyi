from collections.abc import Callable
from typing import Any

from _typeshed import ReadableBuffer, WriteableBuffer
from numpy.typing import NDArray

_Child = tuple[NDArray[Any], ...]

def near(rarest: _Child, other: _Child, size: int, /) -> bytes: ...
def windows(
    children: tuple[_Child, ...],
    holding: NDArray[Any],
    begins: NDArray[Any],
    size: int,
    budget: WriteableBuffer | None,
    /,
) -> tuple[bytes, bytes, bytes, bytes] | None: ...

class Lists:
    def __new__(
        cls,
        memory: ReadableBuffer,
        unchecked: bytearray,
        check: Callable[[int, int], None],
        sections: tuple[tuple[int, int], ...],
        documents: int,
        /,
    ) -> Lists: ...
    def holding(
        self, terms: tuple[int, ...], budget: WriteableBuffer | None, /
    ) -> tuple[bytes, bytes] | None: ...
    def occurrences(
        self,
        terms: tuple[int, ...],
        exact: int,
        begins: NDArray[Any],
        budget: WriteableBuffer | None,
        /,
    ) -> tuple[bytes, bytes, bytes, bytes, bytes] | None: ...
    def positions(
        self, terms: tuple[int, ...], begins: NDArray[Any], budget: WriteableBuffer | None, /
    ) -> tuple[bytes, bytes] | None: ...
    def phrase(
        self, terms: tuple[int, ...], begins: NDArray[Any], budget: WriteableBuffer | None, /
    ) -> tuple[bytes, bytes] | None: ...
