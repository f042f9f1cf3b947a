import { expect, test } from "vitest";
import { windowTitle } from "./window-title.ts";

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
