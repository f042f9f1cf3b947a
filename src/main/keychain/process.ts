import { type EntryRequest, type KeychainAnswer, type KeychainRequest, keychainRequest } from "./messages.ts";

/*
 * The only process that loads keytar: what hangs or crashes in it takes nothing else along (reliability 21).
 * `findCredentials` isn't called: on a locked Linux keyring it ends the process.
 */

// GLib and libsecret translate their messages, and messages are all that keytar passes on. Before they are loaded.
process.env.LC_ALL = "C";
process.env.LANGUAGE = "C";

type Keytar = typeof import("keytar");

// A CommonJS module whose names Node can't see from outside: they are on its default export.
let library: Promise<{ readonly default: Keytar }> | null = null;

process.parentPort.on("message", (event) => {
  const request = keychainRequest.safeParse(event.data);
  if (!request.success) return; // without a number no answer can be matched; the caller's time limit ends it
  void answer(request.data).then((message) => process.parentPort.postMessage(message));
});

async function answer(request: KeychainRequest): Promise<KeychainAnswer> {
  if (request.call === "alive") return { id: request.id, ok: true, value: true };
  try {
    library ??= import("keytar") as unknown as Promise<{ readonly default: Keytar }>;
    const { default: keytar } = await library;
    return { id: request.id, ok: true, value: await run(keytar, request) };
  } catch (thrown) {
    library = null;
    return { id: request.id, ok: false, fault: thrown instanceof Error ? thrown.message : "unknown" };
  }
}

async function run(keytar: Keytar, request: EntryRequest): Promise<string | boolean | null> {
  switch (request.call) {
    case "get":
      return keytar.getPassword(request.service, request.key);
    case "set":
      await keytar.setPassword(request.service, request.key, request.secret);
      return null;
    case "delete":
      return keytar.deletePassword(request.service, request.key);
  }
}
