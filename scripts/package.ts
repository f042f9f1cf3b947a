// `npm run package`: the client as deb and rpm, around the Electron that is here. `--version V` stands in the place of
// package.json's, `--fast` packs less tightly. Goes to out/package.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { electronLine, whichElectron } from "./electron/which-electron.mjs";
import { makeAppFolder } from "./package/app-folder.ts";
import { makeCommandLine } from "./package/command-line.ts";
import { makeElectronFolder } from "./package/electron-folder.ts";
import { makeDeb, makeRpm, makeTree, NAME, sizeOf } from "./package/linux.ts";
import { root } from "./run-command.ts";

const out = join(root, "out/package");
const { values } = parseArgs({
  options: { version: { type: "string" }, fast: { type: "boolean" } },
});
const version: string =
  values.version ?? JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
const fast = values.fast ?? false;
if (process.platform !== "linux" || process.arch !== "x64")
  throw new Error("packages are made on Linux x64 for Linux x64 only, by now");

const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
const at = (name: string) => join(out, name);

await build();
const electron = whichElectron();
console.log(`package: ${electronLine(electron)}`);
if (electron.origin === "npm") console.log("package: to be tried out, not to be given to anybody");
rmSync(at("work"), { recursive: true, force: true });
mkdirSync(at("work"), { recursive: true });
makeAppFolder(at("work/app"), electron.old, version);
await makeElectronFolder(electron, at("work/app"), at("work/client"));
await makeCommandLine(at("work/storage-drive"), at("work/command-line"), version);
makeTree(at("work/tree"), at("work/client"), at("work/storage-drive"));
const deb = at(`${NAME}_${version}_amd64.deb`);
const options = { version, fast, trial: electron.origin === "npm" };
await makeDeb(at("work/tree"), deb, options);
console.log(`package: ${deb} ${megabytes(readFileSync(deb).length)}`);
await makeRpm(at("work/tree"), out, options);
const rpm = at(`${NAME}-${version}-1.x86_64.rpm`);
console.log(`package: ${rpm} ${megabytes(readFileSync(rpm).length)}`);
const [whole, bare] = [sizeOf(at("work/client")), sizeOf(dirname(electron.binary))];
console.log(
  `package: unpacked ${megabytes(whole)}, Electron as it came ${megabytes(bare)}, the client's own part ${megabytes(sizeOf(at("work/client/resources")))}, storage-drive ${megabytes(sizeOf(at("work/tree/usr/lib/storage-service-drive")) - whole)}`,
);
