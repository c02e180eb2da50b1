import type { Page } from "@playwright/test";

/** What is measured inside the page, by the page's own clock. */
export interface DeskProbe {
  /** From each key J or K to the frame that shows the newly opened chat's messages, ms. */
  readonly switches: number[];
  startFrames(): void;
  /** Time between frames since `startFrames`, ms. */
  stopFrames(): number[];
  startTyping(): void;
  /** From each key to the next paint since `startTyping`, ms. */
  stopTyping(): number[];
}

/** Puts the probe into every document of the page, before its own scripts. */
export async function installProbe(page: Page): Promise<void> {
  // The bundler names inner functions by a helper that does not exist in a browser.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript(probeInPage);
}

// Runs in the browser: nothing from outside this function exists there.
function probeInPage(): void {
  const switches: number[] = [];
  let frames: number[] = [];
  let lastFrame = 0;
  let isCounting = false;
  let keys: number[] = [];
  let typed = 0;

  function onFrame(at: number) {
    if (!isCounting) return;
    if (lastFrame > 0) frames.push(at - lastFrame);
    lastFrame = at;
    requestAnimationFrame(onFrame);
  }

  const messageIds = () =>
    [...document.querySelectorAll("[data-message]")]
      .map((element) => element.getAttribute("data-message"))
      .join();

  window.addEventListener(
    "keydown",
    (event) => {
      typed += 1;
      if (event.code !== "KeyJ" && event.code !== "KeyK") return;
      const field = event.target;
      if (field instanceof HTMLElement && (field.isContentEditable || field.tagName === "TEXTAREA")) return;
      const before = messageIds();
      const look = () => {
        const now = messageIds();
        if (now === "" || now === before) return void requestAnimationFrame(look);
        // This frame is being drawn; with the next one's beginning it is on screen.
        requestAnimationFrame((at) => switches.push(at - event.timeStamp));
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );

  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") keys.push(entry.duration);
  });
  observer.observe({ type: "event", durationThreshold: 16, buffered: false } as PerformanceObserverInit);

  const probe = {
    switches,
    startFrames() {
      frames = [];
      lastFrame = 0;
      isCounting = true;
      requestAnimationFrame(onFrame);
    },
    stopFrames() {
      isCounting = false;
      return frames;
    },
    startTyping() {
      keys = [];
      typed = 0;
    },
    stopTyping() {
      const shorter = Math.max(0, typed - keys.length);
      return [...keys, ...Array.from({ length: shorter }, () => 16)];
    },
  };
  Object.assign(window, { probe: () => probe });
}
