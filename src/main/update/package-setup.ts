import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { PackageForm } from "../../core/update/release.ts";
import { folderUrl } from "../config/web-address.ts";

/** Public key of whoever signs releases (RFC 7517, RFC 7518 6.2): on P-256, which every key store can do. */
export const releaseKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  kid: z.string().min(1),
});

/** electron-updater's own file beside the archive, with what the client needs to know besides. JSON is YAML. */
export const setupSchema = z.strictObject({
  provider: z.literal("custom"),
  updaterCacheDirName: z.string().min(1),
  /** Subjects of the certificates that installers are signed with; electron-updater asks Windows for them. */
  publisherName: z.array(z.string().min(1)).min(1).optional(),
  /** Where releases lie unless policy names another place. */
  server: folderUrl.optional(),
  keys: z.array(releaseKey).min(1),
});

export type ReleaseKey = z.output<typeof releaseKey>;
export type PackageSetup = z.output<typeof setupSchema> & { readonly form: PackageForm };

const FORM_FILE = "package-type";
const forms: Readonly<Record<string, PackageForm>> = { nsis: "nsis", appimage: "appimage" };

/**
 * How this client may keep itself new; null where somebody else does: a package of the system's, an MSI, a clone, or one
 * that was made without a key. @param resources the folder of Electron's resources
 */
export async function packageSetup(resources: string): Promise<PackageSetup | null> {
  const read = (name: string) => readFile(join(resources, name), "utf8").catch(() => null);
  const form = forms[(await read(FORM_FILE))?.trim() ?? ""];
  const text = await read("app-update.yml");
  if (form === undefined || text === null) return null;
  const setup = setupSchema.safeParse(parsed(text));
  return setup.success ? { ...setup.data, form } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
