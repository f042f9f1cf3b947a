import { expect, test } from "vitest";
import { browsersOf, freshFolder, goneAll, host, one, runMain, startMain } from "./run-main.ts";

// https://www.electronjs.org/docs/latest/api/app, …/api/utility-process, …/tutorial/context-isolation, …/api/ipc-main

test("a preload runs in its own world and talks to main through the bridge", async () => {
  const said = await runMain("preload");
  const { done, url, title } = one(said, "done");
  // contextIsolation: the page sees neither Node nor the preload's globals; contextBridge: functions are proxied
  expect(done).toMatchObject({ types: "undefined,undefined,undefined,function", sum: 5, frozen: "function" });
  // ipcMain.handle: event.sender, event.senderFrame (WebFrameMain.url, .parent)
  expect(done).toMatchObject({
    call: {
      value: { n: [1, null, "x"] },
      url: "app://drive/index.html",
      parent: null,
      sender: true,
      frame: true,
    },
  });
  // ipcMain.handle: "Errors thrown through handle in the main process are not transparent … only the message property"
  expect(done).toMatchObject({
    failure: "Error invoking remote method 'contract:fail': Error: no",
    missing: expect.stringContaining("No handler registered for 'contract:none'"),
  });
  // protocol.handle serves the page and its script
  expect({ url, title }).toEqual({ url: "app://drive/index.html", title: "own page" });
  // contents.send → ipcRenderer.on
  expect(one(said, "heard")).toMatchObject({ heard: { fresh: true } });
});

test("an isolated world shares the document and nothing else", async () => {
  // contents.executeJavaScriptInIsolatedWorld: "works like executeJavaScript but evaluates scripts in an isolated context"
  const said = await runMain("preload");
  expect(one(said, "isolated")).toMatchObject({
    seen: "undefined,undefined,own page",
    rejected: true,
    kept: 1,
  });
});

test("a second start is refused and the first one is told", async () => {
  const folder = freshFolder();
  const first = startMain("single-instance", folder);
  await first.heard("waiting");
  const second = await runMain("single-instance", folder, ["--open=x"]);
  // app.requestSingleInstanceLock(): returns false in the second; Event 'second-instance': argv, workingDirectory
  expect(one(second, "lock")).toMatchObject({ first: false });
  expect(await first.heard("second")).toMatchObject({
    argument: true,
    workingDirectory: process.cwd(),
  });
  expect(await first.ended).toBe(0);
});

test("the lock belongs to a user data folder and dies with its owner", async () => {
  const folder = freshFolder();
  const first = startMain("single-instance", folder);
  await first.heard("waiting");
  const elsewhere = startMain("single-instance", freshFolder());
  expect(await elsewhere.heard("lock")).toMatchObject({ first: true });
  first.child.kill("SIGKILL");
  await first.ended;
  const next = startMain("single-instance", folder);
  expect(await next.heard("lock")).toMatchObject({ first: true });
});

test("a utility process talks, is killed, and tells how it ended", async () => {
  const said = await runMain("utility");
  // utilityProcess.fork; child.postMessage / process.parentPort 'message' { data }; Event 'exit' code; child.pid after exit
  expect(one(said, "spawned")).toMatchObject({ pid: "number" });
  expect(one(said, "answered")).toMatchObject({ early: [{ answer: 42, bytes: 2, env: "yes" }] });
  expect(one(said, "killed")).toMatchObject({ killed: true });
  expect(one(said, "after-kill")).toMatchObject({ pid: true });
  expect(one(said, "crashed")).toMatchObject({ code: 7 });
});

test.runIf(host === "chromium")("what the Chromium host lacks throws by name", async () => {
  expect(one(await runMain("unknown"), "names")).toEqual({
    said: "names",
    instance: "NotInHost: BrowserWindow.setOpacity",
    class: "NotInHost: BrowserWindow.fromBrowserView",
    app: "NotInHost: app.setLoginItemSettings",
    contents: "NotInHost: WebContents.openDevTools",
    session: "NotInHost: Session.setSpellCheckerLanguages",
    event: "NotInHost: BrowserWindow event 'moved'",
    preference: "NotInHost: webPreferences.nodeIntegration = true",
    option: "NotInHost: BrowserWindow options.kiosk",
    item: "NotInHost: MenuItem.submenu",
  });
});

test.runIf(host === "chromium")(
  "no browser runs without a window, and none outlives its main process",
  async () => {
    for (const [how, end] of [
      ["--close", "closes its last window"],
      ["--quit", "quits"],
      ["", "is killed"],
    ] as const) {
      const running = startMain("stay", freshFolder(), how ? [how] : []);
      const pid = running.child.pid ?? 0;
      await running.heard("idle");
      const before = browsersOf(pid);
      await running.heard("open");
      const during = browsersOf(pid);
      expect(before, end).toEqual([]);
      if (how === "") {
        expect(during, end).toHaveLength(1);
        running.child.kill("SIGKILL");
      }
      await goneAll(during);
      if (how === "--close") {
        await running.heard("all-closed");
        while (browsersOf(pid).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
        running.child.kill("SIGTERM");
      }
      expect(await running.ended, end).toBe(how === "" ? "SIGKILL" : 0);
    }
  },
);
