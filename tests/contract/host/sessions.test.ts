import { expect, test } from "vitest";
import { freshFolder, one, runMain, startMain } from "./run-main.ts";

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
  expect(one(first, "at-start")).toMatchObject({ kept: [], page: "none" });
  expect(one(first, "later")).toMatchObject({ page: "lasting=1; passing=1", other: "none", memory: "none" });
  expect(one(first, "without-windows")).toMatchObject({ kept: ["lasting", "passing"] });
  expect(one(first, "again")).toMatchObject({ page: "lasting=1; passing=1" });
  expect(one(first, "cleared")).toMatchObject({ kept: [] });
  // cookies.set: "expirationDate … If omitted then the cookie becomes a session cookie and will not be retained between
  // sessions."
  const second = await runMain("partitions", folder);
  expect(one(second, "at-start")).toMatchObject({ kept: ["lasting", "mine"], page: "lasting=1; mine=v" });
});

test("flushed cookies survive a killed process", async () => {
  const folder = freshFolder();
  const running = startMain("partitions", folder, ["--die"]);
  expect(await running.ended).toBe("SIGKILL");
  // cookies.flushStore(): "Writes any unwritten cookies data to disk"
  const said = await runMain("partitions", folder);
  expect(one(said, "at-start").kept).toEqual(["lasting", "mine"]);
});
