import type { BrowserWindow } from "../electron.ts";

/** The host comes first, so that no page title can push it out of sight (reliability 5). */
export function windowTitle(url: string, title: string, serviceName: string): string {
  const host = URL.parse(url)?.host ?? "";
  return [host, title, serviceName].filter((part) => part !== "").join(" – ");
}

/**
 * Titles a window by where it is and what its page calls itself. A page without a title has none: Chromium calls it by
 * its whole address (`getTitle`), and every program of the desktop reads a window's title, `state`, `nonce` and mail
 * address with it.
 */
export function keepTitled(window: BrowserWindow, serviceName: string): void {
  const contents = window.webContents;
  let page = { url: "", title: "" };
  const title = (url: string, title: string) => {
    page = { url, title };
    if (!window.isDestroyed()) window.setTitle(windowTitle(url, title, serviceName));
  };
  window.on("page-title-updated", (event, given) => {
    event.preventDefault();
    title(contents.getURL(), given);
  });
  // Of a page that is loaded anew the same title isn't told again.
  contents.on("did-navigate", (_event, url) => title(url, url === page.url ? page.title : ""));
}
