import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import { createRecordFile } from "../files/record-file.ts";
import { policySchema } from "./policy.ts";
import type { PolicySource } from "./policy-sources.ts";
import { profileFile } from "./profile-schema.ts";
import { type Policies, type PolicyLayer, readPolicies } from "./read-policies.ts";

type KeptPolicies = { readonly version: 1; readonly layers: readonly PolicyLayer[] };

const keptSchema = z.object({
  version: z.literal(1),
  layers: z.array(
    z.object({
      name: z.enum(["installer", "user-policy", "machine-policy"]),
      policy: policySchema,
      profile: profileFile.nullable(),
      authorities: z.array(z.string()),
    }),
  ),
}) satisfies z.ZodType<KeptPolicies>;

/** The policies as they were read last. */
export type HeldPolicies = {
  now(): Policies;
  /** Reads them again. @returns whether they are others, or have other faults */
  lookAgain(): Promise<boolean>;
  /** Writes down what is good of them, for the day on which one of them can't be read. */
  keep(): Promise<void>;
};

/** @param localDir the folder of what is this PC's */
export async function holdPolicies(
  sources: readonly PolicySource[],
  localDir: string,
  onFault: (fault: AppError) => void,
): Promise<HeldPolicies> {
  const file: RecordFile<KeptPolicies> = createRecordFile(join(localDir, "policy-kept.json"), {
    schema: keptSchema,
    newest: 1,
  });
  let kept = await file.read().then(
    ({ value }) => value?.layers ?? [],
    (): KeptPolicies["layers"] => [],
  );
  let now = await readPolicies(sources, kept);
  return {
    now: () => now,
    async lookAgain() {
      const read = await readPolicies(sources, kept);
      if (signature(read) === signature(now)) return false;
      now = read;
      return true;
    },
    async keep() {
      const others = kept.filter(({ name }) => !now.keep.some((one) => one.name === name));
      const layers = [...others, ...now.keep];
      if (JSON.stringify(layers) === JSON.stringify(kept)) return;
      kept = layers;
      await file
        .write({ version: 1, layers })
        .catch((thrown: unknown) =>
          onFault(thrown instanceof AppError ? thrown : new AppError("APP_UNEXPECTED", thrown)),
        );
    },
  };
}

/** Two readings of the same are the same text. */
function signature({ layers, faults }: Policies): string {
  return JSON.stringify([layers, faults.map(({ code, cause }) => [code, String(cause)])]);
}
