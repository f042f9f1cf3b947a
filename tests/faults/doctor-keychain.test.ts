import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ordinaryUsersFolder } from "../../scripts/electron/ordinary-user.mjs";
import { startKeyring } from "../../scripts/keyring.mjs";
import { startConfirmingService } from "../support/confirming-service.ts";
import { startForbiddingBus } from "../support/forbidding-bus.ts";
import { daemonPid } from "../support/gnome-keyring.ts";
import { DoctorAtPc, expectFirst, skip, type Trouble } from "./doctor-at-pc.ts";
import { faultTest } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { KINDS_OF_REFRESH } from "./network-pc.ts";
import { definedEnv } from "./room.ts";

// What the doctor names first in each state of the keychain (reliability 21): locked, missing, denied, corrupt, hung, full.

const at = new DoctorAtPc();

const LOCKED: Trouble = {
  begin: () => at.pc.keyring.lock(),
  async end() {
    await at.pc.keyring.stopDaemon();
    await at.pc.keyring.startDaemon();
  },
  first: ["keychain", "STORE_LOCKED"],
};
const STOPPED: Trouble = {
  begin: () => at.pc.keyring.stopDaemon(),
  end: () => at.pc.keyring.startDaemon(),
  first: ["keychain", "STORE_MISSING"],
};
let hung = 0;
const HUNG: Trouble = {
  begin() {
    hung = daemonPid(at.pc.keyring);
    process.kill(hung, "SIGSTOP");
  },
  end: () => process.kill(hung, "SIGCONT"),
  first: ["keychain", "STORE_TIMEOUT"],
};
for (const [fault, trouble] of [
  ["the keyring is locked", LOCKED],
  ["there is no keyring's daemon", STOPPED],
  ["the keyring's daemon hangs", HUNG],
] as const)
  faultTest({ shows: "21", fault: `doctor: ${fault}`, skip, play: () => at.under(trouble) });

faultTest({
  shows: "21",
  fault: "doctor: a D-Bus that forbids the Secret Service",
  skip,
  async play() {
    const folder = ordinaryUsersFolder(mkdtempSync(join(tmpdir(), "drive-bus-")));
    const bus = await startForbiddingBus(folder);
    try {
      const report = await at.pc.examined({ DBUS_SESSION_BUS_ADDRESS: bus.address });
      expectFirst(report, ["keychain", "STORE_DENIED"]);
      return { shown: "STORE_DENIED", lost: "nothing", recovered: "–" };
    } finally {
      bus.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

faultTest({
  shows: "21",
  fault: "doctor: a keychain that gives back what nobody wrote",
  skip,
  async play() {
    const service = await startConfirmingService();
    try {
      service.spoil();
      const report = await at.pc.examined(definedEnv(service.env));
      expectFirst(report, ["keychain", "STORE_CORRUPT"]);
      return { shown: "STORE_CORRUPT", lost: "nothing", recovered: "–" };
    } finally {
      await service.stop();
    }
  },
});

faultTest({
  shows: "21, 24",
  fault: "doctor: the keyring's disk is full",
  skip,
  async play() {
    const folder = ordinaryUsersFolder(mkdtempSync(join(tmpdir(), "drive-full-")));
    const small = join(folder, "small");
    mkdirSync(small);
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", small]);
    const full = await startKeyring({ isolated: true, dataDir: small });
    try {
      const env = definedEnv(full.env);
      expectFirst(await at.pc.examined(env), null);
      spawnSync("dd", ["if=/dev/zero", `of=${join(small, "fill")}`, "bs=1k"]);
      expectFirst(await at.pc.examined(env), ["keychain", "STORE_FULL"]);
      return { shown: "STORE_FULL", lost: "nothing", recovered: "–" };
    } finally {
      await full.stop();
      spawnSync("umount", [small]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

nothingLeaked("the doctor at a keychain", () => [at.pc], { skip, kinds: KINDS_OF_REFRESH });
