"""The page in a real browser: found by eye, by keyboard and by assistive technology."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.samples import serving

pytestmark = pytest.mark.browser

PHRASE = '"a very patient function"'

RESULTS = "/search?q=wsgi&speaker=ines"
PAGES = {
    "start": "/search",
    "results": RESULTS,
    "second": "/search?q=the&offset=20&facets=speaker,year",
    "none": "/search?q=zeppelin",
    "help": "/help",
    "error": "/search?q=wsgi&limit=abc",
}

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Every piece of text that is shown, with its colour and the colour it stands on.
SHOWN_TEXT = """() => {
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|^transparent$/.test(colour)) return colour;
    }
    return "none";
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const says = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (says && element.checkVisibility())
      found.push([element.textContent.trim(), getComputedStyle(element).color, ground(element)]);
    if (element.placeholder && element.checkVisibility()) {
      const style = getComputedStyle(element, "::placeholder");
      found.push([element.placeholder, style.color, ground(element)]);
    }
  }
  return found;
}"""

# The element with the keyboard's focus: its name and its outline.
FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    name: element.id || element.name || element.getAttribute("aria-label") ||
          element.textContent.trim(),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    colour: style.outlineColor,
    seen: box.width > 0 && box.left >= 0 && box.top >= 0 &&
          box.right <= innerWidth && box.bottom <= innerHeight,
  };
}"""

Opener: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="module")
def site(sample_index: Path) -> Iterator[str]:
    with serving(sample_index) as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Opener]:
    """Open pages of the site; any error in the browser's console fails the test."""
    complaints: list[str] = []
    windows: list[BrowserContext] = []

    def hear(message: ConsoleMessage) -> None:
        # The status of an error page is not reported as a failure.
        is_page = message.location["url"].startswith((f"{site}/search", f"{site}/help"))
        if not (is_page and message.text.startswith("Failed to load resource")):
            complaints.append(message.text)

    def miss(request: Request) -> None:
        # The browser cancels pending loads when a page is left.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"{request.url}: {request.failure}")

    def open_(path: str, **settings: Any) -> Page:  # noqa: ANN401  # any setting of Playwright
        windows.append(browser.new_context(base_url=site, **settings))
        page = windows[-1].new_page()
        page.set_default_timeout(10_000)
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", miss)
        page.goto(path)
        return page

    yield open_
    for window in windows:
        window.close()
    assert complaints == []


def channels_of(colour: str) -> list[float]:
    return [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]


def luminance(colour: str) -> float:
    red, green, blue, *alpha = channels_of(colour)
    assert alpha in ([], [1.0]), f"{colour} is not opaque"
    parts = [c / 255 for c in (red, green, blue)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tab_stops(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top of the page until the focus leaves it.

    A date field counts once, though the browser stops at each of its parts.
    """
    stops: list[dict[str, Any]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return stops
        stop = page.evaluate(FOCUS)
        if not stops or stop["name"] != stops[-1]["name"]:
            stops.append(stop)
    raise AssertionError("the focus never leaves the page")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_phrase_is_found_marked_and_linked_to_its_second(opened: Opener, scripts: bool) -> None:
    page = opened("/search", java_script_enabled=scripts)
    page.get_by_label("Search what was said").fill(PHRASE)
    page.get_by_label("Search what was said").press("Enter")
    expect(page.locator("mark")).to_have_text("a very patient function")
    (link,) = page.get_by_role("link", name="Listen at").all()
    assert (link.get_attribute("href") or "").endswith("/episodes/1?t=446")
    assert page.get_by_label("Search what was said").input_value() == PHRASE


def test_the_button_searches_too(opened: Opener) -> None:
    page = opened("/search")
    page.get_by_label("Search what was said").fill("wsgi")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_have_text("WSGI")


def test_filters_narrow_the_hits(opened: Opener) -> None:
    page = opened("/search?q=server")
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Speaker", exact=True).fill("priya")
    page.get_by_label("Sort by").select_option("newest first")
    page.get_by_label("Speaker", exact=True).press("Enter")
    page.wait_for_url("**speaker=priya**")
    assert set(page.locator(".speaker").all_inner_texts()) == {"Priya Raman"}
    expect(page.get_by_label("Speaker", exact=True)).to_be_visible()
    expect(page.get_by_label("Sort by")).to_have_value("date")


def test_next_and_previous_turn_the_pages(opened: Opener) -> None:
    page = opened("/search?q=the&group_by=none")
    first = page.locator("blockquote").all_inner_texts()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**offset=20**")
    assert page.locator("blockquote").all_inner_texts() != first
    page.get_by_role("link", name="Previous").click()
    page.wait_for_url("**/search?q=the&group_by=none")
    assert page.locator("blockquote").all_inner_texts() == first


# By keyboard


def test_the_start_page_waits_for_words_to_be_typed(opened: Opener) -> None:
    page = opened("/search")
    expect(page.get_by_label("Search what was said")).to_be_focused()
    page.keyboard.type("cookie")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()


def test_the_tab_key_goes_from_skip_link_to_box_to_button_to_hits(opened: Opener) -> None:
    page = opened(RESULTS)
    names = [stop["name"] for stop in tab_stops(page)]
    assert names[:4] == ["Skip to the results", "Overheard", "q", "Search"]
    hits = page.get_by_role("link", name="Listen at").count()
    assert sum(name.startswith("Listen at") for name in names) == hits > 2
    assert names.index("Search") < names.index("Filter and sort")
    assert names.index("sort") < min(names.index(n) for n in names if n.startswith("Listen at"))
    assert names[-1] == "How to search"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_is_always_seen(opened: Opener, scheme: str) -> None:
    page = opened(RESULTS, color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    stops = tab_stops(page)
    assert len(stops) > 10
    assert [s["name"] for s in stops if not s["seen"]] == []
    assert [s["name"] for s in stops if s["outline"] < 2] == []
    assert [s["name"] for s in stops if contrast(s["colour"], ground) < 3] == []


def test_the_skip_link_jumps_over_the_form(opened: Opener) -> None:
    page = opened(RESULTS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator("main a").first
    expect(first).to_be_focused()


# By eye


def test_what_is_typed_looks_like_what_is_read(opened: Opener) -> None:
    page = opened("/search?q=wsgi")
    typed, read = (
        page.evaluate(
            """(selector) => {
              const style = getComputedStyle(document.querySelector(selector));
              return [style.fontFamily, style.fontSize, style.color];
            }""",
            selector,
        )
        for selector in ("#q", "blockquote")
    )
    assert typed == read


def test_nothing_scrolls_sideways_on_a_narrow_screen(opened: Opener) -> None:
    page = opened("/search", viewport={"width": 320, "height": 640})
    for path in PAGES.values():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_a_long_word_does_not_scroll_a_narrow_screen(opened: Opener) -> None:
    page = opened("/search", viewport={"width": 320, "height": 640})
    for path in ("/search?q={}", "/search?q={}&speaker={}", "/search?limit={}"):
        page.goto(path.replace("{}", "W" * 300))
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


@pytest.mark.parametrize("name", PAGES)
def test_every_text_stands_out_from_its_ground(opened: Opener, name: str) -> None:
    page = opened(PAGES[name])
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        shown = page.evaluate(SHOWN_TEXT)
        assert len(shown) > 4
        faint = [text for text, colour, ground in shown if contrast(colour, ground) < 4.5]
        assert faint == [], scheme


def test_dark_is_dark_light_is_light_and_marks_stand_out_in_both(opened: Opener) -> None:
    page = opened(RESULTS)
    grounds = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        grounds[scheme] = page.evaluate(
            """() => [getComputedStyle(document.body).backgroundColor,
                      getComputedStyle(document.querySelector("mark")).backgroundColor]"""
        )
    assert luminance(grounds["light"][0]) > 0.8
    assert luminance(grounds["dark"][0]) < 0.05
    for ground, mark in grounds.values():
        assert contrast(ground, mark) > 1.1


# By assistive technology


def test_every_page_has_its_landmarks(opened: Opener) -> None:
    page = opened("/search")
    for path in PAGES.values():
        page.goto(path)
        for role in ("banner", "main", "contentinfo"):
            expect(page.get_by_role(role)).to_have_count(1)


def test_search_and_pages_are_landmarks(opened: Opener) -> None:
    page = opened("/search?q=the&group_by=none")
    expect(page.get_by_role("search")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Pages")).to_have_count(1)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_first_heading_and_skips_no_level(opened: Opener, name: str) -> None:
    page = opened(PAGES[name])
    headings = page.get_by_role("heading").all()
    levels = [int(heading.evaluate("(e) => e.tagName[1]")) for heading in headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in itertools.pairwise(levels))


def test_every_input_has_a_label(opened: Opener) -> None:
    page = opened(RESULTS)
    fields = page.locator("input, select").all()
    assert len(fields) == 9
    assert all(field.evaluate("(e) => e.labels.length") == 1 for field in fields)
    expect(page.get_by_role("combobox", name="Search what was said", exact=True)).to_be_visible()
    for label in ("Speaker", "Episode", "From", "To"):
        expect(page.get_by_role("textbox", name=label, exact=True)).to_be_visible()
    for label in ("Sort by", "Show", "Sponsors", "Count by"):
        expect(page.get_by_role("combobox", name=label, exact=True)).to_be_visible()


def test_an_error_is_an_alert_that_names_the_parameter(opened: Opener) -> None:
    page = opened(PAGES["error"])
    expect(page.get_by_role("alert")).to_contain_text("limit must be a whole number")


@pytest.mark.parametrize("q", ["wsgi", PHRASE, "<i>&amp;"])
def test_the_document_has_a_language_and_a_title_with_the_query(opened: Opener, q: str) -> None:
    page = opened(f"/search?q={quote_plus(q)}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.title() == f"{q} – Overheard"


# Completion


@pytest.fixture
def typing(opened: Opener) -> Page:
    """The start page, with `pip in` typed and its suggestions shown."""
    page = opened("/search")
    box_of(page).press_sequentially("pip in")
    # Not the suggestions for `pip`, which may come before.
    expect(options(page).first).to_have_text("pip install phrase")
    return page


def options(page: Page, **wanted: Any) -> Locator:  # noqa: ANN401  # any setting of Playwright
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option", **wanted)


def box_of(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search what was said")


def test_what_is_typed_is_completed_below_the_box(typing: Page) -> None:
    expect(options(typing).first).to_have_text("pip install phrase")
    expect(box_of(typing)).to_have_attribute("aria-expanded", "true")
    expect(box_of(typing)).to_have_value("pip in")


def test_arrows_choose_enter_searches(typing: Page) -> None:
    typing.keyboard.press("ArrowDown")
    option = options(typing, selected=True)
    expect(option).to_have_text("pip install phrase")
    id_ = option.get_attribute("id") or ""
    expect(box_of(typing)).to_have_attribute("aria-activedescendant", id_)
    expect(box_of(typing)).to_have_value("pip install")
    expect(box_of(typing)).to_be_focused()
    typing.keyboard.press("Enter")
    typing.wait_for_url("**q=pip+install&**")


def test_arrows_go_round_through_what_was_typed(typing: Page) -> None:
    count = options(typing).count()
    typing.keyboard.press("ArrowUp")
    expect(options(typing).last).to_have_attribute("aria-selected", "true")
    for _ in range(count):
        typing.keyboard.press("ArrowUp")
    expect(options(typing, selected=True)).to_have_count(0)
    expect(box_of(typing)).to_have_value("pip in")


def test_escape_takes_the_list_away_and_brings_back_what_was_typed(typing: Page) -> None:
    typing.keyboard.press("ArrowDown")
    typing.keyboard.press("Escape")
    expect(typing.get_by_role("listbox")).to_have_count(0)
    expect(box_of(typing)).to_have_attribute("aria-expanded", "false")
    expect(box_of(typing)).to_have_value("pip in")
    typing.keyboard.press("ArrowDown")
    expect(options(typing).first).to_be_visible()


def test_enter_searches_what_was_typed_unless_something_is_chosen(typing: Page) -> None:
    typing.keyboard.press("Enter")
    typing.wait_for_url("**q=pip+in&**")


def test_a_click_on_a_suggestion_searches_it(typing: Page) -> None:
    options(typing).first.click()
    typing.wait_for_url("**q=pip+install&**")


def test_leaving_the_box_or_emptying_it_takes_the_list_away(typing: Page) -> None:
    typing.keyboard.press("Tab")
    expect(typing.get_by_role("listbox")).to_have_count(0)
    box_of(typing).fill("pri")
    expect(options(typing).first).to_be_visible()
    box_of(typing).fill("")
    expect(typing.get_by_role("listbox")).to_have_count(0)


def test_a_person_is_searched_as_the_one_who_speaks(opened: Opener) -> None:
    page = opened("/search")
    box_of(page).press_sequentially("priya ra")
    options(page, name="Priya Raman person").click()
    page.wait_for_url("**/search?q=speaker**")
    assert set(page.locator(".speaker").all_inner_texts()) == {"Priya Raman"}


def test_suggestions_stand_out_from_their_ground_and_fit_a_narrow_screen(opened: Opener) -> None:
    page = opened("/search", viewport={"width": 320, "height": 640})
    box_of(page).press_sequentially("what a")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        shown = page.evaluate(SHOWN_TEXT)
        faint = [text for text, colour, ground in shown if contrast(colour, ground) < 4.5]
        assert faint == [], scheme
