import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { entryOf } from "../../src/main/session/entries.ts";
import { machineId } from "../../src/main/session/machine-id.ts";
import { KEYCHAIN_SERVICE } from "../../src/shared/keychain-service.ts";
import type { Office } from "../../tests/support/office.ts";
import { node24Path } from "../node24.mjs";

const reader = `
  import { createRequire } from "node:module";
  const keytar = createRequire(import.meta.url)("keytar");
  const found = await keytar.getPassword(process.argv[1], process.argv[2]);
  process.stdout.write(String(found === null ? 0 : found.length));
`;

/** How long the secret is that another process finds in the real keychain under the client's entry; 0 = none. */
export async function readKeychain(office: Office): Promise<number> {
  const overrides = office.policy.overrides as { readonly issuer: string; readonly clientId: string };
  const profile = { id: office.id, issuer: overrides.issuer, clientId: overrides.clientId };
  const entry = entryOf(profile, await machineId());
  const args = ["--input-type=module", "-e", reader, KEYCHAIN_SERVICE, entry];
  const { stdout } = await promisify(execFile)(node24Path(), args, {
    cwd: new URL("../..", import.meta.url),
    timeout: 15_000,
  });
  return Number(stdout);
}
