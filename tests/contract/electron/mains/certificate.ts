import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { app, BrowserWindow } from "electron";
import { live, say } from "./kit.ts";

live(async () => {
  const read = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
  let served = 0;
  const server = createServer(
    { key: read("self-signed-key.pem"), cert: read("self-signed-cert.pem") },
    (_request, response) => {
      served++;
      response.end("secret");
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  await app.whenReady();
  app.on("window-all-closed", () => {});
  const window = new BrowserWindow({ show: false });
  window.webContents.on("did-fail-load", (_event, code, text, failed, main) =>
    say("did-fail-load", { code, text, main, same: failed === url }),
  );
  window.webContents.on("did-navigate", () => say("did-navigate"));
  window.webContents.on("did-finish-load", () => say("did-finish-load"));
  const outcome = await window.loadURL(url).then(
    () => "loaded",
    (error) => `${error.code} ${error.errno}`,
  );
  say("outcome", { outcome, served });
  app.exit(0);
});
