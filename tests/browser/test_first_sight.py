"""The first page of a visit shows its picture, and then its controls."""

import re

import pytest
from playwright.sync_api import Page, expect

WATCH = """
(() => {
  const deep = (root) => {
    for (const one of root.querySelectorAll("*")) {
      const shown = one.matches("[data-testid=stage], [data-testid=viewer]")
        ? one.querySelector("canvas")?.width > 300
        : one.shadowRoot && deep(one.shadowRoot);
      if (shown) return true;
    }
    return false;
  };
  const order = [];
  const look = () => {
    if (!order.includes("picture") && deep(document)) order.push("picture");
    const files = document.querySelector("[data-testid=stDownloadButton]");
    if (!order.includes("files") && files) order.push("files");
    const slider = document.querySelector("[type=range]");
    if (!order.includes("controls") && slider) order.push("controls");
    document.documentElement.dataset.order = order.join(" ");
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()
"""


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("/", r"picture controls"),
        ("/photo", r"picture (files controls|controls files)"),
    ],
)
def test_the_picture_stands_before_the_controls(
    page: Page, app_url: str, path: str, order: str
) -> None:
    told: list[str] = []
    page.on("request", lambda request: told.append(f"{request.method} {request.url}"))
    page.add_init_script(WATCH)
    page.goto(app_url + path)
    expect(page.locator("html")).to_have_attribute("data-order", re.compile(f"^{order}$"))
    posts = [one for one in told if one.startswith(f"POST {app_url}/seen/")]
    assert len(posts) == 1
