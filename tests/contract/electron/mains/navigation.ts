import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { app, BrowserWindow } from "electron";
import { html, inPage, live, next, say, serve } from "./kit.ts";

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

live(async () => {
  await app.whenReady();
  app.on("window-all-closed", () => {});
  const { base, hits } = await serve((request, response) => {
    const path = request.url ?? "/";
    if (path === "/hop1") response.writeHead(302, { location: "/hop2" }).end();
    else if (path === "/hop2") response.writeHead(303, { location: "/end" }).end();
    else if (path === "/framed")
      html(response, `<iframe src="${base.replace("127.0.0.1", "other.localhost")}/inner"></iframe>`);
    else if (path === "/slow") request.on("close", () => {});
    else html(response, `<title>${path}</title><p>${path}`);
  });

  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const closedPort = (closed.address() as AddressInfo).port;
  closed.close();

  const window = new BrowserWindow({ show: false });
  const { webContents } = window;
  let order: string[] = [];
  const path = (url: string): string =>
    url.replace(base, "").replace(/^http:\/\/other\.localhost:\d+/, "other");
  for (const name of ["will-frame-navigate", "will-redirect"] as const)
    webContents.on(name as "will-frame-navigate", (event) =>
      order.push(`${name} ${path(event.url)}${event.isMainFrame ? "" : " (frame)"}`),
    );
  webContents.on("did-navigate", (_event, url, status) => order.push(`did-navigate ${path(url)} ${status}`));
  for (const name of ["did-finish-load", "did-stop-loading"] as const)
    webContents.on(name as "did-finish-load", () => order.push(name));
  webContents.on("did-fail-load", (_event, code, text, url) =>
    order.push(`did-fail-load ${code} ${text} ${path(url)}`),
  );
  const tell = (name: string, more: object = {}): void => {
    say(name, { order, ...more });
    order = [];
  };

  let stopped = next(webContents, "did-stop-loading");
  await window.loadURL(`${base}/start`);
  await stopped;
  tell("own-load");

  stopped = next(webContents, "did-stop-loading");
  await inPage(window, "location.href = '/hop1'");
  await stopped;
  tell("redirect-chain");

  await inPage(window, "location.hash = 'x'");
  while (!webContents.getURL().endsWith("#x")) await inPage(window, "0");
  tell("in-page", { url: path(webContents.getURL()) });

  webContents.once("will-frame-navigate", (event) => event.preventDefault());
  stopped = next(webContents, "did-stop-loading");
  await inPage(window, "location.href = '/never'");
  await stopped;
  tell("navigation-prevented", { url: path(webContents.getURL()), asked: hits.includes("/never") });

  webContents.once("will-redirect", (event) => event.preventDefault());
  const failure = await window.loadURL(`${base}/hop1`).then(
    () => "loaded",
    (error) => `${error.code} ${error.errno}`,
  );
  tell("redirect-prevented", {
    failure,
    url: path(webContents.getURL()),
    reached: hits.filter((hit) => hit === "/hop2").length,
  });

  const framed = next(webContents, "did-stop-loading");
  webContents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  await window.loadURL(`${base}/framed`);
  await framed;
  tell("frame-prevented", { asked: hits.includes("/inner") });

  const refused = await window.loadURL(`http://127.0.0.1:${closedPort}/`).then(
    () => "loaded",
    (error) => `${error.code} ${error.errno}`,
  );
  tell("unreachable", { refused });
  while (webContents.isLoading()) await pause(); // its error page is still on its way
  const unsafe = await window.loadURL("http://127.0.0.1:1/").then(
    () => "loaded",
    (error) => `${error.code} ${error.errno}`,
  );
  say("unsafe-port", { unsafe });
  while (webContents.isLoading()) await pause();
  const superseded = window.loadURL(`${base}/slow`).then(
    () => "loaded",
    (error) => `${error.code} ${error.errno}`,
  );
  while (!hits.includes("/slow")) await pause();
  await window.loadURL(`${base}/after`);
  say("superseded", { superseded: await superseded, url: path(webContents.getURL()) });
  app.exit(0);
});
