// Which Debian packages the machine lacks, seen from files: asking dpkg would be slower and wrong elsewhere.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Names under which a Chromium comes on Linux; a person's own Chrome does as well. */
const browserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const pythonModules = "/usr/lib/python3/dist-packages";

/**
 * @param {{ display: boolean, tests?: boolean, look?: typeof onThisMachine }} options display: whether a display is
 * wanted too; tests: whether what only tests use is (a browser beside Electron, a real proxy, certificates, another provider,
 * hands on a display)
 * @returns {string[]} package names, in the order of `needs`
 */
export function missingDebianPackages({ display, tests = false, look = onThisMachine }) {
  const needs = [
    { name: "libgtk-3-0", wanted: true, there: () => look.library("libgtk-3.so.0") },
    { name: "libnss3", wanted: true, there: () => look.library("libnss3.so") },
    { name: "libasound2", wanted: true, there: () => look.library("libasound.so.2") },
    { name: "libgbm1", wanted: true, there: () => look.library("libgbm.so.1") },
    { name: "libnotify4", wanted: true, there: () => look.library("libnotify.so.4") },
    // The demonstration's desktop, and that of the tests.
    { name: "python3-dbus", wanted: true, there: () => look.file(`${pythonModules}/dbus/__init__.py`) },
    { name: "python3-gi", wanted: true, there: () => look.file(`${pythonModules}/gi/__init__.py`) },
    { name: "xvfb", wanted: display || tests, there: () => look.command("Xvfb") },
    { name: "chromium", wanted: tests, there: () => browserNames.some(look.command) },
    { name: "gnome-keyring", wanted: true, there: () => look.command("gnome-keyring-daemon") },
    { name: "dbus", wanted: true, there: () => look.command("dbus-daemon") && look.command("dbus-send") },
    { name: "libsecret-1-0", wanted: true, there: () => look.library("libsecret-1.so.0") },
    { name: "fonts-noto-cjk", wanted: true, there: look.japaneseFont },
    { name: "squid-openssl", wanted: tests, there: () => look.file("/usr/lib/squid/security_file_certgen") },
    // What judges NTLM for squid, and the domain whose tickets it takes.
    { name: "winbind", wanted: tests, there: () => look.command("ntlm_auth") },
    { name: "krb5-kdc", wanted: tests, there: () => look.file("/usr/sbin/krb5kdc") },
    { name: "krb5-admin-server", wanted: tests, there: () => look.file("/usr/sbin/kadmin.local") },
    { name: "krb5-user", wanted: tests, there: () => look.command("kinit") },
    { name: "libnss3-tools", wanted: tests, there: () => look.command("certutil") },
    { name: "openssl", wanted: tests, there: () => look.command("openssl") },
    {
      name: "python3-django-oauth-toolkit",
      wanted: tests,
      there: () => look.file(`${pythonModules}/oauth2_provider/__init__.py`),
    },
    { name: "osslsigncode", wanted: tests, there: () => look.command("osslsigncode") },
    { name: "rpm", wanted: tests, there: () => look.command("rpmbuild") },
    { name: "x11-utils", wanted: tests, there: () => look.command("xwininfo") },
    { name: "xdotool", wanted: tests, there: () => look.command("xdotool") },
  ];
  return needs.filter((need) => need.wanted && !need.there()).map((need) => need.name);
}

/**
 * What the tests on Node for Windows take besides. Where it can't be had they are left out, and nothing else is.
 * @param {typeof onThisMachine} [look]
 * @returns {string[]} package names
 */
export function missingWindowsPackages(look = onThisMachine) {
  const needs = [
    { name: "wine", there: () => look.command("wine") },
    { name: "wine64", there: () => look.command("wine64") || look.file("/usr/lib/wine/wine64") },
    // Its twin `-posix` would be as good; both together, which the package without an ending is, take twice the room.
    { name: "gcc-mingw-w64-x86-64-win32", there: () => look.command("x86_64-w64-mingw32-gcc") },
    // A Japanese Windows, for which Wine asks the C library.
    { name: "locales", there: () => look.file("/usr/share/i18n/locales/ja_JP") },
  ];
  return needs.filter((need) => !need.there()).map((need) => need.name);
}

/**
 * What makes the packages for Windows and macOS, and tries them out.
 * @param {typeof onThisMachine} [look]
 * @returns {string[]} package names
 */
export function missingInstallerPackages(look = onThisMachine) {
  const needs = [
    { name: "nsis", there: () => look.command("makensis") },
    { name: "wixl", there: () => look.command("wixl") && look.command("wixl-heat") },
    { name: "msitools", there: () => look.command("msibuild") },
    { name: "osslsigncode", there: () => look.command("osslsigncode") },
    { name: "openssl", there: () => look.command("openssl") },
    { name: "zip", there: () => look.command("zip") },
    { name: "unzip", there: () => look.command("unzip") },
    { name: "libxml2-utils", there: () => look.command("xmllint") },
  ];
  const own = needs.filter((need) => !need.there()).map((need) => need.name);
  return [...missingWindowsPackages(look), ...own];
}

const onThisMachine = {
  /** @param {string} name */
  command(name) {
    const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
    return folders.some((folder) => folder !== "" && existsSync(join(folder, name)));
  },

  /** @param {string} name */
  library(name) {
    const folders = ["/usr/lib", "/usr/lib64", "/lib", ...multiarchFolders()];
    return folders.some((folder) => existsSync(join(folder, name)));
  },

  /** @param {string} path */
  file: (path) => existsSync(path),

  japaneseFont() {
    if (existsSync("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")) return true;
    return (spawnSync("fc-list", [":lang=ja", "family"], { encoding: "utf8" }).stdout ?? "").trim() !== "";
  },
};

function multiarchFolders() {
  try {
    return readdirSync("/usr/lib")
      .filter((name) => name.endsWith("-linux-gnu") || name.endsWith("-linux-gnueabihf"))
      .map((name) => join("/usr/lib", name));
  } catch {
    return [];
  }
}
