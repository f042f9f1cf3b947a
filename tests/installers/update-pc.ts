// On Node for Windows: update-pc.ts FROM TO INSTALLER. The client's half of an update, from where it has found a release to
// where Windows' installer takes over. A harness: the file is copied instead of fetched.
import { createHash } from "node:crypto";
import { copyFile, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { packageSetup } from "../../src/main/update/package-setup.ts";
import { createUpdaterEngine } from "../../src/main/update/updater-engine.ts";

const [from = "", to = "", installer = ""] = process.argv.slice(2);
const resources = "C:\\Program Files\\Storage Service Drive\\resources";
Object.defineProperty(process, "resourcesPath", { value: resources });
const setup = await packageSetup(resources);
if (setup === null) throw new Error("this client doesn't keep itself new");
const engine = createUpdaterEngine({
  form: setup.form,
  version: from,
  setupFile: join(resources, "app-update.yml"),
  folder: join(process.env.LOCALAPPDATA ?? "", "storage-service-drive", "updates"),
  appImage: undefined,
  fetch: (_file, place) => copyFile(installer, place.to),
  log() {},
  restartAs() {},
});
const content = await readFile(installer);
const sha512 = createHash("sha512").update(content).digest("base64");
const file = {
  form: "nsis",
  architecture: "x64",
  name: basename(installer),
  size: content.length,
  sha512,
};
const release = { version: to, notes: { ja: ["a"], en: ["a"] }, stages: [], files: [file] };
await engine.fetch(release, file, new AbortController().signal);
await engine.check();
engine.install();
console.log(setup.form);
