import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { app, BrowserWindow, session } from "electron";
import { inPage, live, say, serve } from "./kit.ts";

const textOf = (window: BrowserWindow) => inPage(window, "document.body.innerText.trim()");

live(async () => {
  await app.whenReady();
  app.on("window-all-closed", () => {});

  // A proxy that answers itself, whatever it is asked for.
  const proxy = createServer((request, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(`through the proxy: ${request.url}`),
  );
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const place = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const script = `function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || dnsDomainIs(host, ".direct.example") || isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";
  return shExpMatch(url, "*//outside.example/*") ? "PROXY ${place}; DIRECT" : "DIRECT";
}`;
  const { base } = await serve((_request, response) =>
    response.writeHead(200, { "content-type": "application/x-ns-proxy-autoconfig" }).end(script),
  );

  const fixed = session.fromPartition("fixed");
  const ask = async (urls: readonly string[]) => Promise.all(urls.map((url) => fixed.resolveProxy(url)));

  await fixed.setProxy({ mode: "pac_script", pacScript: `${base}/proxy.pac` });
  await fixed.forceReloadProxyConfig();
  say("pac", {
    ways: await ask([
      "https://outside.example/",
      "http://inside.example/",
      "https://a.direct.example/",
      "https://intranet/",
      "https://10.1.2.3/",
    ]),
    place,
  });
  const scripted = new BrowserWindow({ show: false, webPreferences: { partition: "fixed" } });
  await scripted.loadURL("http://outside.example/scripted");
  say("pac-page", {
    text: await textOf(scripted),
  });
  scripted.destroy();
  await fixed.setProxy({
    mode: "fixed_servers",
    proxyRules: `http://${place}`,
    proxyBypassRules: "*.direct.example;<local>",
  });
  say("fixed", {
    ways: await ask([
      "https://outside.example/",
      "https://a.direct.example/",
      "http://line.a.localhost:8080/",
    ]),
    place,
  });
  const window = new BrowserWindow({ show: false, webPreferences: { partition: "fixed" } });
  await window.loadURL("http://outside.example/page");
  say("page", {
    text: await textOf(window),
  });
  window.destroy();

  // A proxy that wants to know who is there; it opens no tunnel to anybody.
  const asking = createServer((request, response) => {
    const known = request.headers["proxy-authorization"] === `Basic ${btoa("hanako:right")}`;
    if (known) response.writeHead(200, { "content-type": "text/html" }).end("<img src=/picture>known");
    else response.writeHead(407, { "proxy-authenticate": 'Basic realm="office"' }).end("who is there?");
  });
  asking.on("connect", (_request, socket) => {
    const answer =
      'HTTP/1.1 407 Asking\r\nproxy-authenticate: Basic realm="office"\r\ncontent-length: 0\r\n\r\n';
    socket.on("error", () => {}).end(answer);
  });
  await new Promise<void>((resolve) => asking.listen(0, "127.0.0.1", resolve));
  const { port } = asking.address() as AddressInfo;

  /** Loads a page behind it, and answers its questions with these passwords; after them none. */
  async function visit(partition: string, url: string, passwords: string[]): Promise<object> {
    const behind = session.fromPartition(partition);
    await behind.setProxy({ mode: "fixed_servers", proxyRules: `http://127.0.0.1:${port}` });
    await behind.forceReloadProxyConfig();
    const visitor = new BrowserWindow({ show: false, webPreferences: { partition } });
    const asked: object[] = [];
    const failures: number[] = [];
    visitor.webContents.on("did-fail-load", (_event, code) => failures.push(code));
    visitor.webContents.on("login", (event, details, { port: at, ...info }, answer) => {
      const { isRequestForNavigation, firstAuthAttempt } = details;
      asked.push({ url: details.url, isRequestForNavigation, firstAuthAttempt, ...info, port: at === port });
      const password = passwords.shift();
      if (password === undefined) return;
      event.preventDefault();
      if (password === "") answer();
      else setTimeout(() => answer("hanako", password), 20);
    });
    await visitor.loadURL(url).catch(() => {});
    // A page that failed after its commit never answers a script.
    const text = failures.length > 0 ? "" : await textOf(visitor);
    visitor.destroy();
    return { asked, failures, text };
  }

  say("introduced", await visit("introduced", "http://outside.example/page", ["wrong", "right"]));
  say("silent", await visit("silent", "http://outside.example/page", []));
  say("cancelled", await visit("cancelled", "http://outside.example/page", [""]));
  say("tunnel", await visit("tunnel", "https://outside.example/page", ["right"]));
  asking.close();

  // A server that asks is no proxy.
  const { base: attic } = await serve((_request, response) =>
    response.writeHead(401, { "www-authenticate": 'Basic realm="attic"' }).end("who is there?"),
  );
  const guest = new BrowserWindow({ show: false });
  guest.webContents.on("login", (_event, _details, { isProxy, realm }) => say("server", { isProxy, realm }));
  await guest.loadURL(attic);
  guest.destroy();
  await fixed.setProxy({ mode: "direct" });
  say("direct", { ways: await ask(["https://outside.example/"]) });
  proxy.close();
  app.quit();
});
