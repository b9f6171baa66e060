"""One tab of a browser, and everything it complains about."""

import base64
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

MODULES = Path(__file__).parents[2] / "frontend/node_modules"
AXE = MODULES / "axe-core/axe.min.js"

PHONE, TABLET, DESKTOP = 390, 768, 1440

# What a person who navigates away leaves behind is no fault of the page.
LEFT_BEHIND = ("net::ERR_ABORTED",)


@dataclass
class Complaints:
    """Console errors (a violated content policy is one), exceptions, and requests that failed."""

    lines: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """From now on these are part of the story, as while the network is cut."""
        self.expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        return [line for line in self.lines if not any(one.search(line) for one in self.expected)]

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.lines.append(f"exception: {error.error}"))
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        # The answer itself is noted with its address.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.lines.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure not in LEFT_BEHIND:
            self.lines.append(f"failed: {request.method} {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.lines.append(f"{response.status}: {response.request.method} {response.url}")


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def part(page: Page, name: str) -> Locator:
    """A place of the live page or the desk that its script fills."""
    return page.locator(f'[data-part="{name}"]')


async def sign_in(page: Page, email: str, password: str) -> None:
    """Through the form, as everybody does."""
    await page.goto("/sign-in")
    await page.get_by_label("Surel").fill(email)
    await page.get_by_label("Kata sandi", exact=True).fill(password)
    await page.get_by_role("button", name="Masuk", exact=True).click()
    await page.wait_for_url(lambda url: "/sign-in" not in url)


async def sideways(page: Page) -> list[str]:
    """The elements that make a page scroll sideways; none when it fits."""
    found: list[Any] = await page.evaluate(
        """() => {
          const edge = document.documentElement.clientWidth;
          if (document.scrollingElement.scrollWidth <= edge) return [];
          const wide = [...document.body.querySelectorAll('*')].filter(
            (each) => each.getBoundingClientRect().right > edge + 1);
          const name = (each) => `${each.tagName}.${each.getAttribute('class') ?? ''}`;
          const width = document.scrollingElement.scrollWidth;
          return [`${width} > ${edge}`, ...wide.slice(0, 8).map(name)];
        }"""
    )
    return [str(line) for line in found]


async def scanned(drawing: Locator) -> str:
    """What the desk's camera reads from a QR code as it is drawn on this screen."""
    picture = base64.b64encode(await drawing.screenshot()).decode()
    page = drawing.page
    await page.evaluate((MODULES / "jsqr/dist/jsQR.js").read_text())
    said: str = await page.evaluate(
        """async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
          canvas.drawImage(image, 0, 0);
          const { data } = canvas.getImageData(0, 0, image.width, image.height);
          return jsQR(data, image.width, image.height)?.data ?? '';
        }""",
        picture,
    )
    return said


# What depends on colours and on the room there is, rather than on how a page is built.
SEEN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]


async def stumbles(page: Page, only: list[str] | None = None) -> list[str]:
    """What a reader, an eye or a hand would stumble over by axe-core: the rule, and where."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE.read_text())
    found: list[str] = await page.evaluate(
        """async (only) => {
          const rules = only ? { runOnly: { type: 'rule', values: only } } : {};
          const how = { iframes: false, resultTypes: ['violations'], ...rules };
          const { violations } = await axe.run(how);
          const place = (node) => `${node.target.join(' ')}: ${node.any[0]?.message ?? ''}`;
          return violations
            .filter((each) => ['serious', 'critical'].includes(each.impact))
            .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map(place).join(' | ')}`);
        }""",
        only,
    )
    return found
