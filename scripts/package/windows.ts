import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { createPackageWithOptions, getRawHeader } from "@electron/asar";
import { flipFuses } from "@electron/fuses";
import { Data, NtExecutable, NtExecutableResource, Resource } from "resedit";
import { run } from "../pinned-package.mjs";
import { root } from "../run-command.ts";
import { FUSES, LOCALES, PROGRAM } from "./electron-folder.ts";
import { licences } from "./licences.ts";
import { everything, sizeOf } from "./linux.ts";
import { type Signer, signerInto, signFile, signFolder } from "./sign.ts";
import { type UpdateSetup, writeUpdateSetup } from "./update-setup.ts";

const sources = join(root, "build/windows");
const TITLE = "ストレージサービスドライブ";
const PUBLISHER = "Storage Service Drive";
/** English, of the United States; Unicode. */
const LANGUAGE = { lang: 1033, codepage: 1200 };

export type WindowsParts = {
  /** Electron for Windows, unpacked, as it is released. */
  readonly electron: string;
  /** What `makeAppFolder` made. */
  readonly app: string;
  /** A folder with `storage-drive.exe` and what it needs beside it. */
  readonly commandLine: string;
  readonly version: string;
  /** Signs programs and native modules; null leaves them as they are. */
  readonly signer: Signer | null;
  /** By what it keeps itself new where NSIS installs it; null: it doesn't. */
  readonly updates: UpdateSetup | null;
};

/** The client's folder as it lies on the PC. */
export async function makeWindowsFolder(parts: WindowsParts, folder: string): Promise<void> {
  const { electron, app, commandLine, version, signer, updates } = parts;
  rmSync(folder, { recursive: true, force: true });
  cpSync(electron, folder, { recursive: true });
  const locales = join(folder, "locales");
  for (const name of readdirSync(locales)) if (!LOCALES.includes(name)) rmSync(join(locales, name));
  for (const none of ["resources/default_app.asar", "version"])
    rmSync(join(folder, none), { recursive: true, force: true });
  const program = join(folder, `${PROGRAM}.exe`);
  renameSync(join(folder, "electron.exe"), program);
  renameSync(join(folder, "LICENSE"), join(folder, "LICENSE.electron.txt"));
  writeFileSync(join(folder, "LICENSES.txt"), licences());
  cpSync(join(root, "out/policy/windows"), join(folder, "policy"), { recursive: true });
  const asar = join(folder, "resources", "app.asar");
  if (signer !== null) signFolder(app, signer); // the archive notes the hashes of what lies beside it
  await createPackageWithOptions(app, asar, { unpack: "**/*.node" });
  await flipFuses(program, FUSES);
  describe(program, TITLE, version, asar);
  cpSync(commandLine, join(folder, "bin"), { recursive: true });
  describe(join(folder, "bin/storage-drive.exe"), `${TITLE} (storage-drive)`, version, null);
  if (updates !== null) {
    writeUpdateSetup(join(folder, "resources"), updates);
    await runMakensis("elevate.nsi", { OUT: join(folder, "resources", "elevate.exe") });
  }
  if (signer !== null) signFolder(folder, signer);
}

/** The archive's hash, which Electron compares (electronjs.org, tutorial/asar-integrity). */
function integrityOf(asar: string): NtExecutableResource["entries"][number] {
  const value = createHash("sha256").update(getRawHeader(asar).headerString).digest("hex");
  const integrity = JSON.stringify([{ file: "resources\\app.asar", alg: "SHA256", value }]);
  return {
    ...{ type: "INTEGRITY", id: "ELECTRONASAR", lang: LANGUAGE.lang, codepage: LANGUAGE.codepage },
    bin: new Uint8Array(Buffer.from(integrity)).buffer,
  };
}

/** Version, name and icon: what Windows, a firewall and a helpdesk show of a program. @param asar noted in it; or null */
function describe(program: string, title: string, version: string, asar: string | null): void {
  const executable = NtExecutable.from(readFileSync(program), { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);
  const icon = Data.IconFile.from(readFileSync(join(root, "out/assets/app.ico")));
  Resource.IconGroupEntry.replaceIconsForResource(
    resources.entries,
    1,
    LANGUAGE.lang,
    icon.icons.map(({ data }) => data),
  );
  const [info = Resource.VersionInfo.createEmpty()] = Resource.VersionInfo.fromEntries(resources.entries);
  info.setFileVersion(fourNumbers(version), LANGUAGE.lang);
  info.setProductVersion(fourNumbers(version), LANGUAGE.lang);
  info.setStringValues(LANGUAGE, {
    ...{ FileDescription: title, ProductName: TITLE, CompanyName: PUBLISHER, LegalCopyright: "" },
    ...{ InternalName: basename(program, ".exe"), OriginalFilename: basename(program) },
  });
  info.outputToResourceEntries(resources.entries);
  if (asar !== null)
    resources.entries = [...resources.entries.filter(({ type }) => type !== "INTEGRITY"), integrityOf(asar)];
  resources.outputResource(executable);
  writeFileSync(program, Buffer.from(executable.generate()));
}

/** A version as Windows has them: `1.2.3` → `1.2.3.0`. */
export function fourNumbers(version: string): string {
  const [numbers = ""] = version.split("-");
  return [...numbers.split("."), "0", "0", "0", "0"].slice(0, 4).join(".");
}

/**
 * The installer for all users.
 * @param fast larger, and made in a fraction of the time: for tests
 * @param signer signs the uninstaller and the installer; the folder's programs are signed before
 */
export async function makeNsis(
  folder: string,
  installer: string,
  version: string,
  fast: boolean,
  signer: Signer | null,
): Promise<void> {
  const signFileScript = join(root, "scripts/package/sign-file.ts");
  const defined = {
    ...(signer !== null && { SIGN: `"${process.execPath}" "${signFileScript}"` }),
    VERSION: version,
    FILE_VERSION: fourNumbers(version),
    SOURCE: folder,
    OUT: installer,
    ICON: join(root, "out/assets/app.ico"),
    PUBLISHER,
    SIZE_KB: String(Math.ceil(sizeOf(folder) / 1024)),
    COMPRESSOR: fast ? "zlib" : "lzma",
  };
  await runMakensis("installer.nsi", defined, signer === null ? {} : signerInto(signer));
  if (signer !== null) signFile(installer, signer);
}

async function runMakensis(
  script: string,
  defined: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const args = Object.entries(defined).map(([name, value]) => `-D${name}=${value}`);
  const all = ["-V2", "-WX", "-INPUTCHARSET", "UTF8", ...args, join(sources, script)];
  await run("makensis", all, { env: { ...process.env, ...env } });
}

/** What wixl can't write (learn.microsoft.com, Windows Installer database reference). */
const QUERIES = [
  `UPDATE \`Property\` SET \`Value\` = '${TITLE}' WHERE \`Property\` = 'ProductName'`,
  `UPDATE \`Shortcut\` SET \`Name\` = 'STORAGE|${TITLE}' WHERE \`Shortcut\` = 'Shortcut'`,
  "UPDATE `Component` SET `Condition` = 'SERVICE' WHERE `Component` = 'GivenService'",
  "UPDATE `Component` SET `Condition` = 'KEPTSERVICE AND NOT SERVICE' WHERE `Component` = 'KeptService'",
  "UPDATE `Component` SET `Condition` = 'AUTOSTART=\"1\" OR (NOT AUTOSTART AND (KEPTAUTOSTART OR NOT REPLACED))' WHERE `Component` = 'Autostart'",
  "UPDATE `Property` SET `Value` = 'AUTOSTART;FORGET;REPLACED;SERVICE' WHERE `Property` = 'SecureCustomProperties'",
  "CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)",
  "INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('Path', '=-*Path', '[~];[INSTALLDIR]bin', 'Link')",
  "CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL, `Shortcut_` CHAR(72) NOT NULL, `PropertyKey` CHAR(255) NOT NULL, `PropVariantValue` CHAR(255) NOT NULL PRIMARY KEY `MsiShortcutProperty`)",
  `INSERT INTO \`MsiShortcutProperty\` (\`MsiShortcutProperty\`, \`Shortcut_\`, \`PropertyKey\`, \`PropVariantValue\`) VALUES ('ShortcutId', 'Shortcut', 'System.AppUserModel.ID', '${PROGRAM}')`,
  ...(
    [
      ["RemoveEnvironmentStrings", 3300],
      ["WriteEnvironmentStrings", 5200],
    ] as const
  ).map(([action, at]) => sequenced(action, "", at)),
  // 98: a program in a folder, run as the person, whatever it ends with.
  ...(
    [
      // Only a client that still runs can forget.
      ["Forget", "logout --forget", 'REMOVE="ALL" AND FORGET="1" AND NOT UPGRADINGPRODUCTCODE', 1380],
      ["Quit", "quit", "Installed OR REPLACED", 1390],
    ] as const
  ).flatMap(([action, command, condition, at]) =>
    ran(action, `"[INSTALLDIR]bin\\storage-drive.exe" ${command}`, condition, at),
  ),
  // What the person chose for themselves.
  ...ran(
    "OwnAutostart",
    `"[System64Folder]reg.exe" delete HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v ${PROGRAM} /f`,
    'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE',
    1420,
  ),
  // What asset tools look for. 51: a property from a text.
  "INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('Location', 51, 'ARPINSTALLLOCATION', '[INSTALLDIR]')",
  sequenced("Location", "", 1010),
];

function ran(action: string, command: string, condition: string, at: number): string[] {
  return [
    `INSERT INTO \`CustomAction\` (\`Action\`, \`Type\`, \`Source\`, \`Target\`) VALUES ('${action}', 98, 'INSTALLDIR', '${command}')`,
    sequenced(action, condition, at),
  ];
}

function sequenced(action: string, condition: string, at: number): string {
  return `INSERT INTO \`InstallExecuteSequence\` (\`Action\`, \`Condition\`, \`Sequence\`) VALUES ('${action}', '${condition}', ${at})`;
}

/** The same as an MSI. @param work holds the folder `client`; what comes between goes there too */
export async function makeMsi(
  work: string,
  msi: string,
  version: string,
  signer: Signer | null,
): Promise<void> {
  const client = join(work, "client");
  const heat = ["-p", `${client}/`, "--directory-ref", "INSTALLDIR", "--component-group", "Files"];
  const files = execFileSync("wixl-heat", [...heat, "--var", "var.SOURCE", "--win64"], {
    input: everything(client).sort().join("\n"),
  });
  writeFileSync(join(work, "files.wxs"), files);
  copyFileSync(join(root, "out/assets/app.ico"), join(work, "app.ico"));
  const defined = { VERSION: version, SOURCE: "client", ICON: "app.ico", Win64: "yes" };
  const args = Object.entries(defined).flatMap(([name, value]) => ["-D", `${name}=${value}`]);
  // It takes paths that are relative to where it runs.
  const product = relative(work, join(sources, "product.wxs"));
  await run("wixl", ["--arch", "x64", ...args, "-o", msi, product, "files.wxs"], { cwd: work });
  // Texts in UTF-8, before there are any.
  const codePage = join(work, "_ForceCodepage.idt");
  writeFileSync(codePage, "\r\n\r\n65001\t_ForceCodepage\r\n");
  await run("msibuild", [msi, "-i", codePage, ...QUERIES.flatMap((query) => ["-q", query])]);
  if (signer !== null) signFile(msi, signer);
}
