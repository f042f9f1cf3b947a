import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inside, WITH_INSPECTOR } from "../support/inside.ts";
import { type Office, openOffice } from "../support/office.ts";
import { until } from "../support/wait.ts";
import { xWindows } from "../support/x-windows.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice({ policy: { startupLogin: false } });
});
afterEach(() => office.close());

test.each([
  ["throws", "setImmediate(() => { throw new TypeError('inner words') })"],
  ["rejects", "void Promise.reject(new TypeError('inner words'))"],
])(
  "what %s where nobody expected it is logged, shown to nobody, and the client goes on (reliability 38)",
  async (_how, expression) => {
    const client = await office.startPc({}, { args: [WITH_INSPECTOR] });
    await client.statusWhere("it is up", () => true);
    const main = await inside(client);
    await main.evaluate(expression);
    main.close();
    const log = join(office.dataDir, "logs", "client.log");
    await until("it is logged", async () =>
      (await readFile(log, "utf8")).includes('"code":"APP_UNEXPECTED"'),
    );
    await client.statusWhere("it goes on", ({ state }) => state === "signed-out");
    expect(xWindows("Error")).toEqual([]);
    expect(client.output()).not.toContain("inner words");
  },
);
