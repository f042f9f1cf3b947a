import { expect, test } from "vitest";
import { proxyConfig, proxySchema } from "./proxy.ts";

test.each([
  ["system", { mode: "system" }],
  ["direct", { mode: "direct" }],
  [
    { server: "http://proxy.office.example:8080/" },
    { mode: "fixed_servers", proxyRules: "http://proxy.office.example:8080" },
  ],
  [
    { server: "https://proxy.office.example:443", bypass: ["*.office.example", "<local>"] },
    {
      mode: "fixed_servers",
      proxyRules: "https://proxy.office.example:443",
      proxyBypassRules: "*.office.example;<local>",
    },
  ],
  [
    { pac: "http://wpad.office.example/wpad.dat" },
    { mode: "pac_script", pacScript: "http://wpad.office.example/wpad.dat" },
  ],
])("%j is said to the session as %j", (choice, config) =>
  expect(proxyConfig(proxySchema.parse(choice))).toEqual(config),
);

test.each([
  ["a password", { server: "http://hanako:secret@proxy.office.example:8080" }],
  ["a user", { server: "http://hanako@proxy.office.example:8080" }],
  ["another kind", { server: "ftp://proxy.office.example" }],
  ["a path", { server: "http://proxy.office.example/path" }],
  ["no address", { server: "proxy.office.example:8080" }],
  ["two things", { server: "http://proxy.office.example:8080", pac: "http://wpad.example/" }],
  ["a rule of several", { server: "http://proxy.office.example:8080", bypass: ["a;b"] }],
  ["a PAC file of this PC", { pac: "file:///etc/proxy.pac" }],
  ["another word", "auto"],
])("%s isn't accepted: %j", (_what, choice) => expect(proxySchema.safeParse(choice).success).toBe(false));
