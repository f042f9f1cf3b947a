import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createKeychain, type Keychain } from "../../src/main/keychain/keychain.ts";
import { answeringProgram, hasEntry, isKeyringLocked } from "../../src/main/keychain/secret-service-look.ts";
import { type ConfirmingService, startConfirmingService } from "../support/confirming-service.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { forkKeychain, type KeychainProcess } from "../support/keychain-child.ts";
import { hasPrompter } from "../support/prompter.ts";
import { until } from "../support/wait.ts";

// Another program's dialog (reliability 36), and what a keychain keeps of deleted entries: with a Secret Service that
// asks before it lets a program at an entry, and has a recycle bin.

const SERVICE = "storage-drive-test";
const IMPATIENT_MS = 3_000;
const WAITS = { code: "STORE_DIALOG_WAITING" };

describe.skipIf(!hasGnomeKeyring || !hasPrompter)("with a password manager as keychain", () => {
  let manager: ConfirmingService;
  const stores: Keychain[] = [];
  const processes: KeychainProcess[] = [];

  beforeEach(async () => {
    manager = await startConfirmingService();
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await manager.stop();
  });

  function open({ answered = () => {} } = {}): Keychain {
    const env = { ...process.env, ...manager.env };
    const store = createKeychain({
      fork: () => {
        const child = forkKeychain(manager.env);
        processes.push(child);
        return child;
      },
      serviceName: SERVICE,
      timeoutMs: IMPATIENT_MS,
      patienceMs: 0,
      isLocked: () => isKeyringLocked(env),
      hasEntry: (key) => hasEntry(SERVICE, key, env),
      answeringProgram: () => answeringProgram(env),
      keepsDeleted: true,
      answered,
    });
    stores.push(store);
    return store;
  }

  /** As it is after a restart of the client: it isn't known to the password manager any more. */
  async function reopened(entry: string, options = {}): Promise<Keychain> {
    await open().set(entry, "kept");
    manager.ask();
    return open(options);
  }

  test("a dialog that waits is called that, with the name of its program, until it is answered", async () => {
    const store = await reopened("token");
    await expect(store.get("token")).rejects.toMatchObject(WAITS);
    expect(store.dialogOf()).toBe("KeePassXC");
    await expect(store.get("token")).rejects.toMatchObject(WAITS);
    await expect(store.set("token", "newer")).rejects.toMatchObject(WAITS);
    expect(manager.asked(), "one dialog, whoever else wants something").toBe(1);
    manager.allow();
    expect(await until("an answer", () => store.get("token"))).toBe("kept");
    expect([store.dialogOf(), manager.asked()]).toEqual([null, 1]);
  });

  test("whoever waits for the answer is told when it comes", async () => {
    let answers = 0;
    const store = await reopened("token", { answered: () => (answers += 1) });
    await expect(store.get("token")).rejects.toMatchObject(WAITS);
    expect(answers).toBe(0);
    manager.deny();
    await until("the answer", () => answers === 1);
  });

  test("a program that hangs has no dialog that anybody could answer", async () => {
    const store = await reopened("token");
    manager.hang();
    await expect(store.get("token")).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
    expect(store.dialogOf()).toBeNull();
  });

  test("nor has a keychain process of ours that hangs", async () => {
    const store = await reopened("token");
    await expect(store.get("other")).resolves.toBeNull();
    const pid = Number(processes.at(-1)?.pid);
    process.kill(pid, "SIGSTOP");
    await expect(store.get("token")).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
    process.kill(pid, "SIGCONT");
  });

  test.each([
    ["read", 1, (store: Keychain) => store.get("token")],
    ["deleted", 1, (store: Keychain) => store.delete("token")],
    // keytar says that it was done: looked at once more, it wasn't.
    ["written", 2, (store: Keychain) => store.set("token", "newer")],
  ])(
    "who refuses that an entry is %s has refused: it isn't gone, nor asked for again by itself",
    async (...row) => {
      const [, dialogs, call] = row;
      const store = await reopened("token");
      const refused = expect(call(store)).rejects.toMatchObject({ code: "STORE_DENIED" });
      for (let dialog = 1; dialog <= dialogs; dialog += 1) {
        await until("the dialog", () => manager.asked() === dialog);
        manager.deny();
      }
      await refused;
      await expect(call(store)).rejects.toMatchObject({ code: "STORE_DENIED" });
      expect(manager.asked()).toBe(dialogs);
      store.mayAsk();
      const again = store.get("token");
      await until("the dialog comes once more", () => manager.asked() === dialogs + 1);
      manager.allow();
      expect(await again).toBe("kept");
    },
  );

  test("probing leaves one entry, however often and by whichever process, and nothing in the recycle bin", async () => {
    for (const store of [open(), open(), open()])
      for (let times = 0; times < 2; times += 1) expect(await store.probe()).toBe("ok");
    const { kept, bin } = await manager.look();
    expect(Object.keys(kept)).toEqual(["probe"]);
    expect(bin).toEqual([]);
  });

  test("looking for what isn't there leaves nothing at all", async () => {
    const store = open();
    expect(await store.get("never")).toBeNull();
    expect(await store.delete("never")).toBe(false);
    expect(await manager.look()).toEqual({ kept: {}, bin: [] });
  });

  test("what was deleted can't be read in the recycle bin either, nor in its former versions", async () => {
    const store = open();
    for (const secret of ["first secret", "second secret"]) await store.set("token", secret);
    expect(await store.delete("token")).toBe(true);
    const lying = JSON.stringify(await manager.look());
    expect(lying).toContain("token");
    expect(lying).not.toMatch(/first|second/u);
    expect(await store.get("token")).toBeNull();
  });
});
