import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BRANCHES } from "../../core/recovery/branches.ts";
import { profileFile } from "../config/profile-schema.ts";
import { LINK_SCHEME, wantedBy } from "./guide-link.ts";

const STEPS = Object.keys(BRANCHES);
const electron = ["/opt/drive/storage-service-drive", "--no-sandbox"];

test("a plain start has no link", () => {
  expect(wantedBy(electron)).toBeNull();
  expect(wantedBy([])).toBeNull();
  expect(wantedBy(["storage-drive", "https://example.com/?storage-drive://guide"])).toBeNull();
});

test("the guide, and each of its branches, can be linked to", () => {
  expect(wantedBy([...electron, "storage-drive://guide"])).toEqual({ open: "guide", step: undefined });
  expect(wantedBy(["storage-drive://guide/"])).toEqual({ open: "guide", step: undefined });
  for (const step of STEPS) {
    const links = [`storage-drive://guide?step=${step}`, `storage-drive://guide/?step=${step}`];
    for (const link of links) expect(wantedBy([...electron, link])).toEqual({ open: "guide", step });
  }
});

describe("opens nothing", () => {
  test.each([
    "storage-drive:",
    "storage-drive://",
    "storage-drive:guide",
    "storage-drive:/guide",
    "storage-drive:///guide",
    "STORAGE-DRIVE://guide",
    "Storage-Drive://GUIDE?step=method-1",
    " storage-drive://guide",
    "storage-drive://guide ",
    "storage-drive://guide\n",
    "storage-drive://guide\n?step=method-1",
    "storage-drive://guide?step=",
    "storage-drive://guide?step=toString",
    "storage-drive://guide?step=__proto__",
    "storage-drive://guide?step=constructor",
    "storage-drive://guide?step=no-such-branch",
    "storage-drive://guide?step=METHOD-1",
    "storage-drive://guide?step=method-1&step=method-2",
    "storage-drive://guide?step=method-1&code=abc&state=def",
    "storage-drive://guide?code=abc&state=def",
    "storage-drive://guide?step=method-1#",
    "storage-drive://guide?step=method%2D1",
    "storage-drive://guide?",
    "storage-drive://guide//?step=method-1",
    "storage-drive://guide/..?step=method-1",
    "storage-drive://guide:1?step=method-1",
    "storage-drive://user@guide?step=method-1",
    "storage-drive://guide.evil.example?step=method-1",
    "storage-drive://callback?code=abc&state=def",
    "storage-drive://login",
    "storage-drive://guide?step=method-1 --inspect",
    'storage-drive://guide?step=method-1" --gpu-launcher=calc',
    `storage-drive://guide?step=${"a".repeat(10_000)}`,
  ])("%j", (link) => {
    expect(wantedBy([...electron, link])).toEqual({ open: "nothing", why: "not-a-link-of-ours" });
  });

  test("two links, also of ours", () => {
    const link = "storage-drive://guide?step=method-1";
    expect(wantedBy([link, link])).toEqual({ open: "nothing", why: "several-links" });
  });
});

test("whatever stands after the scheme, only a link of ours opens the guide, and only at a branch", () => {
  const piece = fc.oneof(
    fc.constantFrom("guide", "?step=", "&", "#", "/", "//", "%00", "\u0000", "@", ":", "..", ...STEPS),
    fc.string({ maxLength: 12, unit: "binary" }),
  );
  const written = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  const link = fc
    .tuple(
      fc.constantFrom(
        "storage-drive://",
        "storage-drive:",
        "sTORAGE-drive://guide",
        "storage-drive://guide?step=",
      ),
      written,
    )
    .map((parts) => parts.join(""));
  const ours = new Set([
    ...["storage-drive://guide", "storage-drive://guide/"],
    ...STEPS.flatMap((step) => [`storage-drive://guide?step=${step}`, `storage-drive://guide/?step=${step}`]),
  ]);
  let opened = 0;
  fc.assert(
    fc.property(link, fc.array(fc.string(), { maxLength: 3 }), (one, around) => {
      const wanted = wantedBy([...around, one]);
      expect(wanted).not.toBeNull();
      if (wanted?.open !== "guide") return;
      opened += 1;
      expect(ours.has(one)).toBe(true);
      if (wanted.step !== undefined) expect(one.endsWith(`?step=${wanted.step}`)).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  // The random links really go where it matters.
  expect(opened).toBeGreaterThan(0);
});

test("the scheme is no redirect URI that a profile could have: logins come back on loopback", () => {
  const profile = { id: "acme", name: "Acme", issuer: "https://login.acme.example", clientId: "drive" };
  for (const redirect of [
    { scheme: LINK_SCHEME },
    { kind: "private-use-scheme", uri: `${LINK_SCHEME}://callback` },
    { kind: "private-use-scheme", uri: `${LINK_SCHEME}:/callback` },
  ])
    expect(profileFile.safeParse({ ...profile, redirect }).success).toBe(false);
});
