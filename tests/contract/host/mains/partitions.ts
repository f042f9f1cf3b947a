import { app, BrowserWindow, session } from "electron";
import { html, say, serve } from "./kit.ts";

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
  const text = await window.webContents.executeJavaScriptInIsolatedWorld(1001, [
    { code: "document.body.innerText.trim()" },
  ]);
  window.destroy();
  return text;
};
const names = async (partition: string): Promise<string[]> =>
  (await session.fromPartition(partition).cookies.get({ domain: "line.contract.localhost" }))
    .map(({ name }) => name)
    .sort();

say("at-start", { kept: await names("persist:a"), page: await visit("persist:a", "/") });
await visit("persist:a", "/set");
say("later", {
  page: await visit("persist:a", "/"),
  other: await visit("persist:b", "/"),
  memory: await visit("m", "/"),
});
// Every window is closed, and Chromium with them; what this process holds must outlive that.
while (app.commandLine.hasSwitch("wait") && (await names("persist:a")).length < 2);
say("without-windows", { kept: await names("persist:a") });
say("again", { page: await visit("persist:a", "/") });
await session
  .fromPartition("persist:a")
  .cookies.set({ url: host, name: "mine", value: "v", expirationDate: Date.now() / 1000 + 3600 });
await session
  .fromPartition("persist:b")
  .cookies.set({ url: host, name: "gone", value: "v", expirationDate: Date.now() / 1000 + 3600 });
await session.fromPartition("persist:b").clearStorageData();
say("cleared", { kept: await names("persist:b") });
await session.fromPartition("persist:a").cookies.flushStore();
if (app.commandLine.hasSwitch("die")) process.kill(process.pid, "SIGKILL");
app.quit();
