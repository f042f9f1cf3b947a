import { daemonPid } from "../support/gnome-keyring.ts";
import { Person } from "../support/office.ts";
import type { Deed } from "./breakage.ts";
import { logIn, untilReason } from "./login-hands.ts";
import type { OfficeBreakage, Scene } from "./scene.ts";

const OWN_KEYCHAIN = { ownKeychain: true } as const;

/** Logged in once, and the PC is off. */
async function loggedInBefore(scene: Scene): Promise<void> {
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
];
