import type { BrowserWindow } from "../electron.ts";
import { PageView } from "../page/page-view.ts";
import type { EndSession } from "../provider/logout.ts";

/** Looks in a row, 50 ms apart, at which a page must not be loading to be at rest. */
const RESTING_LOOKS = 8;

export type EndSessionDeps = {
  /** Keeps the window where it may go. */
  readonly guard: (window: BrowserWindow) => void;
  /** No page is asked for before. */
  readonly ready: Promise<void>;
  /** Nobody waits for it any more. */
  readonly stopped: () => boolean;
  readonly limitMs: number;
};

/**
 * Loads the provider's end-session URL in a hidden window of the login partition and destroys the window.
 * @returns false when the way back that confirms it was registered and didn't come
 */
export async function endSessionIn(
  window: BrowserWindow,
  { url, confirms }: EndSession,
  { guard, ready, stopped, limitMs }: EndSessionDeps,
): Promise<boolean> {
  let confirmed = false;
  // Only the URL of the way back counts; it needn't be loaded.
  const arrived = (event: Navigation) => {
    if (!event.isMainFrame || confirms?.(event.url) !== true) return;
    confirmed = true;
    event.preventDefault();
  };
  window.webContents.on("will-frame-navigate", arrived);
  window.webContents.on("will-redirect", arrived);
  const page = new PageView(window.webContents, () => true, true); // a dialog of the page would wait for nobody
  guard(window);
  try {
    await ready;
    await page.prepare().catch(() => undefined);
    if (!window.isDestroyed()) window.loadURL(url).catch(() => undefined);
    // The page that ends the provider's session may submit a form of its own: done is when it has come to rest.
    let restingLooks = 0;
    await waitUntil(() => {
      if (stopped() || window.isDestroyed() || confirmed) return true;
      restingLooks = window.webContents.isLoading() ? 0 : restingLooks + 1;
      return restingLooks > RESTING_LOOKS;
    }, limitMs);
  } finally {
    if (!window.isDestroyed()) window.destroy();
  }
  return confirmed || confirms === null;
}

type Navigation = { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void };

async function waitUntil(condition: () => boolean, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition() && Date.now() < end) await new Promise((done) => setTimeout(done, 50));
}
