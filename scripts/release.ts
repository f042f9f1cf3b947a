// `npm run release`: what an update server holds.
//   new-key --key FILE                                  makes the key that signs, and prints its public half
//   sign --key FILE --channel stable|preview --version V --notes FILE --file FORM:ARCHITECTURE:PATH … --out FOLDER
//        [--stage 2026-12-01T00:00:00Z=5 …]             offered to 5 % of the PCs from then on
//   check --folder FOLDER --channel C --public FILE     reads it as a client does
// Notes are {"ja": ["…"], "en": ["…"]}, a sentence each. The folder is served as it is, by any web server.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { ReleaseFile } from "../src/core/update/release.ts";
import { isFile } from "../src/main/update/fetched-file.ts";
import { releaseKey } from "../src/main/update/package-setup.ts";
import { readRelease, releaseSchema } from "../src/main/update/signed-release.ts";
import { describeFile, newReleaseKey, writeRelease } from "./release/sign-release.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: "string" },
    public: { type: "string" },
    channel: { type: "string", default: "stable" },
    version: { type: "string" },
    notes: { type: "string" },
    file: { type: "string", multiple: true, default: [] },
    stage: { type: "string", multiple: true, default: [] },
    out: { type: "string" },
    folder: { type: "string" },
  },
});
const privateKey = z.looseObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  d: z.string(),
  kid: z.string(),
});
const channel = releaseSchema.shape.channel.parse(values.channel);

switch (positionals[0]) {
  case "new-key": {
    const made = await newReleaseKey();
    writeFileSync(needed("key"), `${JSON.stringify(made.private)}\n`, { mode: 0o600, flag: "wx" });
    console.log(JSON.stringify(made.public));
    break;
  }
  case "sign": {
    const sources = values.file.map(fileOf);
    const files = sources.map(({ path, form, architecture }) => describeFile(path, form, architecture));
    const release = releaseSchema.parse({
      channel,
      version: values.version,
      notes: read("notes"),
      stages: values.stage.map(stageOf),
      files,
    });
    const paths = sources.map(({ path }) => path);
    await writeRelease(needed("out"), release, paths, privateKey.parse(read("key")));
    console.log(`release: ${channel} ${release.version}, ${files.length} files, in ${needed("out")}`);
    break;
  }
  case "check": {
    const folder = needed("folder");
    const text = readFileSync(join(folder, `${channel}.jws`), "utf8");
    const { version, files } = await readRelease(text, [releaseKey.parse(read("public"))], channel);
    for (const { name, sha512 } of files)
      if (!(await isFile(join(folder, name), sha512)))
        throw new Error(`release: ${name} isn't what was signed`);
    console.log(`release: ${channel} ${version}, ${files.length} files as signed`);
    break;
  }
  default:
    throw new Error("release: new-key, sign or check");
}

function needed(name: "key" | "out" | "folder" | "notes" | "public"): string {
  const said = values[name];
  if (said === undefined) throw new Error(`release: --${name} is missing`);
  return said;
}

function read(name: "key" | "notes" | "public"): unknown {
  return JSON.parse(readFileSync(needed(name), "utf8"));
}

function fileOf(text: string): { readonly path: string } & Pick<ReleaseFile, "form" | "architecture"> {
  const [form, architecture, ...path] = text.split(":");
  const { shape } = releaseSchema.shape.files.element;
  return {
    form: shape.form.parse(form),
    architecture: shape.architecture.parse(architecture),
    path: path.join(":"),
  };
}

function stageOf(text: string): { readonly from: string; readonly percent: number } {
  const [from = "", percent = ""] = text.split("=");
  // `Number("")` is 0: a stage for nobody that nobody wanted.
  return { from, percent: percent.trim() === "" ? Number.NaN : Number(percent) };
}
