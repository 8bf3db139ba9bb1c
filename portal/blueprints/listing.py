"""Pages of a list, with its filter in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from peewee import ModelSelect

PER_PAGE = 50


@dataclass(frozen=True)
class ListPage:
    """One page of a list: its rows, which page of how many, how many rows in all, and the address of another page."""

    rows: list[Any]
    number: int
    pages: int
    total: int
    url_for_page: Callable[[int], str]


def list_page(query: ModelSelect) -> ListPage:
    """The page that the address asks for (`?page=2`), the nearest one when there is no such page; two queries."""
    return _page(query.count(), lambda number: list(query.paginate(number, PER_PAGE)))


def page_of_rows(rows: Sequence[Any]) -> ListPage:
    """The same of rows that are already there, for lists that are put together from several queries."""
    return _page(len(rows), lambda number: list(rows[(number - 1) * PER_PAGE : number * PER_PAGE]))


def counted_page(total: int, rows_of: Callable[[int], list[Any]]) -> ListPage:
    """The same of a list that counts and reads its rows itself; `rows_of` gets the number of the page."""
    return _page(total, rows_of)


def _page(total: int, rows_of: Callable[[int], list[Any]]) -> ListPage:
    pages = max(1, -(-total // PER_PAGE))
    asked = request.args.get("page", "1")
    number = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 7 else 1
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name != "page" and value}
    here, url = request.endpoint or "", dict(request.view_args or {})
    return ListPage(
        rows=rows_of(number),
        number=number,
        pages=pages,
        total=total,
        url_for_page=lambda page: url_for(here, **{**url, **kept, "page": page}),
    )
