import { app, session } from "electron";
import { live, say, serve } from "./kit.ts";

// New sessions, each asked at once where its first request goes.
live(async () => {
  await app.whenReady();
  const { base } = await serve((_request, response) =>
    response
      .writeHead(200, { "content-type": "application/x-ns-proxy-autoconfig" })
      .end('function FindProxyForURL() { return "PROXY 127.0.0.1:9"; }'),
  );
  const proxies = [
    { mode: "pac_script", pacScript: `${base}/proxy.pac` },
    { mode: "fixed_servers", proxyRules: "http://127.0.0.1:9" },
  ] as const;
  const ways: string[] = [];
  for (let index = 0; index < 100; index += 1) {
    const made = session.fromPartition(`first-${index}`, { cache: false });
    await made.setProxy(proxies[index % 2] ?? proxies[0]);
    await made.forceReloadProxyConfig();
    ways.push(await made.resolveProxy("https://outside.example/"));
  }
  say("first", { ways: [...new Set(ways)] });
  app.quit();
});
