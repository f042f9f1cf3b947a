import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import type { StatusValue } from "../../src/shared/command.ts";
import { ja } from "../../src/shared/locales/ja.ts";
import { until } from "../support/wait.ts";
import { type Finding, faultTest, long } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { randomOf } from "./random.ts";
import { openRoom, type Room } from "./room.ts";
import { mountSmallDisk, type SmallDisk, smallDiskRefused } from "./small-disk.ts";
import { byItself, nextRefresh, outage, sane, shownAs, watch } from "./watch.ts";

// Disk full and torn files (reliability 24, 29).

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  await room.online();
});
afterAll(() => room.close());

const folder = (): string => room.office.dataDir;
const record = (): string => join(folder(), "services", room.office.id, "session.json");

/** With these files on a disk of their own that can be full. */
async function onSmallDisk(
  files: string,
  [size, apart]: readonly [string, string?],
  play: (disk: SmallDisk) => Promise<Finding>,
): Promise<Finding> {
  await room.online();
  await room.stop();
  const disk = mountSmallDisk(files, size, apart);
  try {
    return await play(disk);
  } finally {
    await room.stop();
    disk.remove();
  }
}

/** Electron's own files stay apart: unlike the product, it doesn't start without its lock file. */
const PC_DISK = ["4m", "electron"] as const;

faultTest({
  shows: "24, 29",
  fault: "the disk is full while the client is online",
  skip: smallDiskRefused,
  play: () =>
    onSmallDisk(folder(), PC_DISK, async (disk) => {
      const client = await room.online();
      const seen = await watch(room, client);
      let recovered = 0;
      let shown = "";
      try {
        disk.fill();
        await nextRefresh(room);
        await nextRefresh(room);
        shown = shownAs(await client.status());
        disk.makeRoom();
        const freed = performance.now();
        await nextRefresh(room);
        await client.statusWhere("online", ({ state }) => state === "online");
        recovered = performance.now() - freed;
      } finally {
        await seen.stop();
      }
      await seen.done();
      await resumes();
      return { shown, lost: "nothing", recovered: byItself(recovered) };
    }),
});

faultTest({
  shows: "24, 29",
  fault: "the disk is full when the PC starts",
  skip: smallDiskRefused,
  play: () =>
    onSmallDisk(folder(), PC_DISK, async (disk) => {
      disk.fill();
      // Without room there is no socket for the command line: people see it in the tray alone.
      const client = await room.startSeen();
      const toolTip = async () => (await client.tray()).tooltip;
      await until("the tray says online", async () => (await toolTip()).includes(ja.state.online));
      await nextRefresh(room);
      const shown = await toolTip();
      expect(shown).toContain(ja.state.online);
      sane(client);
      disk.makeRoom();
      const freed = performance.now();
      const status = await client.statusWhere("the command line answers", () => true);
      const recovered = performance.now() - freed;
      expect(shownAs(status)).toBe("online");
      await nextRefresh(room);
      await client.quit();
      await resumes();
      return {
        shown: `tray: ${shown}; no command line`,
        lost: "nothing",
        recovered: `the command line ${byItself(recovered)}`,
      };
    }),
});

faultTest({
  shows: "21, 24",
  fault: "the disk of the keyring is full while the client is online",
  skip: smallDiskRefused,
  play: () =>
    onSmallDisk(room.keyringDir, ["64k"], async (disk) => {
      const client = await room.online();
      const seen = await watch(room, client);
      let recovered = 0;
      let shown = "";
      try {
        disk.fill();
        const status = await client.statusWhere("it is noticed", (now) => now.tokenStore !== "ok");
        shown = `${shownAs(status)}, store ${status.tokenStore}`;
        disk.makeRoom();
        const freed = performance.now();
        await client.statusWhere("sealed again", (now) => now.state === "online" && now.tokenStore === "ok");
        recovered = performance.now() - freed;
        await nextRefresh(room);
      } finally {
        disk.makeRoom();
        await seen.stop();
      }
      await seen.done();
      await resumes();
      expect(shown).toContain("STORE_FULL");
      return { shown, lost: "nothing", recovered: byItself(recovered) };
    }),
});

/** The next start goes on with the session, without a login and without a window. */
async function resumes(): Promise<StatusValue> {
  await room.office.mark();
  const client = await room.start();
  const status = await client.statusWhere("online", ({ state }) => state === "online");
  expect(status.windows).toEqual([]);
  expect(await room.office.events({ type: "authorize" })).toEqual([]);
  sane(client);
  return status;
}

type Torn = { readonly file: () => string; readonly name: string };
const TORN: readonly Torn[] = [
  { file: record, name: "the session's record" },
  { file: () => join(folder(), "settings.json"), name: "the settings" },
];

for (const { file, name } of TORN) {
  faultTest({
    shows: "29",
    fault: `${name} cut off, the good copy beside it`,
    timeoutMs: long ? 600_000 : 120_000,
    async play() {
      return torn(file, name, long ? 40 : 2, (path, text, at) => writeFileSync(path, text.subarray(0, at)));
    },
  });
  faultTest({
    shows: "29",
    fault: `one byte of ${name} changed`,
    timeoutMs: long ? 600_000 : 120_000,
    async play() {
      return torn(file, name, long ? 40 : 1, (path, text, at) => {
        const changed = Buffer.from(text);
        changed[at] = (changed[at] ?? 0) ^ 0x15;
        writeFileSync(path, changed);
      });
    },
  });
}

async function torn(
  file: () => string,
  name: string,
  times: number,
  tear: (path: string, text: Buffer, at: number) => void,
): Promise<Finding> {
  const random = randomOf(`${name} ${times}`);
  await settingsSaved();
  for (let time = 0; time < times; time += 1) {
    await room.online();
    await room.stop();
    const text = readFileSync(file());
    tear(file(), text, Math.floor(random() * text.length));
    await resumes();
    const beside = readdirSync(join(file(), ".."));
    expect(
      beside.some((one) => one.includes(".corrupt-")),
      "set aside",
    ).toBe(true);
  }
  return {
    shown: "online",
    lost: "nothing",
    recovered: `at the start${times > 1 ? `, ${times} times` : ""}`,
  };
}

/** Settings that are there to be torn: the client keeps in them what last went wrong. */
async function settingsSaved(): Promise<void> {
  if (existsSync(join(folder(), "settings.json"))) return;
  await outage(room, {
    begin: () => room.service.admin.addFault({ kind: "status", route: "token", status: 503, times: 1_000 }),
    end: () => room.service.admin.clearFaults(),
    shown: { state: "offline", reason: "NET_SERVER" },
  });
  await until("the settings are saved", () => existsSync(join(folder(), "settings.json")));
}

faultTest({
  shows: "29",
  fault: "the session's record and its copy both cut off",
  async play() {
    await room.online();
    await room.stop();
    await room.office.mark();
    for (const path of [record(), `${record()}.bak`]) writeFileSync(path, readFileSync(path).subarray(0, 40));
    const client = await room.start();
    let visible = 0;
    const began = performance.now();
    await client.statusWhere("online", (status) => {
      visible = Math.max(visible, status.windows.filter((window) => window.visible).length);
      return status.state === "online";
    });
    const recovered = `${byItself(performance.now() - began)}, no window`;
    expect(visible).toBe(0);
    expect(await room.office.events({ type: "login" }), "nothing was typed").toEqual([]);
    sane(client);
    return { shown: "online", lost: "the record: one login, nothing typed", recovered };
  },
});

nothingLeaked("disk and files", () => [room]);
