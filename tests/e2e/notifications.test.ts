import { afterEach, beforeEach, test } from "vitest";
import { inside, WITH_INSPECTOR } from "../support/inside.ts";
import { type Office, openOffice } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice({ policy: { startupLogin: false } });
});
afterEach(() => office.close());

const statusWindow = (client: RunningClient) =>
  client.statusWhere("the status window is shown", ({ windows }) =>
    windows.some(({ kind, visible }) => kind === "status" && visible),
  );

test("the first notification, left alone for long, still opens what it tells of when it is pressed", async () => {
  const client = await office.startPc({}, { args: [WITH_INSPECTOR] });
  const first = await client.notification("");
  const main = await inside(client);
  await main.collectGarbage();
  main.close();
  await first.press();
  await statusWindow(client);
});
