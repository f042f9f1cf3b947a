// `npm run package:macos -- --electron FOLDER`: the client as an app for macOS, around an unpacked Electron for macOS (x64 or
// arm64) of package.json's version, and the folder of which a Mac makes the signed installer (build/macos/finish.sh). Made
// on Linux, unsigned. `--node FILE` is a Node 24 for such a Mac, to carry the command line; for x64 the pinned one is
// fetched. `--version V` stands in the place of package.json's. Goes to out/package-macos/<arch>.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { fetchPart } from "./locked-package.ts";
import { sizeOf } from "./package/linux.ts";
import { machOf, makeMacPackage } from "./package/macos.ts";
import { root } from "./run-command.ts";

const { values } = parseArgs({
  options: { electron: { type: "string" }, node: { type: "string" }, version: { type: "string" } },
});
const { version: own, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { electron = "", version = own } = values;

function usage(what: string): never {
  console.error(`usage: npm run package:macos -- --electron FOLDER [--node FILE]   (${what})`);
  process.exit(2);
}

const arch =
  machOf(join(electron, "Electron.app/Contents/MacOS/Electron")) ??
  usage(`electron-v${devDependencies.electron}-darwin-x64.zip or -arm64.zip, unpacked`);
const node = values.node ?? join(root, "out/package-macos", `node-${arch}`);
if (machOf(node) === null && values.node === undefined) {
  if (arch === "arm64") usage("--node: Node 24 for macOS arm64, which no npm package has");
  await fetchPart(`node-darwin-${arch}`, "bin/node", node);
}
if (machOf(node) !== arch) usage(`--node: one for macOS ${arch}`);

await build();
const made = await makeMacPackage({ electron, arch, node, version }, join(root, "out/package-macos", arch));
const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
const [whole, line] = [sizeOf(made.app), statSync(made.commandLine).size];
const bare = sizeOf(electron);
console.log(`package: ${made.zip} ${megabytes(statSync(made.zip).size)}`);
console.log(
  `package: unpacked ${megabytes(whole)}, Electron as it came ${megabytes(bare)}, the client's own part ${megabytes(made.ownPart)}, storage-drive ${megabytes(line)}`,
);
console.log(`package: not signed yet. Next step: on a Mac, sh finish.sh in ${made.kit}`);
