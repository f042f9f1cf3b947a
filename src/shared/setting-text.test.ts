import fc from "fast-check";
import { expect, test } from "vitest";
import type { Lockable } from "./locked.ts";
import { SETTING_FORMS, settingMeant, settingText } from "./setting-text.ts";

test.each<[Lockable, string, unknown]>([
  ["service", "cowork", "cowork"],
  ["startupLogin", "off", false],
  ["startupLogin", "true", true],
  ["autostart", "on", true],
  ["language", "en", "en"],
  ["notifications", "needed", "needed"],
  ["proxy", "system", "system"],
  ["proxy", "direct", "direct"],
  ["proxy", "proxy.example:8080", { server: "http://proxy.example:8080" }],
  ["proxy", "https://proxy.example:8443", { server: "https://proxy.example:8443" }],
  ["proxy", "ｐｒｏｘｙ.example:８０８０", { server: "http://proxy.example:8080" }],
  [
    "proxy",
    " proxy.example:8080  *.example <local>,10.0.0.0/8 ",
    { server: "http://proxy.example:8080", bypass: ["*.example", "<local>", "10.0.0.0/8"] },
  ],
  ["proxy", "pac https://proxy.example/proxy.pac", { pac: "https://proxy.example/proxy.pac" }],
])("%s %s is understood", (name, written, value) => {
  expect(settingMeant(name, written)).toEqual({ [name]: value });
});

test.each<[Lockable, string]>([
  ["service", "evil"],
  ["service", "toString"],
  ["startupLogin", ""],
  ["startupLogin", "yes"],
  ["startupLogin", "constructor"],
  ["language", "fr"],
  ["language", "ja en"],
  ["notifications", "ALL"],
  ["proxy", ""],
  ["proxy", "system proxy.example:8080"],
  ["proxy", "pac"],
  ["proxy", "pac ftp://proxy.example/proxy.pac"],
  ["proxy", "pac https://proxy.example/proxy.pac more"],
  ["proxy", "user:secret@proxy.example:8080"],
  ["proxy", "socks5://proxy.example:1080"],
])("%s %j can't be meant", (name, written) => {
  expect(settingMeant(name, written)).toBeNull();
});

test("what the help names can be written", () => {
  for (const [name, forms] of Object.entries(SETTING_FORMS) as [Lockable, string[]][])
    for (const form of forms) expect(settingMeant(name, form)).not.toBeNull();
});

test("what a setting is shown as is written for the same value", () => {
  const host = fc.stringMatching(/^[a-z]{1,8}\.example$/u);
  const server = fc.record({ server: host.map((one) => `http://${one}:8080`) });
  const withBypass = fc.record({
    server: host.map((one) => `https://${one}`),
    bypass: fc.array(host, { minLength: 1 }),
  });
  const pac = fc.record({ pac: host.map((one) => `https://${one}/a.pac`) });
  const proxy = fc.oneof(fc.constantFrom("system" as const, "direct" as const), server, withBypass, pac);
  fc.assert(
    fc.property(proxy, (value) => {
      expect(settingMeant("proxy", settingText(value))).toEqual({ proxy: value });
    }),
  );
  for (const on of [true, false])
    expect(settingMeant("autostart", settingText(on))).toEqual({ autostart: on });
  expect(settingText(null)).toBe("");
});
