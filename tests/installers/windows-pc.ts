import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { build } from "../../scripts/build.ts";
import { makeAppFolder } from "../../scripts/package/app-folder.ts";
import { makeCommandLine } from "../../scripts/package/command-line.ts";
import { PASSWORD } from "../../scripts/package/sign.ts";
import { makeMsi, makeNsis, makeWindowsFolder } from "../../scripts/package/windows.ts";
import { newReleaseKey } from "../../scripts/release/sign-release.ts";
import { root } from "../../scripts/run-command.ts";
import { prepareWindows } from "../../scripts/windows/prepare.ts";
import { nodeExe, runOnWine, place as windows, windowsPath } from "../../scripts/windows/wine.ts";
import { makeCompany, PFX_PASSWORD, type TestCompany } from "../support/signing.ts";

// A Windows PC under Wine, of its own. What is real: the installers, the registry, storage-drive.exe on Node for Windows.
// What is a harness: in Electron's place stands a small program (stand-in-electron.c).

const place = join(root, "out/installers");
const prefix = join(place, "prefix");
export const drive = join(prefix, "drive_c");
export const FOLDER = "C:\\Program Files\\Storage Service Drive";
export const installed = (name: string) => join(drive, "Program Files/Storage Service Drive", name);
const log = join(place, "wine.log");
export const folderOf = (version: string) => join(place, version, "client");
export const msiOf = (version: string) => join(place, `client-${version}.msi`);
export const nsisOf = (version: string) => join(place, `setup-${version}.exe`);

/** Signs all of it. */
export let company: TestCompany;

/** Makes Wine's prefix and the installers of each version. */
export async function prepare(versions: readonly string[]): Promise<void> {
  await build();
  await prepareWindows();
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  cpSync(join(windows, "prefix"), prefix, { recursive: true, verbatimSymlinks: true });
  makeElectron(join(place, "electron"));
  company = makeCompany(join(place, "company"));
  process.env[PASSWORD] = PFX_PASSWORD;
  const signer = { pfx: company.pfx };
  for (const version of versions) {
    const work = join(place, version);
    mkdirSync(join(work, "bin"), { recursive: true });
    makeAppFolder(join(work, "app"), false, version, "win32-x64");
    const carrier = { node: nodeExe, platform: "win32" } as const;
    await makeCommandLine(join(work, "bin/storage-drive.exe"), join(work, "command-line"), version, carrier);
    const parts = {
      electron: join(place, "electron"),
      app: join(work, "app"),
      commandLine: join(work, "bin"),
      version,
      signer,
      updates: { keys: [(await newReleaseKey()).public] },
    };
    await makeWindowsFolder(parts, folderOf(version));
    await makeNsis(folderOf(version), nsisOf(version), version, true, signer);
    await makeMsi(work, msiOf(version), version, signer);
  }
}

function makeElectron(folder: string): void {
  for (const part of ["locales", "resources"]) mkdirSync(join(folder, part), { recursive: true });
  const source = fileURLToPath(new URL("stand-in-electron.c", import.meta.url));
  const target = join(folder, "electron.exe");
  execFileSync("x86_64-w64-mingw32-gcc", ["-O1", "-s", "-municode", "-mwindows", "-o", target, source]);
  for (const name of ["LICENSE", "version", "locales/ja.pak", "locales/en-US.pak", "locales/de.pak"])
    writeFileSync(join(folder, name), name);
}

/** Runs a program of the PC's to its end. @returns exit code and what it printed */
export async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  return runOnWine(args, { codePage: 932, log, timeLimit: 120_000, env: { WINEPREFIX: prefix } });
}

/** Runs an installer. Only Wine's own quoting reaches it as it would come from a command line. */
export const setup = (version: string, ...switches: string[]) => run(nsisOf(version), "/S", ...switches);

/** By itself the uninstaller goes on in a copy, which nobody waits for. @param target what it is told to wait in */
export const uninstall = (folder: string, target = folder) =>
  run(`${folder}\\uninstall.exe`, "/S", `_?=${target}`);

export const msiexec = (how: "/i" | "/x", version: string, ...properties: string[]) =>
  run("msiexec", how, windowsPath(msiOf(version)), "/qn", ...properties);

/** What the MSI does, in its order. */
export function sequenceOf(version: string): string[] {
  const rows = execFileSync("msiinfo", ["export", msiOf(version), "InstallExecuteSequence"], {
    encoding: "utf8",
  });
  return rows
    .split(/\r?\n/u)
    .map((row) => row.split("\t"))
    .sort((a, b) => Number(a[2]) - Number(b[2]))
    .map(([action = ""]) => action);
}

/** An exit code of Windows as what runs Wine gets it: its lowest byte. */
export const codeOf = (code: number): number => code % 256;

/** As the client does where its person wants it to start with Windows. */
export const chooseAutostart = () =>
  run(
    ...["reg", "add", "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"],
    ...["/v", "storage-service-drive", "/d", `${FOLDER}\\storage-service-drive.exe`, "/f"],
  );

const seenSchema = z.object({
  layers: z.record(z.string(), z.unknown()),
  own: z.unknown(),
  entry: z.unknown(),
  autostart: z.string().nullable(),
  ownAutostart: z.string().nullable(),
  link: z.string().nullable(),
  path: z.string().nullable(),
});

/** The registry as the client's own reader has it, on Node for Windows. */
export async function look(): Promise<z.infer<typeof seenSchema>> {
  const script = windowsPath(fileURLToPath(new URL("read-pc.ts", import.meta.url)));
  const { code, output } = await run(nodeExe, "--no-warnings", script);
  if (code !== 0) throw new Error(`read-pc ended with ${code}: ${output}`);
  return seenSchema.parse(JSON.parse(output));
}

export const startedAs = (): string[] => {
  const file = join(drive, "ProgramData/stand-in.log");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split(/\r?\n/u) : [];
};

/** For all users, or where Wine takes them to be meant for whoever installs. */
export const shortcuts = () =>
  ["ProgramData", `users/${userInfo().username}/AppData/Roaming`].flatMap((part) =>
    readdirSync(join(drive, part, "Microsoft/Windows/Start Menu/Programs")).filter((name) =>
      name.endsWith(".lnk"),
    ),
  );

/** The client's updater on Node for Windows takes this version, as after the person's press. @returns how it is installed */
export async function update(from: string, to: string): Promise<string> {
  const script = windowsPath(fileURLToPath(new URL("update-pc.ts", import.meta.url)));
  const { code, output } = await run(nodeExe, "--no-warnings", script, from, to, windowsPath(nsisOf(to)));
  if (code !== 0) throw new Error(`update-pc ended with ${code}: ${output}`);
  return output.trim().split(/\r?\n/u).at(-1) ?? ""; // Wine has its say before
}
