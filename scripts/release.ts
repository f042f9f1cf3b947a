// `npm run release`: what an update server holds.
//   new-key --key FILE.json                             makes the key that signs; prints its public half, and writes it
//                                                       into FILE.public.json
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
import { readRelease, releaseSchema, type SignedRelease } from "../src/main/update/signed-release.ts";
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
try {
  await carriedOut(positionals[0], releaseSchema.shape.channel.parse(values.channel));
} catch (thrown) {
  console.error(
    `release: ${thrown instanceof z.ZodError ? z.prettifyError(thrown) : Object(thrown).message}`,
  );
  process.exitCode = 1;
}

async function carriedOut(what: string | undefined, channel: SignedRelease["channel"]): Promise<void> {
  switch (what) {
    case "new-key":
      return newKey(needed("key"));
    case "sign":
      return sign(channel);
    case "check":
      return check(channel);
    default:
      throw new Error("new-key, sign or check");
  }
}

async function newKey(file: string): Promise<void> {
  const made = await newReleaseKey();
  writeFileSync(file, `${JSON.stringify(made.private)}\n`, { mode: 0o600, flag: "wx" });
  const publicHalf = JSON.stringify(made.public);
  writeFileSync(`${file.replace(/\.json$/u, "")}.public.json`, `${publicHalf}\n`);
  console.log(publicHalf);
}

async function sign(channel: SignedRelease["channel"]): Promise<void> {
  const sources = values.file.map(fileOf);
  const files = sources.map(({ path, form, architecture }) => describeFile(path, form, architecture));
  const stages = values.stage.map(stageOf);
  const { version } = values;
  const release = releaseSchema.parse({ channel, version, notes: read("notes"), stages, files });
  const paths = sources.map(({ path }) => path);
  await writeRelease(needed("out"), release, paths, privateKey.parse(read("key")));
  console.log(`release: ${channel} ${release.version}, ${files.length} files, in ${needed("out")}`);
}

async function check(channel: SignedRelease["channel"]): Promise<void> {
  const folder = needed("folder");
  const text = readFileSync(join(folder, `${channel}.jws`), "utf8");
  const { version, files } = await readRelease(text, [releaseKey.parse(read("public"))], channel);
  for (const { name, sha512 } of files)
    if (!(await isFile(join(folder, name), sha512))) throw new Error(`${name} isn't what was signed`);
  console.log(`release: ${channel} ${version}, ${files.length} files as signed`);
}

function needed(name: "key" | "out" | "folder" | "notes" | "public"): string {
  const said = values[name];
  if (said === undefined) throw new Error(`--${name} is missing`);
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
