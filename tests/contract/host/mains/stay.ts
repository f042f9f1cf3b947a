import { app, BrowserWindow } from "electron";
import { html, say, serve } from "./kit.ts";

await app.whenReady();
app.on("window-all-closed", () => say("all-closed"));
const { base } = await serve((_request, response) => html(response, "stay"));
say("idle");
process.once("SIGUSR1", () => {});
const window = new BrowserWindow({ show: false });
await window.loadURL(base);
say("open");
if (process.argv.includes("--close")) window.close();
if (process.argv.includes("--quit")) app.quit();
