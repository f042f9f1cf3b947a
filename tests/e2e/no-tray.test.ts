import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ask } from "../../cli/connection.ts";
import { ordinaryUsersFolder } from "../../scripts/electron/ordinary-user.mjs";
import { openOfficeRun } from "../../scripts/office.ts";
import { until } from "../support/wait.ts";

test("on a desktop that shows no icons `npm start` knows it, and shows the status window", async () => {
  const folder = ordinaryUsersFolder(mkdtempSync(join(tmpdir(), "drive-run-")));
  const run = await openOfficeRun("omakase", [], folder);
  try {
    expect(run.hasTray).toBe(false);
    await run.showStatus();
    await until("the status window", async () => {
      const status = await ask(run.dataDir, { command: "status" }, 5_000);
      return status.ok && status.value.windows.some(({ kind, visible }) => kind === "status" && visible);
    });
  } finally {
    await run.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
