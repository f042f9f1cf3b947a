import { app, BrowserWindow, ipcMain, protocol } from "electron";
import { inPage, live, say } from "./kit.ts";

live(async () => {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  await app.whenReady();
  app.on("window-all-closed", () => {});
  const page = `<!doctype html><title>own page</title><script src="page.js"></script>`;
  const script = `
  const done = {};
  done.types = [typeof require, typeof process, typeof secretOfPreload, typeof api.call].join();
  done.sum = api.sum(2, 3);
  done.frozen = (() => { try { 'use strict'; api.sum = 1; } catch {} return typeof api.sum; })();
  window.ofPage = 'page';
  api.listen((message) => api.call('contract:heard', message));
  (async () => {
    done.call = await api.call('contract:call', { n: [1, null, 'x'] });
    done.failure = await api.call('contract:fail').catch((error) => error.message);
    done.missing = await api.call('contract:none').catch((error) => error.message);
    await api.call('contract:done', done);
  })();
`;
  protocol.handle("app", (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/page.js")
      return new Response(script, { headers: { "content-type": "text/javascript" } });
    const headers = {
      "content-type": "text/html",
      "content-security-policy": "default-src 'none'; script-src 'self'",
    };
    return new Response(page, { headers });
  });
  const window = new BrowserWindow({
    show: false,
    webPreferences: { preload: new URL("preload-script.cjs", import.meta.url).pathname },
  });
  ipcMain.handle("contract:call", (event, value) => ({
    value,
    url: event.senderFrame?.url,
    parent: event.senderFrame?.parent,
    sender: event.sender === window.webContents,
    frame: event.senderFrame === window.webContents.mainFrame,
  }));
  ipcMain.handle("contract:fail", () => {
    throw new Error("no");
  });
  const done = new Promise((resolve) => ipcMain.handle("contract:done", (_event, value) => resolve(value)));
  const heard = new Promise((resolve) => ipcMain.handle("contract:heard", (_event, value) => resolve(value)));
  await window.loadURL("app://drive/index.html");
  say("done", { done: await done, url: window.webContents.getURL(), title: window.webContents.getTitle() });
  window.webContents.send("contract:news", { fresh: true });
  say("heard", { heard: await heard });
  say("isolated", {
    seen: await inPage(window, "[typeof window.ofPage, typeof window.api, document.title].join()"),
    rejected: await inPage(window, "Promise.reject(new Error('thrown in page'))").catch((error) =>
      String(error.message).includes("thrown in page"),
    ),
    kept: await inPage(window, "globalThis.mark = (globalThis.mark ?? 0) + 1").then(() =>
      inPage(window, "globalThis.mark"),
    ),
  });
  app.exit(0);
});
