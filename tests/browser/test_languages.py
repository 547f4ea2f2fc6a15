"""Words travel apart from the numbers; what a component says is always in the chosen language."""

import pytest
from playwright.sync_api import Page, expect

from lesson.vocabulary import Words, vocabulary

NATIVE = {"en": "English", "ja": "日本語"}


def expect_streamlits_own(page: Page, language: str) -> None:
    """Texts and names that Streamlit has in English only: whole ones, and with a fact in them."""
    words = vocabulary(language)
    own = words.section("streamlit")
    expect(page.get_by_role("button", name=own["menu"], exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=own["upload"], exact=True)).to_be_visible()
    # the side bar hides it; who listens hears it
    expect(page.get_by_text(own["per_file"].format(size="10MB"))).to_be_attached()
    label = own["help_for"].format(label=words("controls.upload"))
    expect(page.get_by_role("button", name=label, exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "component", "name"),
    [("", "stage", "stage.stage"), ("photo", "viewer", "viewer.viewer")],
)
def test_a_component_follows_the_language_back_and_forth(
    page: Page, app_url: str, path: str, component: str, name: str
) -> None:
    page.goto(f"{app_url}/{path}?lang=ja")
    shown = page.get_by_test_id(component)
    expect(shown).to_have_attribute("aria-label", vocabulary("ja")(name), timeout=60_000)
    root = page.locator("html")
    expect(root).to_have_attribute("lang", "ja")
    expect_streamlits_own(page, "ja")
    for language in ("en", "ja", "en"):
        words = vocabulary(language)
        page.get_by_text(NATIVE[language], exact=True).click()
        expect(shown).to_have_attribute("aria-label", words(name))
        expect(root).to_have_attribute("lang", language)
        for own, called in NATIVE.items():
            choice = page.get_by_text(called, exact=True)
            expect(choice).to_have_attribute("lang", own)
        expect_streamlits_own(page, language)
        expect(page).to_have_title(f"{words('pages.' + (path or 'slide'))} · {words('app.name')}")
    grid = page.get_by_test_id("number-grid").first
    expect(grid.locator(".help")).to_have_text(vocabulary("en")("grid.help"))
    if component == "stage":
        words = expect_the_last_of_quick_changes(page)
    page.get_by_role("link", name=words("pages.backward")).click()
    expect(page).to_have_title(f"{words('pages.backward')} · {words('app.name')}")


def expect_the_last_of_quick_changes(page: Page) -> Words:
    for turn in range(5):
        page.get_by_text(NATIVE["ja" if turn % 2 == 0 else "en"], exact=True).click()
    japanese = vocabulary("ja")
    expect(page.get_by_test_id("stage")).to_have_attribute("aria-label", japanese("stage.stage"))
    expect(page.get_by_role("slider", name=japanese("controls.stride"))).to_be_visible()
    return japanese
