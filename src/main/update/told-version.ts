import { join } from "node:path";
import { z } from "zod";
import { createRecordFile } from "../files/record-file.ts";

const format = { newest: 1, schema: z.strictObject({ version: z.literal(1), told: z.string() }) };

/**
 * Remembers over a restart which version people were told of last. A folder that can't be read or written costs one
 * notification more. @returns tells of a version, unless it was told of before
 */
export function onceForVersion(
  folder: string,
  tell: (version: string) => void,
): (version: string) => Promise<void> {
  const file = createRecordFile(join(folder, "updates.json"), format);
  return async (version) => {
    const before = await file.read().catch(() => null);
    if (before?.value?.told === version) return;
    tell(version);
    await file.write({ version: 1, told: version }).catch(() => {});
  };
}
