import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { hasSquid, startSquid } from "../support/squid.ts";

const segments = () => readdirSync("/dev/shm").filter((name) => name.endsWith(".shm"));

test.skipIf(!hasSquid)(
  "each squid of the tests has shared memory of its own beside every other squid, and leaves none",
  async () => {
    const squids = [await startSquid(), await startSquid()];
    const owned = squids.map(({ service }) => segments().filter((name) => name.startsWith(`${service}-`)));
    for (const names of owned) expect(names).not.toEqual([]);
    expect(owned[0]).not.toEqual(owned[1]);

    for (const squid of squids) await squid.close();
    for (const { service } of squids)
      expect(segments().filter((name) => name.startsWith(service))).toEqual([]);
  },
);
