import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { missingInstallerPackages } from "../../scripts/debian-packages.mjs";
import { everything } from "../../scripts/package/linux.ts";
import { BACKGROUND_SWITCH } from "../../src/shared/command.ts";
import { holds, makeCompany } from "../support/signing.ts";
import { until } from "../support/wait.ts";
import * as pc from "./windows-pc.ts";

// The installer for Windows on a Windows of Wine's, silently: its switches, an update, the removal. In order.

const [FIRST, NEXT] = ["0.1.0", "0.1.1"] as const;
const here = process.platform === "linux" && missingInstallerPackages().length === 0;
const ENVIRONMENT = "HKLM\\System\\CurrentControlSet\\Control\\Session Manager\\Environment";
const PROGRAM = `${pc.FOLDER}\\storage-service-drive.exe`;
const AUTOSTART = `"${PROGRAM}" ${BACKGROUND_SWITCH}`;
/** Longer than a text of NSIS can be. */
const PATH = [
  "%SystemRoot%\\system32",
  ...Array.from({ length: 60 }, (_, index) => `C:\\Programme\\Abteilung ${index}`),
].join(";");

const none = { own: null, entry: null, autostart: null, ownAutostart: null, link: null };

beforeAll(async () => {
  if (here) await pc.prepare([FIRST, NEXT]);
}, 900_000);

describe.skipIf(!here)("signatures", () => {
  /** What Microsoft would call code. */
  const CODE = /\.(?:exe|dll|node|msi)$/u;

  test("of both installers, and of every program and module of the client", () => {
    const parts = everything(pc.folderOf(FIRST)).filter((file) => CODE.test(file));
    expect(parts.map((file) => relative(pc.folderOf(FIRST), file)).sort()).toEqual([
      ...["bin/native-reg.node", "bin/storage-drive.exe"],
      "resources/app.asar.unpacked/node_modules/keytar/prebuilds/win32-x64/keytar.node",
      "resources/app.asar.unpacked/node_modules/native-reg/prebuilds/win32-x64/node.napi.node",
      "resources/elevate.exe",
      "storage-service-drive.exe",
    ]);
    const files = [...parts, pc.nsisOf(FIRST), pc.msiOf(FIRST)];
    expect(files.filter((file) => !holds(file, pc.company))).toEqual([]);
  });

  test("of nobody else, and of nothing that was changed", () => {
    const [changed, msi] = [join(pc.drive, "changed.exe"), join(pc.drive, "changed.msi")];
    for (const [from, to] of [
      [pc.nsisOf(FIRST), changed],
      [pc.msiOf(FIRST), msi],
    ] as const) {
      const bytes = readFileSync(from);
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      writeFileSync(to, bytes);
      expect(holds(to, pc.company)).toBe(false);
      rmSync(to);
    }
    const stranger = makeCompany(join(pc.drive, "stranger"));
    expect(holds(pc.nsisOf(FIRST), stranger)).toBe(false);
  });
});

describe.skipIf(!here)(
  "NSIS, for all users of a Windows PC (under Wine; in Electron's place a stand-in)",
  () => {
    test("a switch that can't be right ends with 2 and changes nothing", async () => {
      expect((await pc.setup(FIRST, "/SERVICE=nothing")).code).toBe(2);
      expect((await pc.setup(FIRST, "/POLICY=C:\\none\\policy.json")).code).toBe(2);
      expect(existsSync(pc.installed("storage-service-drive.exe"))).toBe(false);
      expect(await pc.look()).toMatchObject({ own: null, entry: null, autostart: null });
    });

    test("service, policy file, autostart, link, PATH, shortcut, entry among Windows' programs", async () => {
      await pc.run("reg", "add", ENVIRONMENT, "/v", "Path", "/t", "REG_EXPAND_SZ", "/d", PATH, "/f");
      const folder = join(pc.drive, "配布 用");
      mkdirSync(folder, { recursive: true });
      const policy = '\u{feff}{ "language": "ja", // 全社\n "startupLogin": true, "supportPhone": "0120" }';
      writeFileSync(join(folder, "設定.json"), policy);
      expect((await pc.setup(FIRST, "/SERVICE=codec", "/POLICY=C:\\配布 用\\設定.json")).code).toBe(0);
      expect(await pc.look()).toEqual({
        // By the client's own reader: what the installer was told.
        layers: {
          installer: { service: "codec", language: "ja", startupLogin: true, supportPhone: "0120" },
          "user-policy": null,
          "machine-policy": null,
        },
        own: { service: "codec", policyFile: `${pc.FOLDER}\\installer.json` },
        entry: expect.objectContaining({
          DisplayName: "ストレージサービスドライブ",
          DisplayVersion: FIRST,
          QuietUninstallString: `"${pc.FOLDER}\\uninstall.exe" /S`,
        }),
        autostart: AUTOSTART,
        ownAutostart: null,
        link: `"${PROGRAM}" "%1"`,
        path: `${PATH};${pc.FOLDER}\\bin`,
      });
      expect(pc.shortcuts()).toEqual(["ストレージサービスドライブ.lnk"]);
      // A silent installation starts nothing.
      expect(pc.startedAs()).toEqual([]);
    });

    test("what lies on the PC is signed, the uninstaller too", () => {
      const code = everything(pc.installed("")).filter((file) => /\.(?:exe|node)$/u.test(file));
      expect(code).toContain(pc.installed("uninstall.exe"));
      expect(code.filter((file) => !holds(file, pc.company))).toEqual([]);
    });

    test("storage-drive as installed needs no Node, and is under the same policy", async () => {
      const program = `${pc.FOLDER}\\bin\\storage-drive.exe`;
      const version = await pc.run(program, "--version");
      expect([version.code, version.output.trim()]).toEqual([0, FIRST]);
      const shown = await pc.run(program, "policy", "show", "--json");
      expect([shown.code, JSON.parse(shown.output)]).toEqual([0, expect.objectContaining({ ok: true })]);
      expect(shown.output).toContain('"codec"');
    });

    test("at a logon Windows starts the client", async () => {
      await pc.run("wineboot");
      expect(pc.startedAs()).toEqual([expect.stringContaining(PROGRAM)]);
    });

    test("an update keeps what no switch names, and takes away what is named", async () => {
      expect((await pc.setup(NEXT)).code).toBe(0);
      const layers = { installer: { service: "codec", language: "ja" } };
      const path = `${PATH};${pc.FOLDER}\\bin`;
      expect(await pc.look()).toMatchObject({ layers, path, autostart: AUTOSTART });
      const version = await pc.run(`${pc.FOLDER}\\bin\\storage-drive.exe`, "--version");
      expect(version.output.trim()).toBe(NEXT);
      expect((await pc.setup(NEXT, "/NOAUTOSTART")).code).toBe(0);
      expect(await pc.look()).toMatchObject({ layers, path, autostart: null });
      expect((await pc.setup(NEXT)).code).toBe(0);
      expect(await pc.look()).toMatchObject({ autostart: null });
    });

    test("the client's own update installs the next version, keeps what was chosen, and starts it again", async () => {
      expect((await pc.setup(FIRST, "/NOUPDATE", "/NOLAUNCH")).code).toBe(0);
      const layers = { installer: { service: "codec", language: "ja", updates: "off" } };
      expect(await pc.look()).toMatchObject({ layers, entry: { DisplayVersion: FIRST } });
      const before = pc.startedAs().length;
      expect(await pc.update(FIRST, NEXT)).toBe("nsis");
      await until("the installer has started it", () => pc.startedAs().length > before, 60_000);
      expect(await pc.look()).toMatchObject({ layers, entry: { DisplayVersion: NEXT }, autostart: null });
      const version = await pc.run(`${pc.FOLDER}\\bin\\storage-drive.exe`, "--version");
      expect(version.output.trim()).toBe(NEXT);
      expect((await pc.setup(NEXT, "--unknown")).code).toBe(2);
    });

    test("the removal leaves nothing behind, and the rest of PATH as it was", async () => {
      const run = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run";
      await pc.run("reg", "add", run, "/v", "storage-service-drive", "/d", PROGRAM, "/f");
      // By itself it goes on in a copy, which nobody waits for.
      expect((await pc.run(`${pc.FOLDER}\\uninstall.exe`, "/S", `_?=${pc.FOLDER}`)).code).toBe(0);
      expect(await pc.look()).toMatchObject({ ...none, path: PATH });
      expect(pc.shortcuts()).toEqual([]);
      expect(existsSync(pc.installed("storage-service-drive.exe"))).toBe(false);
    });
  },
);

describe.skipIf(!here)("MSI, silently (under Wine; in Electron's place a stand-in)", () => {
  test("service and autostart by properties; PATH, link, shortcut", async () => {
    expect((await pc.msiexec("/i", FIRST, "SERVICE=cowork")).code).toBe(0);
    expect(await pc.look()).toMatchObject({
      layers: { installer: { service: "cowork" } },
      autostart: AUTOSTART,
      link: `"${PROGRAM}" "%1"`,
      path: `${PATH};${pc.FOLDER}\\bin`,
    });
    expect(pc.shortcuts()).toEqual(["ストレージサービスドライブ.lnk"]);
  });

  test("an update keeps what no property names", async () => {
    expect((await pc.msiexec("/i", NEXT)).code).toBe(0);
    expect(await pc.look()).toMatchObject({
      layers: { installer: { service: "cowork" } },
      autostart: AUTOSTART,
    });
    const version = await pc.run(`${pc.FOLDER}\\bin\\storage-drive.exe`, "--version");
    expect(version.output.trim()).toBe(NEXT);
  });

  test("back to an older version, with another service and without autostart", async () => {
    expect((await pc.msiexec("/i", FIRST, "SERVICE=ot", "AUTOSTART=0")).code).toBe(0);
    expect(await pc.look()).toMatchObject({ layers: { installer: { service: "ot" } }, autostart: null });
  });

  test("the removal leaves nothing behind, and the rest of PATH as it was", async () => {
    expect((await pc.msiexec("/x", FIRST)).code).toBe(0);
    const left = await pc.look();
    expect(left).toMatchObject(none);
    // Wine leaves a separator.
    expect(left.path?.replace(/;+$/u, "")).toBe(PATH);
    expect(pc.shortcuts()).toEqual([]);
    expect(existsSync(pc.installed("storage-service-drive.exe"))).toBe(false);
  });
});
