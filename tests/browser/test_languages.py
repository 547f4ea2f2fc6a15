"""Words travel apart from the numbers; what a component says is always in the chosen language."""

from playwright.sync_api import Page, expect

from lesson.vocabulary import vocabulary
from tests.browser.stage_page import FIRST_PICTURE, open_lesson

NATIVE = {"en": "English", "ja": "日本語"}
SHOWN = {"slide": ("stage", "stage.stage"), "photo": ("viewer", "viewer.viewer")}


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


def test_components_follow_the_language_back_and_forth(tab: Page, app_url: str) -> None:
    page, japanese = tab, vocabulary("ja")
    open_lesson(page, f"{app_url}/?lang=ja")
    expect_language(page, "slide", "ja")
    for language in ("en", "ja", "en"):
        page.get_by_text(NATIVE[language], exact=True).click()
        expect_language(page, "slide", language)
    grid = page.get_by_test_id("number-grid").first
    expect(grid.locator(".help")).to_have_text(vocabulary("en")("grid.help"))
    # quick changes end with the last one
    for turn in range(5):
        page.get_by_text(NATIVE["ja" if turn % 2 == 0 else "en"], exact=True).click()
    expect(page.get_by_test_id("stage")).to_have_attribute("aria-label", japanese("stage.stage"))
    expect(page.get_by_role("slider", name=japanese("controls.stride"))).to_be_visible()
    page.get_by_role("link", name=japanese("pages.photo")).click()
    expect_language(page, "photo", "ja")
    for language in ("en", "ja"):
        page.get_by_text(NATIVE[language], exact=True).click()
        expect_language(page, "photo", language)
    # on a small projector not all pages are named
    usual = page.viewport_size
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(page.get_by_text(japanese("streamlit.more_pages", number=3), exact=True)).to_be_visible()
    assert usual
    page.set_viewport_size(usual)


def expect_language(page: Page, where: str, language: str) -> None:
    """The page, what it is about, and all around that."""
    words = vocabulary(language)
    component, name = SHOWN[where]
    shown = page.get_by_test_id(component)
    expect(shown).to_have_attribute("aria-label", words(name), timeout=FIRST_PICTURE)
    expect(page.locator("html")).to_have_attribute("lang", language)
    for own, called in NATIVE.items():
        expect(page.get_by_text(called, exact=True)).to_have_attribute("lang", own)
    expect_streamlits_own(page, language)
    expect(page).to_have_title(f"{words(f'pages.{where}')} · {words('app.name')}")
