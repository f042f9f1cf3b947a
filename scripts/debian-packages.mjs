// Which Debian packages the machine lacks, seen from files: asking dpkg would be slower and wrong elsewhere.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Names under which a Chromium comes on Linux; a person's own Chrome does as well. */
const browserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const pythonModules = "/usr/lib/python3/dist-packages";

/**
 * @param {{ browser: boolean, tests?: boolean, look?: typeof onThisMachine }} options browser: whether a Chromium is
 * wanted too; tests: whether what only tests use is (a real proxy, certificates, a wrong clock)
 * @returns {string[]} package names, in the order of `needs`
 */
export function missingDebianPackages({ browser, tests = false, look = onThisMachine }) {
  const needs = [
    { name: "chromium", wanted: browser, there: () => browserNames.some(look.command) },
    { name: "gnome-keyring", wanted: true, there: () => look.command("gnome-keyring-daemon") },
    { name: "dbus", wanted: true, there: () => look.command("dbus-daemon") && look.command("dbus-send") },
    { name: "libsecret-1-0", wanted: true, there: () => look.library("libsecret-1.so.0") },
    { name: "fonts-noto-cjk", wanted: true, there: look.japaneseFont },
    { name: "squid-openssl", wanted: tests, there: () => look.file("/usr/lib/squid/security_file_certgen") },
    { name: "libnss3-tools", wanted: tests, there: () => look.command("certutil") },
    { name: "openssl", wanted: tests, there: () => look.command("openssl") },
    { name: "python3-dbus", wanted: tests, there: () => look.file(`${pythonModules}/dbus/__init__.py`) },
    { name: "python3-gi", wanted: tests, there: () => look.file(`${pythonModules}/gi/__init__.py`) },
    { name: "libfaketime", wanted: tests, there: () => look.library("faketime/libfaketime.so.1") },
  ];
  return needs.filter((need) => need.wanted && !need.there()).map((need) => need.name);
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
