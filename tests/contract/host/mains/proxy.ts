import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { app, BrowserWindow, session } from "electron";
import { say, serve } from "./kit.ts";

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
  return shExpMatch(url, "https://*") ? "PROXY ${place}; DIRECT" : "DIRECT";
}`;
const { base } = await serve((_request, response) =>
  response.writeHead(200, { "content-type": "application/x-ns-proxy-autoconfig" }).end(script),
);

const fixed = session.fromPartition("fixed");
const ask = async (urls: readonly string[]) => Promise.all(urls.map((url) => fixed.resolveProxy(url)));

await fixed.setProxy({
  mode: "fixed_servers",
  proxyRules: `http://${place}`,
  proxyBypassRules: "*.direct.example;<local>",
});
say("fixed", {
  ways: await ask(["https://outside.example/", "https://a.direct.example/", "http://line.a.localhost:8080/"]),
  expected: `PROXY ${place}`,
});
const window = new BrowserWindow({ show: false, webPreferences: { partition: "fixed" } });
await window.loadURL("http://outside.example/page");
say("page", {
  text: await window.webContents.executeJavaScriptInIsolatedWorld(1001, [
    { code: "document.body.innerText.trim()" },
  ]),
});
window.destroy();
await fixed.setProxy({ mode: "direct" });
say("direct", { ways: await ask(["https://outside.example/"]) });
await fixed.setProxy({ mode: "pac_script", pacScript: `${base}/proxy.pac` });
say("pac", {
  ways: await ask([
    "https://outside.example/",
    "http://outside.example/",
    "https://a.direct.example/",
    "https://intranet/",
    "https://10.1.2.3/",
  ]),
  expected: `PROXY ${place}; DIRECT`,
});
proxy.close();
app.quit();
