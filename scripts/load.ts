// `npm run load`: what the reference service can take, and what offices of ten thousand make of it and of an update
// server. Prints docs/load.md's tables; `--write` puts them into it, `--only start|policy|update` leaves the others.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measurePolicyChange } from "./load-policy.ts";
import { updateSections } from "./load-rollout.ts";
import { startSections } from "./load-start.ts";
import { type Section, seconds, table } from "./load-table.ts";
import { root } from "./run-command.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "5" },
    /** Resumed sessions a second; measured when left out. */
    capacity: { type: "string" },
    /** PCs that take a policy change and an update, for real. */
    pcs: { type: "string", default: "1000" },
    only: { type: "string", multiple: true },
    write: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
const pcs = Number(values.pcs);

const GROUPS: Readonly<Record<string, () => Promise<readonly Section[]>>> = {
  start: () =>
    startSections({
      clients: Number(values.clients),
      seed,
      seconds: Number(values.seconds),
      capacity: values.capacity === undefined ? undefined : Number(values.capacity),
    }),
  policy: async () => [await policySection()],
  update: () => updateSections(pcs, seed),
};

for (const name of values.only ?? Object.keys(GROUPS)) {
  const group = GROUPS[name];
  if (group === undefined) throw new Error(`--only ${name}: there are ${Object.keys(GROUPS).join(", ")}`);
  const sections = await group();
  for (const section of sections) console.log(`\n${section.title}\n\n${section.table}`);
  if (values.write) writeInto(join(root, "docs", "load.md"), sections);
}

async function policySection(): Promise<Section> {
  const rows: string[][] = [];
  for (const withinMs of [60_000, 1_000]) {
    const change = await measurePolicyChange(pcs, withinMs);
    rows.push([
      `${withinMs / 1_000} s${withinMs === 60_000 ? " (as PCs do)" : ""}`,
      String(change.peak),
      seconds(change.lastMs),
      String(change.kept),
      String(change.asked),
    ]);
  }
  return {
    name: "policy",
    title: `${pcs} PCs that are logged in take a changed policy, for real`,
    table: table(
      ["looks spread over", "peak, grants/s", "last PC after", "sessions kept", "people asked"],
      rows,
    ),
  };
}

function writeInto(file: string, sections: readonly Section[]): void {
  let text = readFileSync(file, "utf8");
  for (const section of sections) {
    const [begin, end] = [`<!-- ${section.name} -->`, `<!-- /${section.name} -->`];
    const [head, rest] = text.split(begin);
    const tail = rest?.split(end)[1];
    if (tail === undefined) throw new Error(`${file} has no place for ${section.name}`);
    text = `${head}${begin}\n${section.title}:\n\n${section.table}\n${end}${tail}`;
  }
  writeFileSync(file, text);
}
