import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createKeychain } from "../../src/main/keychain/keychain.ts";
import { entryOf } from "../../src/main/session/entries.ts";
import { KEYCHAIN_SERVICE } from "../../src/shared/keychain-service.ts";
import { mountSmallDisk, type SmallDisk, smallDiskRefused } from "../faults/small-disk.ts";
import { daemonPid } from "../support/gnome-keyring.ts";
import { forkKeychain } from "../support/keychain-child.ts";
import { Person } from "../support/office.ts";
import { hasPrompter } from "../support/prompter.ts";
import { until } from "../support/wait.ts";
import type { Deed } from "./breakage.ts";
import { logIn, untilReason } from "./login-hands.ts";
import type { OfficeBreakage, Scene } from "./scene.ts";

const OWN_KEYCHAIN = { keychain: "own" } as const;
const withoutManager = () => (hasPrompter ? null : "python3-dbus and python3-gi aren't here");

/** Logged in once, and the PC is off. */
export async function loggedInBefore(scene: Scene): Promise<void> {
  await scene.start();
  await new Person(scene.client).logInFirstTime(scene.account);
  await scene.client.quit();
}

/** Trouble with the keychain while the PC is off. */
const keychainAtStart =
  (breaks: (scene: Scene) => unknown, reason: string): Deed<Scene> =>
  async (scene) => {
    await loggedInBefore(scene);
    await breaks(scene);
    await scene.start();
    await untilReason(scene, reason);
  };

const keptRecord = z.object({
  value: z.object({
    service: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    machine: z.string().nullable(),
  }),
});

/**
 * What the keychain holds can't be read any more: the token's entry says that its value lies sealed in a file, as one
 * that is too large for the keychain does, and there is none.
 */
async function spoilEntry({ keyring, office }: Scene): Promise<void> {
  const record = join(office.dataDir, "services", office.id, "session.json");
  const { value } = keptRecord.parse(JSON.parse(readFileSync(record, "utf8")));
  const entry = entryOf({ ...value, id: value.service }, value.machine);
  const env = keyring?.env ?? {};
  const store = createKeychain({ fork: () => forkKeychain(env), serviceName: KEYCHAIN_SERVICE });
  await store.set(entry, `sealed-v1:${Buffer.alloc(32, 7).toString("base64")}`);
  await store.close();
}

/** After its restart the password manager asks for every program anew, and the person says no. */
async function denied(scene: Scene): Promise<void> {
  const { manager } = scene;
  await loggedInBefore(scene);
  manager?.ask();
  await scene.start();
  await until("the no", async () => {
    manager?.deny();
    return (await scene.client.status().catch(() => null))?.reason === "STORE_DENIED";
  });
}

/** The person lets this app at every entry that is asked for, until it is online. */
async function allowAll({ manager, client }: Scene): Promise<void> {
  await until("online", async () => {
    manager?.allow();
    return (await client.status()).state === "online";
  });
}

const disks = new WeakMap<Scene, SmallDisk>();

/** Nothing is free where the keyring keeps its entries. */
function fillDisk(scene: Scene): void {
  const disk = mountSmallDisk(scene.keyringDir, "64k");
  disks.set(scene, disk);
  scene.atLast(disk.remove);
  disk.fill();
}

async function unlock({ keyring }: Scene): Promise<void> {
  await keyring?.stopDaemon();
  await keyring?.startDaemon();
}

/** The provider, and the PC's keychain. */
export const pcBreakages: readonly OfficeBreakage[] = [
  {
    name: "the service is down and comes back",
    branches: ["service-down"],
    async breaks(scene) {
      await loggedInBefore(scene);
      await scene.office.service.admin.addFault({ kind: "status", route: "*", status: 503, times: 60 });
      await scene.start();
      await untilReason(scene, "NET_SERVER");
    },
    deeds: { arrive: ({ office }) => office.service.admin.clearFaults() },
    end: "online",
  },
  {
    name: "an answer of the service's that can't be trusted, once",
    branches: ["unexplained"],
    async breaks(scene) {
      await scene.setLine({ region: "east" });
      await scene.office.service.admin.addFault({ kind: "wrong-signature" });
      await scene.start();
      await logIn(scene);
      await untilReason(scene, "AUTH_RESPONSE_INVALID");
    },
    end: "online",
  },
  {
    name: "a locked keychain",
    branches: ["keychain-locked"],
    where: OWN_KEYCHAIN,
    breaks: keychainAtStart(
      ({ keyring }) => keyring?.stopDaemon().then(() => keyring.startDaemon({ unlock: false })),
      "STORE_LOCKED",
    ),
    deeds: { "unlock-keychain": unlock },
    end: "online",
  },
  {
    name: "a keychain that doesn't answer",
    branches: ["keychain-dialog"],
    where: OWN_KEYCHAIN,
    breaks: keychainAtStart(({ keyring }) => {
      if (keyring !== null) process.kill(daemonPid(keyring), "SIGSTOP");
    }, "STORE_TIMEOUT"),
    deeds: {
      "answer-dialog": async ({ keyring }) => {
        if (keyring !== null) process.kill(daemonPid(keyring), "SIGCONT");
      },
    },
    end: "online",
  },
  {
    name: "a PC without a keychain",
    branches: ["keychain-missing"],
    where: OWN_KEYCHAIN,
    breaks: keychainAtStart(({ keyring }) => keyring?.stopDaemon(), "STORE_MISSING"),
    end: "online",
  },
  {
    name: "a password manager that was told not to let this app in",
    branches: ["keychain-denied"],
    where: { keychain: "asking" },
    refused: withoutManager,
    breaks: denied,
    deeds: {
      "allow-keychain": async () => {},
      // It asks once more where somebody presses 「ログイン」.
      "log-in": allowAll,
    },
    end: "online",
  },
  {
    name: "an entry of the keychain that can't be read any more",
    branches: ["keychain-corrupt"],
    where: OWN_KEYCHAIN,
    breaks: keychainAtStart(spoilEntry, "STORE_CORRUPT"),
    end: "online",
  },
  {
    name: "a keychain on a disk that is full",
    branches: ["keychain-full"],
    where: OWN_KEYCHAIN,
    refused: smallDiskRefused,
    breaks: keychainAtStart(fillDisk, "STORE_FULL"),
    deeds: { "free-space": async (scene) => disks.get(scene)?.makeRoom() },
    end: "online",
  },
];
