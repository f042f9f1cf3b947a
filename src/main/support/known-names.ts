import { homedir, userInfo } from "node:os";
import { basename, join } from "node:path";
import { z } from "zod";
import type { Personal } from "../../core/support/sweep.ts";
import type { DataFolders } from "../config/data-folder.ts";
import { readRegularFile } from "../files/regular-file.ts";

/** As far as it names somebody; any version of the record, whatever else is in it. */
const account = z.object({
  sub: z.string().optional(),
  mail: z.string().nullish(),
  name: z.string().optional(),
});
const record = z.union([
  z.object({ value: z.object({ account }) }).transform(({ value }) => value.account),
  z.object({ account }).transform((value) => value.account),
]);

export type Named = {
  readonly sub?: string | undefined;
  readonly mail?: string | null | undefined;
  readonly name?: string | undefined;
};

/** Who this PC's person is, as far as the OS, the kept session and a running client tell it. Never rejects. */
export async function knownNames(
  folders: DataFolders,
  service: string,
  loggedIn: Named | null = null,
): Promise<Personal> {
  const kept = await Promise.all(
    [...new Set([folders.roaming, folders.local])].map((folder) =>
      keptAccount(join(folder, "services", service, "session.json")),
    ),
  );
  const home = told(homedir);
  const names = [told(() => userInfo().username), basename(home), ...[loggedIn, ...kept].flatMap(namesOf)];
  return {
    names: [...new Set(names)].filter((name) => name !== "").toSorted((a, b) => b.length - a.length),
    folders: [...new Set([home, folders.roaming, folders.local])].toSorted((a, b) => b.length - a.length),
  };
}

async function keptAccount(path: string): Promise<Named | null> {
  try {
    return record.parse(JSON.parse(String(await readRegularFile(path))));
  } catch {
    return null;
  }
}

/** Whole and in parts: files are named after either. */
function namesOf(named: Named | null): readonly string[] {
  if (named === null) return [];
  const { sub = "", mail, name = "" } = named;
  const [local = ""] = (mail ?? "").split("@");
  return [mail ?? "", local, ...local.split(/[._+-]/u), name, ...name.split(/\s/u), sub];
}

/** Empty where the OS knows no account (os.userInfo, os.homedir). */
function told(ask: () => string): string {
  try {
    return ask();
  } catch {
    return "";
  }
}
