import { app, BrowserWindow, session } from "electron";
import { html, inPage, live, say, serve } from "./kit.ts";

live(async () => {
  await app.whenReady();
  app.on("window-all-closed", () => {});
  const partition = session.fromPartition("permissions");
  partition.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  partition.setPermissionCheckHandler(() => false);
  partition.setDevicePermissionHandler(() => false);
  partition.on("will-download", (event, item) => {
    say("will-download", { file: item.getFilename() });
    event.preventDefault();
  });
  const server = await serve((request, response) => {
    if (request.url === "/file")
      response.writeHead(200, { "content-disposition": "attachment; filename=a.bin" }).end("x");
    else
      html(
        response,
        `<script>
        const told = (name, value) => fetch('/report?' + name + '=' + encodeURIComponent(value));
        navigator.permissions.query({ name: 'geolocation' }).then((status) => told('geolocation', status.state));
        navigator.geolocation.getCurrentPosition(() => told('position', 'given'), (error) => told('position', 'refused ' + error.code));
        Notification.requestPermission().then((state) => told('notification', state));
        (navigator.mediaDevices?.getUserMedia({ audio: true }) ?? Promise.reject({ name: 'none' }))
          .then(() => told('microphone', 'given'), (error) => told('microphone', 'refused'));
      </script>`,
      );
  });
  const window = new BrowserWindow({ show: false, webPreferences: { session: partition } });
  await window.loadURL(`${server.base.replace("127.0.0.1", "localhost")}/`);
  const told: Record<string, string> = {};
  for (const name of ["geolocation", "position", "notification", "microphone"])
    told[name] = await server.reported(name);
  say("permissions", told);
  const download = new Promise((resolve) => partition.once("will-download", resolve));
  await inPage(window, "location.href = '/file'");
  await download;
  say("after-download", { path: new URL(window.webContents.getURL()).pathname });
  app.exit(0);
});
