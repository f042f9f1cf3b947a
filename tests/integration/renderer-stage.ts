import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import type { GuideShown } from "../../src/shared/guide.ts";
import type { ShownBundle } from "../../src/shared/ipc.ts";
import type { ProxyTried } from "../../src/shared/proxy-choice.ts";
import type { View } from "../../src/shared/view.ts";

/** The renderer as it is built, in the real browser, with the preload's side played by the test. */
export type Stage = {
  readonly open: (view: View | null, options?: StageOptions) => Promise<StagePage>;
  readonly close: () => Promise<void>;
};

export type StageOptions = {
  readonly hash?: string;
  /** What the recovery guide shows. */
  readonly guide?: GuideShown;
  readonly dark?: boolean;
  readonly forcedColors?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** The PC's time zone; Asia/Tokyo unless told. */
  readonly timeZone?: string;
  /** What comes of trying a proxy; null = it is tried until it is stopped. */
  readonly proxyTried?: ProxyTried | null;
  /** What main has made; null = it is still at it. */
  readonly bundle?: ShownBundle | null;
};

export type StagePage = {
  readonly page: Page;
  /** As main does after each change. */
  readonly show: (view: View) => Promise<void>;
  readonly showGuide: (shown: GuideShown) => Promise<void>;
  /** What main answers from now on: null = done, a code = refused, "throw" = gone. */
  readonly answerWith: (answer: string | null) => Promise<void>;
  /** Which calls came, with what. */
  readonly calls: () => Promise<readonly (readonly unknown[])[]>;
  /** What the page complained of: CSP violations, exceptions. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "renderer-"));
  await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("../../src/renderer", import.meta.url)),
    base: "./",
    publicDir: false,
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://stage").pathname;
    readFile(join(folder, path)).then(
      (body) => response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "" }).end(body),
      () => response.writeHead(path === "/favicon.ico" ? 204 : 404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  return {
    open: (view, options = {}) => openPage(browser, origin, view, options),
    close: async () => {
      await browser.close();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openPage(
  browser: Browser,
  origin: string,
  view: View | null,
  options: StageOptions,
): Promise<StagePage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 440, height: options.height ?? 600 },
    colorScheme: options.dark === true ? "dark" : "light",
    forcedColors: options.forcedColors === true ? "active" : "none",
    reducedMotion: "reduce",
    locale: "ja-JP",
    timezoneId: options.timeZone ?? "Asia/Tokyo",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.addInitScript(preloadStandIn, {
    first: view,
    firstGuide: options.guide ?? null,
    bundle: options.bundle ?? null,
    proxyTried: options.proxyTried ?? null,
  });
  await page.goto(`${origin}/index.html${options.hash ?? ""}`);
  await page.locator("h1").first().waitFor({ state: "attached" });
  return {
    page,
    show: (next) => page.evaluate((value) => window.stage.show(value), next),
    showGuide: (shown) => page.evaluate((value) => window.stage.showGuide(value), shown),
    answerWith: (answer) =>
      page.evaluate((value) => {
        window.stage.answer = value;
      }, answer),
    calls: () => page.evaluate(() => window.stage.calls),
    complaints,
    close: () => context.close(),
  };
}

declare global {
  interface Window {
    stage: {
      readonly calls: unknown[][];
      answer: string | null;
      readonly show: (view: View) => void;
      readonly showGuide: (shown: GuideShown) => void;
    };
  }
}

// Runs in the page before the app: window.drive as the preload would put it there. Null = main doesn't answer.
function preloadStandIn({
  first,
  firstGuide,
  bundle,
  proxyTried,
}: {
  readonly first: View | null;
  readonly firstGuide: GuideShown | null;
  readonly bundle: ShownBundle | null;
  readonly proxyTried: ProxyTried | null;
}): void {
  const listeners = new Set<(view: View) => void>();
  const guideListeners = new Set<(shown: GuideShown) => void>();
  const stage: Window["stage"] = {
    calls: [],
    answer: null,
    show: (view) => {
      for (const listener of listeners) listener(view);
    },
    showGuide: (shown) => {
      for (const listener of guideListeners) listener(shown);
    },
  };
  const call =
    (name: string) =>
    (...args: unknown[]) => {
      stage.calls.push([name, ...args]);
      if (stage.answer === "throw") return Promise.reject(new Error("raw text of an error"));
      return Promise.resolve(
        stage.answer === null ? { ok: true, value: null } : { ok: false, error: stage.answer },
      );
    };
  const names = [
    "login",
    "cancel",
    "logout",
    "forget",
    "keep",
    "switchAccount",
    "answerConsent",
    "openLink",
    "showLogin",
    "openBrowser",
    "closeWindow",
    "openGuide",
    "guideAnswer",
    "guidePress",
    "guideDone",
    "guideStuck",
    "guideRestart",
    "guideStopLooking",
    "introduceToProxy",
    "setSettings",
    "lookAtSettings",
    "openBundle",
    "saveBundle",
  ];
  let cancelled = () => {};
  let stopped = () => {};
  const drive = {
    ...Object.fromEntries(names.map((name) => [name, call(name)])),
    getView: () =>
      first === null
        ? Promise.reject(new Error("raw text of an error"))
        : Promise.resolve({ ok: true, value: first }),
    getGuide: () => Promise.resolve({ ok: true, value: firstGuide }),
    onGuide: (listener: (shown: GuideShown) => void) => {
      guideListeners.add(listener);
      return () => guideListeners.delete(listener);
    },
    prepareBundle: () => {
      stage.calls.push(["prepareBundle"]);
      if (bundle !== null) return Promise.resolve({ ok: true, value: bundle });
      return new Promise((answer) => {
        cancelled = () => answer({ ok: true, value: null });
      });
    },
    tryProxy: (proxy: unknown) => {
      stage.calls.push(["tryProxy", proxy]);
      if (proxyTried !== null) return Promise.resolve({ ok: true, value: proxyTried });
      return new Promise((answer) => {
        stopped = () => answer({ ok: true, value: null });
      });
    },
    stopTryingProxy: () => {
      stage.calls.push(["stopTryingProxy"]);
      stopped();
      return Promise.resolve({ ok: true, value: null });
    },
    cancelBundle: () => {
      cancelled();
      return Promise.resolve({ ok: true, value: null });
    },
    onBundleProgress: (listener: (progress: object) => void) => {
      listener({ done: 5, of: 21 });
      return () => {};
    },
    onView: (listener: (view: View) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  Object.assign(window, { stage, drive });
}
