import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { BrowserWindow } from "../electron.ts";
import { keepTitled, windowTitle } from "./window-title.ts";

test.each([
  ["https://login.ok.example/a?b=c", "ログイン", "login.ok.example – ログイン – おまかせ"],
  ["https://login.ok.example:8443/", "", "login.ok.example:8443 – おまかせ"],
  [
    "https://evil.example/",
    "login.ok.example – ログイン",
    "evil.example – login.ok.example – ログイン – おまかせ",
  ],
  ["https://login.ok.example@evil.example/", "ログイン", "evil.example – ログイン – おまかせ"],
  ["", "", "おまかせ"],
])("a window at %s with the title %j is titled %s (reliability 5)", (url, title, shown) => {
  expect(windowTitle(url, title, "おまかせ")).toBe(shown);
});

test("a page without a title isn't called by its address, which holds the request (reliability 31)", () => {
  const shown: string[] = [];
  const url = "https://login.ok.example/authorize?state=1";
  const contents = Object.assign(new EventEmitter(), { getURL: () => url, getTitle: () => url });
  const window = Object.assign(new EventEmitter(), {
    webContents: contents,
    isDestroyed: () => false,
    setTitle: (title: string) => shown.push(title),
  });
  keepTitled(window as unknown as BrowserWindow, "おまかせ");
  contents.emit("did-navigate", {}, url);
  window.emit("page-title-updated", { preventDefault() {} }, "ログイン");
  contents.emit("did-navigate", {}, url);
  contents.emit("did-navigate", {}, "https://login.ok.example/next");
  const titled = "login.ok.example – ログイン – おまかせ";
  expect(shown).toEqual(["login.ok.example – おまかせ", titled, titled, "login.ok.example – おまかせ"]);
});
