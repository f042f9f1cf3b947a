import { readFileSync } from "node:fs";
import { join } from "node:path";
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
/** The host's own file; on Electron the cookies are in Chromium's database, written on its own time. */
const saved = (): boolean => {
  try {
    const file = join(process.env.CONTRACT_USER_DATA ?? "", "Partitions", "a", "cookies.json");
    return readFileSync(file, "utf8").includes("lasting");
  } catch {
    return false;
  }
};

say("at-start", { page: await visit("persist:a", "/") });
await visit("persist:a", "/set");
if (process.argv.includes("--die")) {
  while (!saved()) await new Promise((resolve) => setTimeout(resolve, 10));
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
