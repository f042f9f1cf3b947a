// `npm run package:windows -- --electron FOLDER`: the client as an installer for all users of a Windows PC (NSIS) and as an
// MSI, around an unpacked Electron for Windows x64 of package.json's version. Made on Linux with makensis, wixl and
// msibuild (Debian: nsis, wixl, msitools). `--version V` stands in the place of package.json's, `--fast` packs less
// tightly. `--sign FILE.pfx` signs (its password in STORAGE_DRIVE_SIGN_PASSWORD), with `--timestamp URL` for longer than the
// certificate lives; `--sign-command COMMAND` signs by what a company has for it (Debian: osslsigncode).
// `--updates FILE`: {"keys": […], "server": "https://…", "publisherName": ["CN=…"]}, by which the NSIS client keeps itself
// new (npm run release). Goes to out/package-windows.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { makeAppFolder } from "./package/app-folder.ts";
import { makeCommandLine } from "./package/command-line.ts";
import { type Signer, signerOf, trySigner } from "./package/sign.ts";
import { readUpdateSetup } from "./package/update-setup.ts";
import { makeMsi, makeNsis, makeWindowsFolder } from "./package/windows.ts";
import { root } from "./run-command.ts";
import { fetchNode } from "./windows/prepare.ts";

const out = join(root, "out/package-windows");
const at = (name: string) => join(out, name);
const { values } = parseArgs({
  options: {
    ...{ electron: { type: "string" }, version: { type: "string" }, fast: { type: "boolean" } },
    ...{ sign: { type: "string" }, "sign-command": { type: "string" }, timestamp: { type: "string" } },
    updates: { type: "string" },
  },
});
const { version: own, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { electron = "", version = own, fast = false } = values;
const updates = values.updates === undefined ? null : readUpdateSetup(values.updates);

function usage(what: string): never {
  console.error(
    `usage: npm run package:windows -- --electron FOLDER [--sign FILE.pfx [--timestamp URL] | --sign-command COMMAND] [--updates FILE]   (${what})`,
  );
  process.exit(2);
}

function signerGiven(): Signer | null {
  try {
    const given = signerOf(values);
    if (given !== null) trySigner(given);
    return given;
  } catch (thrown) {
    return usage(String(Object(thrown).message));
  }
}

if (!existsSync(join(electron, "electron.exe")))
  usage(`FOLDER: electron-v${devDependencies.electron}-win32-x64.zip, unpacked`);
const signer = signerGiven();

await build();
rmSync(out, { recursive: true, force: true });
mkdirSync(at("bin"), { recursive: true });
makeAppFolder(at("app"), false, version, "win32-x64");
await fetchNode(at("node.exe"));
const carrier = { node: at("node.exe"), platform: "win32" } as const;
await makeCommandLine(at("bin/storage-drive.exe"), at("command-line"), version, carrier);
const parts = { electron, app: at("app"), commandLine: at("bin"), version, signer, updates };
await makeWindowsFolder(parts, at("client"));
await makeNsis(at("client"), at(`storage-service-drive-${version}-x64.exe`), version, fast, signer);
await makeMsi(out, at(`storage-service-drive-${version}-x64.msi`), version, signer);
for (const kind of ["exe", "msi"]) {
  const file = at(`storage-service-drive-${version}-x64.${kind}`);
  const size = `${(readFileSync(file).length / 1_048_576).toFixed(1)} MB`;
  console.log(`package: ${file} ${size}, ${signer === null ? "NOT SIGNED" : "signed"}`);
}
if (signer === null)
  console.log(
    "package: nothing is signed: Windows warns who starts it. Next step: --sign FILE.pfx or --sign-command COMMAND",
  );
