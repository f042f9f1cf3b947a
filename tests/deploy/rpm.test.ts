import { afterAll, beforeAll, expect, test } from "vitest";
import { type Office, openOffice, Person } from "../support/office.ts";
import { startClient } from "../support/running-client.ts";
import * as pc from "./installed.ts";

// The life of the rpm, by rpm itself: its scripts run at other moments than dpkg's.

let office: Office;

beforeAll(async () => {
  office = await openOffice();
  pc.writePolicy(office.policy);
  await pc.installRpm(pc.FIRST);
});

afterAll(async () => {
  if (pc.isThere(pc.HOME)) await pc.removeRpm();
  pc.removePolicy();
  await office.close();
});

test("installed, logged in, updated with the session kept, and taken away for good", async () => {
  const client = await startClient({ dataDir: office.dataDir, policy: {}, program: pc.autostart() });
  await new Person(client).logInFirstTime(office.account);
  expect(pc.rpmSaid("--verify", "--nodeps", "storage-service-drive")).toBe("");

  await office.mark();
  await pc.installRpm(pc.NEXT);
  const { tokenStore } = await client.statusWhere(
    "online in the new version",
    ({ version, state }) => version === pc.NEXT && state === "online",
    60_000,
  );
  expect(tokenStore).toBe("ok");
  expect(await office.events({ type: "authorize" })).toEqual([]);

  await pc.removeRpm({ STORAGE_DRIVE_FORGET: "1" });
  expect(pc.processes()).toEqual([]);
  expect(await office.events({ type: "revocation", outcome: "success" })).not.toEqual([]);
  const places = [pc.HOME, "/usr/bin/storage-drive", "/usr/share/doc/storage-service-drive"];
  expect([...places, "/run/storage-service-drive"].filter(pc.isThere)).toEqual([]);
});
