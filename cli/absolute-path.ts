import { resolve } from "node:path";

/** As it was written where the folder that the shell stands in was deleted: whoever opens that is told by the system. */
export function absolutePath(written: string): string {
  try {
    return resolve(written);
  } catch {
    return written;
  }
}
