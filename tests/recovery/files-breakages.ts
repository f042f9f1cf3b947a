import { chmodSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Person } from "../support/office.ts";
import type { Deed } from "./breakage.ts";
import { untilReason } from "./login-hands.ts";
import { loggedInBefore } from "./pc-breakages.ts";
import type { OfficeBreakage, Scene } from "./scene.ts";

const folderOf = ({ office }: Scene) => join(office.dataDir, "services", office.id);

/** What the session's record lies in or is, as long as nobody may open it. */
const closed =
  (pathOf: (scene: Scene) => string): Deed<Scene> =>
  async (scene) => {
    await loggedInBefore(scene);
    chmodSync(pathOf(scene), 0o000);
    scene.atLast(() => chmodSync(pathOf(scene), 0o700));
    await scene.start();
    await untilReason(scene, "STORE_RECORD_UNREAD");
  };
const opened =
  (pathOf: (scene: Scene) => string): Deed<Scene> =>
  async (scene) =>
    chmodSync(pathOf(scene), 0o700);

const recordOf = (scene: Scene) => join(folderOf(scene), "session.json");

/** A first start with what IT gave out by mistake. */
const givenOut =
  (policyOf: (scene: Scene) => object, reason: string): Deed<Scene> =>
  async (scene) => {
    await scene.start({}, { policy: policyOf(scene) });
    await untilReason(scene, reason);
  };
const rightPolicy: Deed<Scene> = async (scene) => scene.distribute(scene.office.policy);

const policyShape = z.looseObject({ overrides: z.looseObject({ issuer: z.string() }) });

function wrongIssuer({ office }: Scene): object {
  const policy = policyShape.parse(office.policy);
  return { ...policy, overrides: { ...policy.overrides, issuer: `${policy.overrides.issuer}/realms/mian` } };
}

/** The files of this PC, and the settings that were given out to it. */
export const filesBreakages: readonly OfficeBreakage[] = [
  {
    name: "a record of the session that nobody may open",
    branches: ["file-in-use"],
    breaks: closed(recordOf),
    deeds: { arrive: opened(recordOf) },
    end: "online",
  },
  {
    name: "a folder whose rights were taken away",
    branches: ["data-folder"],
    fleeting: ["file-in-use"],
    breaks: closed(folderOf),
    stuck: ["file-in-use/arrive"],
    deeds: { "ask-for-folder": opened(folderOf) },
    end: "online",
  },
  {
    name: "a logout that the disk didn't take",
    branches: ["method-1"],
    async breaks(scene) {
      await scene.start();
      await new Person(scene.client).logInFirstTime(scene.account);
      chmodSync(folderOf(scene), 0o500);
      scene.atLast(() => chmodSync(folderOf(scene), 0o700));
      await scene.client.command("logout");
      await untilReason(scene, "SESSION_LOGOUT_UNSAVED");
    },
    end: "online",
  },
  {
    name: "a policy that names a service that there isn't",
    branches: ["policy-wrong"],
    breaks: givenOut(({ office }) => ({ ...office.policy, service: "omakse" }), "POLICY_INVALID"),
    deeds: { "ask-for-policy": rightPolicy },
    end: "online",
  },
  {
    name: "a profile whose issuer was mistyped",
    branches: ["profile-wrong"],
    breaks: givenOut(wrongIssuer, "AUTH_ISSUER_UNUSABLE"),
    deeds: { "ask-for-profile": rightPolicy },
    end: "online",
  },
];
