import { expect } from "vitest";
import { electronCommand } from "../../../scripts/electron/client-command.mjs";
import { ordinaryUser } from "../../../scripts/electron/ordinary-user.mjs";
import { freshFolder, one, relies, runMain, startMain } from "./run-main.ts";

// https://www.electronjs.org/docs/latest/api/app, …/api/utility-process, …/tutorial/context-isolation, …/api/ipc-main

relies(
  "a preload runs in its own world and talks to main through the bridge",
  { docs: "tutorial/context-isolation" },
  async () => {
    const said = await runMain("preload");
    const { done, url, title } = one(said, "done");
    // contextIsolation: the page sees neither Node nor the preload's globals; contextBridge: functions are proxied
    expect(done).toMatchObject({
      types: "undefined,undefined,undefined,function",
      sum: 5,
      frozen: "function",
    });
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
  },
);

relies("an isolated world shares the document and nothing else", { docs: "api/web-contents" }, async () => {
  // contents.executeJavaScriptInIsolatedWorld: "works like executeJavaScript but evaluates scripts in an isolated context"
  const said = await runMain("preload");
  expect(one(said, "isolated")).toMatchObject({
    seen: "undefined,undefined,own page",
    rejected: true,
    kept: 1,
  });
});

relies("a second start is refused and the first one is told", { docs: "api/app" }, async () => {
  const folder = freshFolder();
  const first = await startMain("single-instance", folder);
  await first.heard("waiting");
  const second = await runMain("single-instance", folder, ["--open=x"]);
  // app.requestSingleInstanceLock(): returns false in the second; Event 'second-instance': argv, workingDirectory
  expect(one(second, "lock")).toMatchObject({ first: false });
  expect(await first.heard("second")).toMatchObject({
    argument: true,
    workingDirectory: electronCommand("").cwd.replace(/(.)\/$/u, "$1"),
  });
  expect(await first.ended).toBe(0);
});

relies("the lock belongs to a user data folder and dies with its owner", { docs: "api/app" }, async () => {
  const folder = freshFolder();
  const first = await startMain("single-instance", folder);
  await first.heard("waiting");
  const elsewhere = await startMain("single-instance", freshFolder());
  expect(await elsewhere.heard("lock")).toMatchObject({ first: true });
  first.child.kill("SIGKILL");
  await first.ended;
  const next = await startMain("single-instance", folder);
  expect(await next.heard("lock")).toMatchObject({ first: true });
});

relies(
  "a utility process talks, is killed, and tells how it ended",
  { docs: "api/utility-process" },
  async () => {
    const said = await runMain("utility");
    // utilityProcess.fork; child.postMessage / process.parentPort 'message' { data }; Event 'exit' code; child.pid after exit
    expect(one(said, "spawned")).toMatchObject({ pid: "number" });
    expect(one(said, "answered")).toMatchObject({ early: [{ answer: 42, bytes: 2, env: "yes" }] });
    expect(one(said, "killed")).toMatchObject({ killed: true });
    expect(one(said, "after-kill")).toMatchObject({ pid: true });
    expect(one(said, "crashed")).toMatchObject({ code: 7 });
  },
);

relies(
  "a renderer is sandboxed: no system call but those let through, no process but its own in sight",
  { docs: "tutorial/sandbox" },
  async () => {
    // app.enableSandbox(): "Enables full sandbox mode on the app. This means that all renderers will be launched sandboxed"
    const said = await runMain("sandbox");
    expect(one(said, "renderer")).toMatchObject({ seccomp: ["2"] });
    expect(one(said, "renderer").namespaces).toBeGreaterThan(1);
    expect(one(said, "main").user).toBe(ordinaryUser?.uid ?? process.getuid?.());
  },
);
