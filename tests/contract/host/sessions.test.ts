import { expect, test } from "vitest";
import { freshFolder, host, one, runMain, startMain } from "./run-main.ts";

// https://www.electronjs.org/docs/latest/api/session, …/api/cookies

test("permissions are denied and downloads can be prevented", async () => {
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

test("partitions keep their cookies apart, and persist: ones survive a restart", async () => {
  const folder = freshFolder();
  const first = await runMain("partitions", folder);
  // session.fromPartition(partition): "If partition starts with persist:, the page will use a persistent session …
  // If there is no persist: prefix, the page will use an in-memory session."
  expect(one(first, "at-start")).toMatchObject({ page: "none" });
  // Every window is closed between two visits, and nothing is lost by that.
  expect(one(first, "later")).toMatchObject({ page: "lasting=1; passing=1", other: "none", memory: "none" });
  // ses.clearStorageData()
  expect(one(first, "cleared")).toMatchObject({ page: "none" });
  // Cookie.session: "Whether the cookie is a session cookie or a persistent cookie with an expiration date."
  const second = await runMain("partitions", folder);
  expect(one(second, "at-start")).toMatchObject({ page: "lasting=1" });
});

test.runIf(host === "chromium")("cookies that were saved survive a killed process", async () => {
  const folder = freshFolder();
  const running = startMain("partitions", folder, ["--die"]);
  expect(await running.ended).toBe("SIGKILL");
  expect(one(await runMain("partitions", folder), "at-start")).toMatchObject({ page: "lasting=1" });
});

test("a proxy is what the session was told, for its pages and for whoever asks it", async () => {
  const said = await runMain("proxy");
  // ses.setProxy(config): mode, proxyRules, proxyBypassRules, pacScript; ses.resolveProxy(url): "Resolves with the
  // proxy information for url"
  const fixed = one(said, "fixed");
  expect(fixed.ways).toEqual([fixed.expected, "DIRECT", "DIRECT"]);
  expect(one(said, "page")).toMatchObject({ text: "through the proxy: http://outside.example/page" });
  expect(one(said, "direct")).toMatchObject({ ways: ["DIRECT"] });
  const pac = one(said, "pac");
  expect(pac.ways).toEqual([pac.expected, "DIRECT", "DIRECT", "DIRECT", "DIRECT"]);
});
