import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { closeDesktops } from "../../tests/support/desktop.ts";
import { type Office, openOffice } from "../../tests/support/office.ts";
import { electronLine, whichElectron } from "../electron/which-electron.mjs";
import { type Scene, STEPS } from "./steps.ts";

const usage = `npm start -- --demo [--service ${SERVICE_IDS.join("|")}]…  (all of them: --service all)`;
const out = fileURLToPath(new URL("../../out/demo", import.meta.url));

const { values } = parseArgs({
  options: {
    service: { type: "string", multiple: true, default: ["omakase"] },
    /** Breaks the named step on purpose, to see that the demonstration notices (tests). */
    break: { type: "string" },
  },
});
const wanted = z
  .array(z.enum([...SERVICE_IDS, "all"]))
  .transform((ids) => (ids.includes("all") ? [...SERVICE_IDS] : ids.filter((id) => id !== "all")))
  .safeParse(values.service);
const broken = z
  .enum(STEPS.map((step) => step.id))
  .optional()
  .safeParse(values.break);
if (!wanted.success || !broken.success) {
  console.error(usage);
  process.exit(2);
}

let failed = false;
for (const id of new Set(wanted.data)) failed = !(await play(id, broken.data)) || failed;
await closeDesktops();
process.exit(failed ? 1 : 0);

async function play(id: (typeof SERVICE_IDS)[number], breakAt: string | undefined): Promise<boolean> {
  console.log(`\n${PROFILES[id].name} (${id}), on ${electronLine(whichElectron())}`);
  const folder = join(out, id);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const office = await openOffice({ id });
  const scene = newScene(office, folder);
  try {
    for (const [index, step] of STEPS.entries()) {
      const began = performance.now();
      try {
        if (step.id === breakAt) await sabotage(scene);
        const seen = await step.play(scene, `${String(index + 1).padStart(2, "0")}-${step.id}`);
        console.log(`  ✓ ${step.title}\n      ${seen}  (${seconds(began)})`);
      } catch (thrown) {
        console.log(
          `  ✗ ${step.title}  (${seconds(began)})\n      step "${step.id}" failed: ${String(thrown).split("\n")[0]}`,
        );
        return false;
      }
    }
    printCount(scene);
    console.log(`  screenshots: ${join("out", "demo", id)}`);
    return true;
  } finally {
    await office.close();
  }
}

function newScene(office: Office, folder: string): Scene {
  return {
    office,
    folder,
    client: null,
    person: null,
    firstLoginActions: 0,
    laterActions: 0,
    managedActions: 0,
  };
}

/** The step's ground is taken away: the client is killed, and the service with it. */
async function sabotage(scene: Scene): Promise<void> {
  await scene.client?.kill();
  await scene.office.service.close();
}

function printCount(scene: Scene): void {
  console.log("  what the person had to do");
  console.log(
    `      the guide's method 1 by hand: 9 actions; here: ${scene.firstLoginActions} the first time, ${scene.laterActions} afterwards; on a managed PC: ${scene.managedActions}`,
  );
  const { firstLoginActions, laterActions, managedActions } = scene;
  if (firstLoginActions > 4 || laterActions > 0 || managedActions !== 2)
    throw new Error("more than promised");
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1_000).toFixed(1)} s`;
}
