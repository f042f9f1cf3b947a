import { app, BrowserWindow } from "electron";
import { html, live, say, serve } from "./kit.ts";

live(async () => {
  await app.whenReady();
  app.on("window-all-closed", () => {});
  const server = await serve((request, response) => {
    if (request.url === "/opener")
      html(
        response,
        `<script>
        const report = (name, value) => fetch('/report?' + name + '=' + encodeURIComponent(String(value)));
        report('denied', window.open('/denied', 'no'));
        const opened = window.open('/allowed', 'yes', 'width=320,height=240');
        report('allowed', opened === null ? null : 'a window');
        addEventListener('message', (event) => { report('message', event.data); opened.close(); });
      </script>`,
      );
    else html(response, `<title>${request.url}</title><script>opener?.postMessage('hello', '*')</script>`);
  });

  const window = new BrowserWindow({ show: false, webPreferences: { partition: "popups" } });
  window.webContents.setWindowOpenHandler(({ url, frameName }) => {
    say("asked", { url: url.replace(server.base, ""), frameName });
    return frameName === "yes"
      ? { action: "allow", overrideBrowserWindowOptions: { show: false, title: "mine" } }
      : { action: "deny" };
  });
  window.webContents.on("did-create-window", (made, details) => {
    say("created", {
      url: details.url.replace(server.base, ""),
      isWindow: made instanceof BrowserWindow,
      sameSession: made.webContents.session === window.webContents.session,
      title: made.getTitle(),
      listed: BrowserWindow.getAllWindows().length,
    });
    made.webContents.on("did-navigate", (_event, url) =>
      say("pop-up-went", { url: url.replace(server.base, "") }),
    );
    made.on("closed", async () => {
      say("pop-up-closed", {
        listed: BrowserWindow.getAllWindows().length,
        denied: await server.reported("denied"),
        allowed: await server.reported("allowed"),
        message: await server.reported("message"),
        asked: server.hits.includes("/denied"),
      });
      app.exit(0);
    });
  });
  await window.loadURL(`${server.base}/opener`);
});
