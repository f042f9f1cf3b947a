import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type Canary, searchFolder, searchProcesses, searchText } from "../support/canary.ts";
import { until } from "../support/wait.ts";
import { faultTest } from "./fault.ts";
import type { Room } from "./room.ts";

/** More would take longer than they show; the newest are the ones that were in the client's hands last. */
const OF_EACH_KIND = 30;

/** After all faults of a file: none of the secrets that were about is anywhere but where it belongs (reliability 31, 32). */
export function nothingLeaked(room: () => Room, through: string): void {
  faultTest({
    shows: "31, 32",
    fault: `canary secrets through all faults of ${through}: log, settings, records, terminal, command lines`,
    async play() {
      const { office, serviceData, said, online } = room();
      await online();
      const canaries = [
        { name: "password", secret: office.account.password },
        ...(await providersSecrets(serviceData)),
      ];
      // The host keeps the login window's own cookies in its `electron` folder, as Electron does.
      const { sightings, files } = await searchFolder(office.dataDir, canaries, ["electron"]);
      const running = await searchProcesses(canaries);
      const all = [...sightings, ...searchText("terminal", said(), canaries), ...(running?.sightings ?? [])];
      expect(all).toEqual([]);
      expect(files).toBeGreaterThan(2);
      expect(said()).not.toMatch(/eyJ[\w-]{10,}\./u);
      const where = `${files} files, ${running?.processes ?? "no"} processes`;
      return {
        shown: `${canaries.length} secrets looked for in ${where}`,
        lost: "no secret",
        recovered: "–",
      };
    },
  });
}

/** Tokens, codes and cookies that the provider handed out, from its own memory. */
async function providersSecrets(file: string): Promise<Canary[]> {
  const known = await until("the provider has written down what it knows", () => {
    const text = readFileSync(file, "utf8");
    return text.includes('"RefreshToken:') ? text : null;
  });
  return ["RefreshToken", "AccessToken", "AuthorizationCode", "Session"].flatMap((kind) =>
    [...new Set([...known.matchAll(new RegExp(`"${kind}:([\\w-]{16,})"`, "gu"))].map(([, secret]) => secret))]
      .slice(-OF_EACH_KIND)
      .map((secret, index) => ({ name: `${kind} ${index}`, secret: secret ?? "" })),
  );
}
