import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { type Sighting, searchFolder, searchProcesses, searchText } from "../support/canary.ts";
import type { RunningClient } from "../support/running-client.ts";
import { SECRET_KINDS, type SecretKind } from "../support/wire-tap.ts";
import { faultTest } from "./fault.ts";

export type Secret = { readonly kind: SecretKind; readonly secret: string };

/** Where secrets went through, and where none may have stayed. */
export type Searched = {
  readonly secrets: () => readonly Secret[];
  readonly folders: () => readonly string[];
  /** What the clients wrote to their terminal. */
  readonly said: () => string;
  /** Starts the client if it doesn't run: its command line and environment are looked at, too. */
  online(): Promise<RunningClient>;
};

/** What secrets-kept.ts wrote down. */
export function readSecrets(file: string): Secret[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => {
    const [kind = "", secret = ""] = line.split("\t");
    return { kind: kind as SecretKind, secret };
  });
}

/**
 * After all faults of a file: no secret that went over the wire meanwhile is anywhere but where it belongs
 * (reliability 31, 32).
 * @param kinds of which there must have been some; else nothing would be looked for
 */
export function nothingLeaked(
  through: string,
  places: () => readonly Searched[],
  options: { readonly skip?: () => string | null; readonly kinds?: readonly SecretKind[] } = {},
): void {
  const { kinds = SECRET_KINDS, skip = () => null } = options;
  faultTest({
    shows: "31, 32",
    fault: `canary secrets through all faults of ${through}: log, settings, records, terminal, command lines`,
    skip,
    closing: true,
    async play() {
      const searched = places();
      await Promise.all(searched.map((one) => one.online()));
      const secrets = searched.flatMap((one) => one.secrets());
      const canaries = secrets.map(({ kind, secret }, index) => ({ name: `${kind} ${index}`, secret }));
      for (const kind of kinds)
        expect(secrets.filter((one) => one.kind === kind).length, `${kind}: looked for`).toBeGreaterThan(0);
      let files = 0;
      for (const { folders, said } of searched) {
        for (const folder of folders()) {
          // Chromium keeps the login window's own cookies there.
          const found = await searchFolder(folder, canaries, ["electron"]);
          expect(texts(found.sightings)).toBe("");
          files += found.files;
        }
        expect(texts(searchText("terminal", said(), canaries))).toBe("");
        expect(said()).not.toMatch(/eyJ[\w-]{10,}\./u);
      }
      const running = await searchProcesses(canaries);
      expect(texts(running?.sightings ?? [])).toBe("");
      expect(files).toBeGreaterThan(2);
      return {
        shown: `looked for: ${kinds.join(", ")}`,
        lost: "no secret",
        recovered: "–",
        note: `${canaries.length} secrets, ${files} files, ${running?.processes ?? "no"} processes`,
      };
    },
  });
}

function texts(sightings: readonly Sighting[]): string {
  return sightings.map(({ canary, spelling, where }) => `${canary}, ${spelling}, in ${where}`).join("; ");
}
