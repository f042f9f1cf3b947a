import { expect, test } from "vitest";
import { PROFILES } from "../../core/service/profiles.ts";
import { allowedOrigins, mayNavigate, mayOpenExternally } from "./navigation.ts";

const profile = { ...PROFILES.omakase, issuer: "https://login.ok.example/" };
const allowed = allowedOrigins(
  profile,
  ["https://pages.ok.example/authorize?a=b", "http://plain.ok.example/end"],
  "http://127.0.0.1:4711",
);

// reliability 3; the browser, below, reliability 4.
test.each([
  ["https://login.ok.example/authorize?x=1", true],
  ["https://ff.cloud-nas.biz/VX4", true],
  ["https://pages.ok.example/elsewhere", true],
  ["http://plain.ok.example/end", false],
  ["http://127.0.0.1:4711/callback?code=1", true],
  ["http://127.0.0.1:4712/callback?code=1", false],
  ["http://login.ok.example/", false],
  ["https://login.ok.example:8443/", false],
  ["https://login.ok.example.evil.com/", false],
  ["https://login.ok.example@evil.com/", false],
  ["https://user:pass@login.ok.example/", false],
  ["https://evil.com/login.ok.example/", false],
  ["https://evil.com\\@login.ok.example/", false],
  ["https://login.ok.examp1e/", false],
  ["https://lоgin.ok.example/", false], // Cyrillic о
  ["https://xn--lgin-55d.ok.example/", false],
  ["javascript:alert(1)", false],
  ["data:text/html,login", false],
  ["file:///etc/passwd", false],
  ["blob:https://login.ok.example/1", false],
  ["about:blank", false],
  ["app://drive/index.html", false],
  ["storage-drive://guide", false],
  ["", false],
])("a login window goes to %s: %s", (url, answer) => {
  expect(mayNavigate(url, allowed)).toBe(answer);
});

test.each([
  ["https://ff.cloud-nas.net/VX4", true],
  ["https://pages.ok.example/authorize?x=1", true],
  ["https://evil.example/", false],
  ["http://ff.cloud-nas.net/VX4", false],
  ["mailto:someone@ff.cloud-nas.net", false],
  ["ms-settings:", false],
  ["javascript:1", false],
])("the browser is sent to %s: %s", (url, answer) => {
  expect(mayOpenExternally(url, profile, ["https://pages.ok.example/authorize"])).toBe(answer);
});
