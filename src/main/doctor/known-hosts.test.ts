import { expect, test } from "vitest";
import { toKnownHosts } from "./known-hosts.ts";

function way() {
  const sent: string[] = [];
  const answer = async (url: string | URL) => {
    sent.push(String(url));
    return new Response("ok");
  };
  const to = toKnownHosts(
    { fetch: answer, peek: answer, close: async () => {} },
    new Set(["drive.example", "line.example"]),
  );
  return { sent, to };
}

test("the profile's hosts are asked, and each is noted once", async () => {
  const { sent, to } = way();
  await to.outbound.fetch("https://line.example/keys");
  await to.outbound.peek(new URL("http://drive.example/"));
  await to.outbound.peek(new URL("https://drive.example:8443/"));
  expect(sent).toHaveLength(3);
  expect(to.asked()).toEqual(["drive.example", "line.example"]);
});

test.each([
  "https://elsewhere.example/",
  "https://drive.example.elsewhere.example/",
  "https://drive.example@elsewhere.example/",
  "https://xdrive.example/",
  "no address",
])("to %s nothing is sent", async (url) => {
  const { sent, to } = way();
  expect(to.mayAsk(url)).toBe(false);
  await expect(to.outbound.fetch(url)).rejects.toMatchObject({ code: "APP_UNEXPECTED" });
  if (URL.canParse(url)) await expect(to.outbound.peek(new URL(url))).rejects.toThrow();
  expect(sent).toEqual([]);
  expect(to.asked()).toEqual([]);
});
