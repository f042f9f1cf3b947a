import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { flipFuses } from "@electron/fuses";
import { packager } from "@electron/packager";
import { build, type PlistValue, parse } from "plist";
import { z } from "zod";
import { LINK_SCHEME } from "../../src/main/shell/guide-link.ts";
import { macIcon } from "../icons.ts";
import { run } from "../pinned-package.mjs";
import { root } from "../run-command.ts";
import { makeAppFolder } from "./app-folder.ts";
import { makeCommandLine } from "./command-line.ts";
import { FUSES } from "./electron-folder.ts";
import { licences } from "./licences.ts";
import { everything, NAME } from "./linux.ts";
import { macName, macScript, makeKit } from "./macos-kit.ts";

/** Of the app, of its program, and of whatever is named after them; the Japanese one is in `ja.lproj`. */
const TITLE = "Storage Service Drive";
export const APP = `${TITLE}.app`;
const JAPANESE = "ストレージサービスドライブ";

type MacParts = {
  /** A folder with `Electron.app` and what is released beside it. */
  readonly electron: string;
  readonly arch: "x64" | "arm64";
  /** What `makeAppFolder` made. */
  readonly app: string;
  /** The program `storage-drive`. */
  readonly commandLine: string;
  readonly version: string;
};

/** The app as it lies on the Mac, unsigned. @param out for it, and for what comes between @returns its folder */
async function makeMacApp(parts: MacParts, out: string): Promise<string> {
  const { electron, arch, version } = parts;
  const electronVersion = versionOf(electron);
  const zips = join(out, "electron");
  const icon = join(out, "app.icns");
  mkdirSync(zips, { recursive: true });
  const zip = resolve(zips, `electron-v${electronVersion}-darwin-${arch}.zip`);
  await run("zip", ["-qry0", zip, "."], { cwd: electron });
  writeFileSync(icon, macIcon());
  const [folder = ""] = await packager({
    ...{ dir: parts.app, out, tmpdir: join(out, "tmp"), overwrite: true, quiet: true, prune: false },
    ...{ platform: "darwin", arch, electronVersion, electronZipDir: zips },
    ...{ name: TITLE, appBundleId: NAME, appVersion: version, buildVersion: version, icon },
    asar: { unpack: "**/*.node" },
    appCategoryType: "public.app-category.business",
    appCopyright: "Licences of what is inside: Contents/Resources/LICENSES.txt",
    protocols: [{ name: TITLE, schemes: [LINK_SCHEME] }],
    extendInfo: {
      LSUIElement: true,
      CFBundleDevelopmentRegion: "ja",
      LSHasLocalizedDisplayName: true,
      // Nothing but Chromium goes to the network here, and Chromium has rules of its own.
      NSAppTransportSecurity: { NSAllowsArbitraryLoads: false },
    },
    afterExtract: [async ({ buildPath }) => fill(join(buildPath, "Electron.app/Contents"), parts)],
  });
  const made = join(folder, APP);
  await flipFuses(made, FUSES);
  writeDigest(made);
  return made;
}

type MacPackage = Omit<MacParts, "app" | "commandLine"> & {
  /** Node 24 for such a Mac. */
  readonly node: string;
};

/** All that can be made of it without a Mac; the client has to be built. @param out a folder of its own */
export async function makeMacPackage({ node, ...parts }: MacPackage, out: string) {
  const { version, arch } = parts;
  const at = (path: string) => join(out, path);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  makeAppFolder(at("app"), false, version, `darwin-${arch}`);
  const commandLine = at("storage-drive");
  await makeCommandLine(commandLine, at("command-line"), version, { node, platform: "darwin" });
  const app = await makeMacApp({ ...parts, app: at("app"), commandLine }, at("made"));
  const [zip, kit] = [at(`${macName(version, arch)}.zip`), at(`${macName(version, arch)}-kit`)];
  await zipApp(app, zip);
  makeKit({ zip, version, arch, oldestSystem: infoOf(app).LSMinimumSystemVersion }, kit);
  const own = everything(join(app, "Contents/Resources")).filter(
    (file) => !/chromium|electron\.txt/u.test(file),
  );
  const ownPart = own.reduce((sum, file) => sum + lstatSync(file).size, 0);
  return { app, commandLine, zip, kit, ownPart };
}

/** As it stands in the release; where the folder doesn't say, package.json's. */
function versionOf(electron: string): string {
  const file = join(electron, "version");
  if (existsSync(file)) return readFileSync(file, "utf8").trim().replace(/^v/u, "");
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies.electron;
}

/** What isn't Electron's, before it is named after us; and out with what we don't use of it. */
function fill(contents: string, { electron, commandLine }: MacParts): void {
  const resources = join(contents, "Resources");
  const framework = realpathSync(join(contents, "Frameworks/Electron Framework.framework/Resources"));
  for (const folder of [resources, framework]) keepLanguages(folder);
  rmSync(join(resources, "default_app.asar"), { force: true });
  const info = parse(readFileSync(join(contents, "Info.plist"), "utf8"));
  if (!isDictionary(info)) throw new Error("Info.plist of Electron.app holds no dictionary");
  // Camera, microphone, Bluetooth: it asks for none.
  const unused = Object.keys(info).filter((key) => /^NS.*UsageDescription$/u.test(key));
  for (const key of unused) delete info[key];
  writeFileSync(join(contents, "Info.plist"), build(info));
  for (const [language, name] of Object.entries({ ja: JAPANESE, en: TITLE })) {
    mkdirSync(join(resources, `${language}.lproj`), { recursive: true });
    writeFileSync(
      join(resources, `${language}.lproj/InfoPlist.strings`),
      `"CFBundleDisplayName" = "${name}";\n`,
    );
  }
  copyFileSync(commandLine, join(contents, "MacOS/storage-drive"));
  chmodSync(join(contents, "MacOS/storage-drive"), 0o755);
  writeFileSync(join(resources, "uninstall.sh"), macScript("uninstall", { root: "" }));
  writeFileSync(join(resources, "LICENSES.txt"), licences());
  for (const [from, to] of [
    ["LICENSE", "LICENSE.electron.txt"],
    ["LICENSES.chromium.html", "LICENSES.chromium.html"],
  ] as const)
    if (existsSync(join(electron, from))) copyFileSync(join(electron, from), join(resources, to));
  cpSync(join(root, "out/policy/macos"), join(resources, "policy"), { recursive: true });
}

function isDictionary(value: PlistValue): value is Record<string, PlistValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keepLanguages(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.endsWith(".lproj") && !["ja.lproj", "en.lproj"].includes(name))
      rmSync(join(folder, name), { recursive: true });
}

/**
 * Marks the place in Electron's framework where the digest of all archives' hashes stands (shell/common/asar/integrity_digest.mm
 * of Electron 41 and newer). Where none is written anybody may change the hash in Info.plist with the archive. Packager
 * writes it on a Mac only, as what was signed has to be signed anew then; after the fuses that is so anyway.
 */
const DIGEST_MARK = "AGbevlPCksUGKNL8TSn7wGmJEuJsXb2A";

function writeDigest(app: string): void {
  const file = join(app, "Contents/Frameworks/Electron Framework.framework/Electron Framework");
  const bytes = readFileSync(file);
  const at = bytes.indexOf(DIGEST_MARK);
  if (at < 0) throw new Error("no place for the archive's digest: an Electron older than 41?");
  const digest = createHash("sha256");
  for (const [archive, { algorithm, hash }] of Object.entries(infoOf(app).ElectronAsarIntegrity).sort())
    digest.update(archive).update(algorithm).update(hash);
  Buffer.from([1, 1]).copy(bytes, at + DIGEST_MARK.length); // used, version 1
  digest.digest().copy(bytes, at + DIGEST_MARK.length + 2);
  writeFileSync(file, bytes);
}

const infoSchema = z.looseObject({
  ElectronAsarIntegrity: z.record(z.string(), z.object({ algorithm: z.string(), hash: z.string() })),
  LSMinimumSystemVersion: z.string(),
});

/** What Info.plist of the app says. */
export function infoOf(app: string): z.infer<typeof infoSchema> {
  return infoSchema.parse(parse(readFileSync(join(app, "Contents/Info.plist"), "utf8")));
}

/** For which Macs a program is; null where it is none, or one for several (mach-o/loader.h: `mach_header_64`). */
export function machOf(file: string): "x64" | "arm64" | null {
  const head = existsSync(file) ? readFileSync(file).subarray(0, 8) : Buffer.alloc(0);
  if (head.length < 8 || head.readUInt32LE(0) !== 0xfeedfacf) return null;
  const machines: Record<number, "x64" | "arm64"> = { 16777223: "x64", 16777228: "arm64" };
  return machines[head.readUInt32LE(4)] ?? null;
}

/** The app alone: links stay links, as its signatures will want. */
async function zipApp(app: string, zip: string): Promise<void> {
  rmSync(zip, { force: true });
  await run("zip", ["-qryX", resolve(zip), basename(app)], { cwd: dirname(app) });
}
