import { app, BrowserWindow, session } from "electron";
import { html, inPage, live, say, serve } from "./kit.ts";

live(async () => {
  await app.whenReady();
  app.on("window-all-closed", () => {});
  const { base } = await serve((request, response) =>
    html(response, request.headers.cookie ?? "none", {
      "set-cookie": request.url === "/set" ? ["lasting=1; Max-Age=3600; HttpOnly", "passing=1"] : [],
    }),
  );
  const host = base.replace("127.0.0.1", "line.contract.localhost");
  const visit = async (partition: string, path: string): Promise<unknown> => {
    const window = new BrowserWindow({ show: false, webPreferences: { partition } });
    await window.loadURL(host + path);
    const text = await inPage(window, "document.body.innerText.trim()");
    window.destroy();
    return text;
  };

  say("at-start", { page: await visit("persist:a", "/") });
  await visit("persist:a", "/set");
  if (process.argv.includes("--die")) {
    await session.fromPartition("persist:a").cookies.flushStore();
    process.kill(process.pid, "SIGKILL");
  }
  say("later", {
    page: await visit("persist:a", "/"),
    other: await visit("persist:b", "/"),
    memory: await visit("m", "/"),
  });
  await visit("persist:b", "/set");
  await session.fromPartition("persist:b").clearStorageData();
  say("cleared", { page: await visit("persist:b", "/") });
  app.quit();
});
