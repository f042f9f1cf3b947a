import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { SecretStore } from "../../src/core/ports.ts";
import { createRecordFile } from "../../src/main/files/record-file.ts";
import { createProvider } from "../../src/main/provider/provider.ts";
import { forgottenFormat, sessionRecordFormat } from "../../src/main/session/record-format.ts";
import { RefreshError } from "../../src/main/session/refresh.ts";
import { createSessionTokens } from "../../src/main/session/tokens.ts";
import { createNodeOutbound } from "./node-outbound.ts";
import { profileOf } from "./plain-session.ts";

/**
 * A client process for the tests of the lock: keychain and record are files of the given folder, so that several
 * processes share them. Says "ready", refreshes on a line of input, says what came of it, and ends.
 */
const [folder = "", issuer = "", clientId = ""] = process.argv.slice(2);
const place = (name: string) => join(folder, Buffer.from(name).toString("hex"));

const store: SecretStore = {
  probe: async () => "ok",
  get: (key) => readFile(place(key), "utf8").catch(() => null),
  set: (key, secret) => writeFile(place(key), secret),
  empty: (key) => rm(place(key), { force: true }),
  delete: (key) =>
    rm(place(key)).then(
      () => true,
      () => false,
    ),
  close: async () => {},
};

const record = createRecordFile(join(folder, "session.json"), sessionRecordFormat);

const outbound = createNodeOutbound({ timeoutMs: 20_000 });
const profile = profileOf({ issuer, clientId });
const provider = createProvider({ outbound, profile, now: Date.now });
const tokens = createSessionTokens({
  store,
  record,
  forgotten: createRecordFile(join(folder, "forgotten.json"), forgottenFormat),
  binding: { to: "machine", machine: async () => "this-pc" },
  provider,
  profile,
  now: Date.now,
  lockPath: join(folder, "session.lock"),
  clearLoginData: async () => {},
});

await tokens.open();
process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "refresh") continue;
  const outcome = await tokens.refresh().then(
    () => ({ kind: "refreshed" }),
    (thrown: unknown) => (thrown instanceof RefreshError ? thrown.failure : { kind: "unexpected" }),
  );
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  break;
}
await outbound.close();
process.exit(0);
