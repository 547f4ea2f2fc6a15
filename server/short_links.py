"""Short addresses: `/s/CODE` leads to the page and the lesson that are kept under the code."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from lesson.link.start import FOLDER, page_of

PATH = FOLDER + "{code:str}"


async def to_lesson(request: Request) -> RedirectResponse:
    """Send the browser on; a code that is not kept leads to the first page, which says so."""
    code = request.path_params["code"][:12].upper()
    code = "".join(mark for mark in code if mark.isascii() and mark.isalnum())
    page = await run_in_threadpool(page_of, code)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/{page}?s={code}", 307)


short_links = Route(PATH, to_lesson, methods=["GET"])
