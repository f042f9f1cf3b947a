import { expect } from "vitest";
import { freshFolder, one, relies, runMain, startMain } from "./run-main.ts";

// https://www.electronjs.org/docs/latest/api/session, …/api/cookies

relies("permissions are denied and downloads can be prevented", { docs: "api/session" }, async () => {
  const said = await runMain("permissions");
  // ses.setPermissionRequestHandler / setPermissionCheckHandler (reliability 2); Event 'will-download'
  expect(one(said, "permissions")).toMatchObject({
    geolocation: "denied",
    position: "refused 1",
    notification: "denied",
    microphone: "refused",
  });
  expect(one(said, "will-download")).toMatchObject({ file: "a.bin" });
  expect(one(said, "after-download")).toMatchObject({ path: "/" });
});

relies(
  "partitions keep their cookies apart, and persist: ones survive a restart",
  { docs: "api/session" },
  async () => {
    const folder = freshFolder();
    const first = await runMain("partitions", folder);
    // session.fromPartition(partition): "If partition starts with persist:, the page will use a persistent session …
    // If there is no persist: prefix, the page will use an in-memory session."
    expect(one(first, "at-start")).toMatchObject({ page: "none" });
    // Every window is closed between two visits, and nothing is lost by that.
    expect(one(first, "later")).toMatchObject({
      page: "lasting=1; passing=1",
      other: "none",
      memory: "none",
    });
    // ses.clearStorageData()
    expect(one(first, "cleared")).toMatchObject({ page: "none" });
    // Cookie.session: "Whether the cookie is a session cookie or a persistent cookie with an expiration date."
    const second = await runMain("partitions", folder);
    expect(one(second, "at-start")).toMatchObject({ page: "lasting=1" });
  },
);

relies("cookies that were flushed survive a killed process", { docs: "api/cookies" }, async () => {
  // cookies.flushStore(): "Writes any unwritten cookies data to disk"
  const folder = freshFolder();
  const running = await startMain("partitions", folder, ["--die"]);
  expect(await running.ended).toBe("SIGKILL");
  expect(one(await runMain("partitions", folder), "at-start")).toMatchObject({ page: "lasting=1" });
});

relies(
  "a proxy is what the session was told, for its pages and for whoever asks it",
  { docs: "api/session", at45: "a space follows each semicolon of the answer" },
  async () => {
    const said = await runMain("proxy");
    // ses.setProxy(config): mode, proxyRules, proxyBypassRules, pacScript; ses.resolveProxy(url): "Resolves with the
    // proxy information for url"
    const fixed = one(said, "fixed");
    expect(fixed.ways).toEqual([`PROXY ${fixed.place}`, "DIRECT", "DIRECT"]);
    expect(one(said, "page")).toMatchObject({ text: "through the proxy: http://outside.example/page" });
    expect(one(said, "direct")).toMatchObject({ ways: ["DIRECT"] });
    const pac = one(said, "pac");
    expect(one(said, "pac-page").text).toBe("through the proxy: http://outside.example/scripted");
    const [first, ...others] = pac.ways as string[];
    expect(first?.split(/; ?/u)).toEqual([`PROXY ${pac.place}`, "DIRECT"]);
    expect(others).toEqual(["DIRECT", "DIRECT", "DIRECT", "DIRECT"]);
  },
);

relies(
  "a new session's first request goes by the proxy once setProxy and forceReloadProxyConfig are done",
  { docs: "api/session" },
  async () => {
    // ses.forceReloadProxyConfig(): "Resolves when the all internal states of proxy service is reset and the latest proxy
    // configuration is reapplied". After setProxy alone one in ten went directly on a busy machine (electron#26166).
    expect(one(await runMain("first-proxy"), "first")).toMatchObject({ ways: ["PROXY 127.0.0.1:9"] });
  },
);

relies(
  "a proxy that asks who is there is answered by the page's owner, or not at all",
  { docs: "api/web-contents#event-login", at45: "isRequestForNavigation, which 25 calls isMainFrame" },
  async () => {
    const said = await runMain("proxy");
    const asked = (url: string, more: object = {}) => ({
      url,
      isRequestForNavigation: true,
      firstAuthAttempt: true,
      isProxy: true,
      scheme: "basic",
      host: "127.0.0.1",
      port: true,
      realm: "office",
      ...more,
    });
    const page = "http://outside.example/page";
    // Event 'login': "The default behavior is to cancel all authentications"; AuthenticationResponseDetails.firstAuthAttempt
    const introduced = one(said, "introduced");
    const [first, second, ...later] = introduced.asked as object[];
    expect([first, second]).toEqual([asked(page), asked(page, { firstAuthAttempt: false })]);
    // Its picture may have to introduce itself as well: the question comes from each of a page's requests.
    const picture = asked("http://outside.example/picture", { isRequestForNavigation: false });
    expect([[], [picture]]).toContainEqual(later);
    expect(introduced.text).toBe("known");
    for (const unanswered of ["silent", "cancelled"])
      expect(one(said, unanswered)).toMatchObject({
        asked: [asked(page)],
        failures: [],
        text: "who is there?",
      });
    const tunnel = "https://outside.example/page";
    expect(one(said, "tunnel")).toMatchObject({
      asked: [asked(tunnel), asked(tunnel, { firstAuthAttempt: false })],
      failures: [expect.any(Number)],
    });
    expect(one(said, "server")).toMatchObject({ isProxy: false, realm: "attic" });
  },
);
