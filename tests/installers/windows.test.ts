import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { NtExecutable, NtExecutableResource, Resource } from "resedit";
import { beforeAll, describe, expect, test } from "vitest";
import { missingInstallerPackages } from "../../scripts/debian-packages.mjs";
import { everything } from "../../scripts/package/linux.ts";
import { windowsPath } from "../../scripts/windows/wine.ts";
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

test.skipIf(!here)("both programs say whose they are, and which version", () => {
  for (const name of ["storage-service-drive.exe", "bin/storage-drive.exe"]) {
    const executable = NtExecutable.from(readFileSync(join(pc.folderOf(FIRST), name)), { ignoreCert: true });
    const [info] = Resource.VersionInfo.fromEntries(NtExecutableResource.from(executable).entries);
    expect(info?.getStringValues({ lang: 1033, codepage: 1200 })).toMatchObject({
      ...{ CompanyName: "Storage Service Drive", ProductName: "ストレージサービスドライブ" },
      ...{ FileVersion: `${FIRST}.0`, OriginalFilename: basename(name) },
    });
  }
});

describe.skipIf(!here)(
  "NSIS, for all users of a Windows PC (under Wine; in Electron's place a stand-in)",
  () => {
    test("a switch that can't be right ends with 2 and changes nothing", async () => {
      expect((await pc.setup(FIRST, "/SERVICE=nothing")).code).toBe(2);
      const foreign = join(pc.drive, "Tools");
      mkdirSync(join(foreign, "resources"), { recursive: true });
      writeFileSync(join(foreign, "resources/theirs.txt"), "theirs");
      const wrong = [
        "/SERVICE=",
        "/POLICY=",
        "/POLICY=C:\\none\\policy.json",
        "/POLICY=C:\\Tools",
        "/D=C:\\Tools",
      ];
      for (const one of wrong) expect([one, (await pc.setup(FIRST, one)).code]).toEqual([one, 2]);
      expect(readdirSync(foreign, { recursive: true })).toEqual(["resources", "resources/theirs.txt"]);
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
          Publisher: "Storage Service Drive",
          InstallLocation: pc.FOLDER,
          EstimatedSize: expect.any(Number),
          ...{ NoModify: 1, NoRepair: 1 },
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

    test("an update over a client and a command that run ends both, and leaves no old file", async () => {
      const ended = [
        pc.run(PROGRAM),
        pc.run(`${pc.FOLDER}\\bin\\storage-drive.exe`, "login", "--timeout", "100"),
      ];
      const before = pc.startedAs().length;
      await until("they run", () => pc.startedAs().length > before, 60_000);
      expect((await pc.setup(NEXT)).code).toBe(0);
      await Promise.all(ended);
      for (const name of ["storage-service-drive.exe", "bin/storage-drive.exe"])
        expect(readFileSync(pc.installed(name)).equals(readFileSync(join(pc.folderOf(NEXT), name)))).toBe(
          true,
        );
    });

    test("a file that somebody else holds: nothing was changed, and the code says so", async () => {
      // By a program that runs from the very file, by another name.
      linkSync(pc.installed("storage-service-drive.exe"), join(pc.drive, "other.exe"));
      const before = pc.startedAs().length;
      const held = pc.run("C:\\other.exe");
      await until("it is held", () => pc.startedAs().length > before, 60_000);
      expect((await pc.setup(FIRST)).code).toBe(pc.codeOf(1603));
      await held; // with the installer, the last that runs
      expect(await pc.look()).toMatchObject({ entry: { DisplayVersion: NEXT } });
      const asar = readFileSync(join(pc.folderOf(NEXT), "resources/app.asar"));
      expect(readFileSync(pc.installed("resources/app.asar")).equals(asar)).toBe(true);
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

    test("it doesn't install beside itself: in no other folder, and not by the MSI", async () => {
      expect((await pc.setup(NEXT, "/D=C:\\Anderswo")).code).toBe(2);
      expect((await pc.msiexec("/i", NEXT)).code).toBe(pc.codeOf(1603));
    });

    test("the removal leaves nothing behind, and the rest of PATH as it was", async () => {
      // Nor does it take away what isn't the client's.
      expect((await pc.uninstall(pc.FOLDER, "C:\\Tools")).code).toBe(2);
      expect(existsSync(join(pc.drive, "Tools/resources/theirs.txt"))).toBe(true);
      await pc.chooseAutostart();
      expect((await pc.uninstall(pc.FOLDER)).code).toBe(0);
      expect(await pc.look()).toMatchObject({ ...none, path: PATH });
      expect(pc.shortcuts()).toEqual([]);
      expect(existsSync(pc.installed("storage-service-drive.exe"))).toBe(false);
    });

    test("a folder of IT's choice, however its path is quoted, is kept by an update and taken away", async () => {
      const folder = "C:\\業務 アプリ\\Drive";
      expect((await pc.setup(FIRST, `/D=${folder}`)).code).toBe(0);
      expect((await pc.setup(NEXT)).code).toBe(0);
      const entry = { DisplayVersion: NEXT, InstallLocation: folder };
      expect(await pc.look()).toMatchObject({ entry, path: `${PATH};${folder}\\bin` });
      expect(existsSync(pc.installed(""))).toBe(false);
      expect((await pc.uninstall(folder)).code).toBe(0);
      expect(await pc.look()).toMatchObject({ ...none, path: PATH });
      expect(existsSync(join(pc.drive, "業務 アプリ/Drive/bin"))).toBe(false);
    });

    test("a policy file is meant from where the installer was started", async () => {
      writeFileSync(join(pc.drive, "policy.json"), '{ "language": "en" }');
      const script = `cd /d C:\\\r\n"${windowsPath(pc.nsisOf(FIRST))}" /S /POLICY=policy.json\r\n`;
      writeFileSync(join(pc.drive, "roll-out.bat"), script);
      expect((await pc.run("cmd", "/c", "C:\\roll-out.bat")).code).toBe(0);
      expect(await pc.look()).toMatchObject({ layers: { installer: { language: "en" } } });
      expect((await pc.uninstall(pc.FOLDER)).code).toBe(0);
    });
  },
);

describe.skipIf(!here)("MSI, silently (under Wine; in Electron's place a stand-in)", () => {
  test("a property that can't be right changes nothing", async () => {
    for (const wrong of ["SERVICE=nothing", "AUTOSTART=yes"])
      expect([wrong, (await pc.msiexec("/i", FIRST, wrong)).code]).toEqual([wrong, pc.codeOf(1603)]);
    expect(await pc.look()).toMatchObject({ own: null, autostart: null });
  });

  test("at a removal it forgets while the client runs, and ends it then", () => {
    const at = (action: string) => pc.sequenceOf(FIRST).indexOf(action);
    expect(at("Forget")).toBeGreaterThan(0);
    expect(at("Quit")).toBeGreaterThan(at("Forget"));
    expect(at("RemoveFiles")).toBeGreaterThan(at("Quit"));
  });

  test("service and autostart by properties; PATH, link, shortcut", async () => {
    expect((await pc.msiexec("/i", FIRST, "SERVICE=cowork")).code).toBe(0);
    expect(await pc.look()).toMatchObject({
      layers: { installer: { service: "cowork" } },
      autostart: AUTOSTART,
      link: `"${PROGRAM}" "%1"`,
      path: `${PATH};${pc.FOLDER}\\bin`,
    });
    expect(pc.shortcuts()).toEqual(["ストレージサービスドライブ.lnk"]);
    expect((await pc.setup(NEXT)).code).toBe(2); // not beside it
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
    await pc.chooseAutostart();
    expect((await pc.msiexec("/x", FIRST)).code).toBe(0);
    const left = await pc.look();
    expect(left).toMatchObject(none);
    // Wine leaves a separator.
    expect(left.path?.replace(/;+$/u, "")).toBe(PATH);
    expect(pc.shortcuts()).toEqual([]);
    expect(existsSync(pc.installed("storage-service-drive.exe"))).toBe(false);
  });
});
