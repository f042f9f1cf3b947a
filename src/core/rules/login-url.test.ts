import { expect, test } from "vitest";
import { linkPlaces, whichLoginUrl } from "./login-url.ts";
import { accepted, nextStep, refused } from "./verdict.ts";

const here = { onLine: true, accessPath: "line-and-internet", method: "password" } as const;

test.each([
  ["omakase", "https://ff.cloud-nas.net/VX4", "https://ff.cloud-nas.biz/VX4", "stated"],
  ["cowork", "https://ff.ncfs.ntt-east.net/", "https://ff.ncfs.ntt-east.biz/", "stated"],
  ["ot", "https://ff.cloud-nas.net/VX5", "https://ff.cloud-nas.net/VX5", "inferred"],
  ["codec", "https://ff.cloud-nas.net/VX9", "https://ff.cloud-nas.biz/VX9", "stated"],
] as const)("%s: the right login URL from here (facts A1, A2)", (service, internet, line, certainty) => {
  expect(whichLoginUrl(service, here)).toMatchObject({
    value: { door: "line", url: line },
    certainty,
    facts: ["A2"],
  });
  expect(whichLoginUrl(service, { ...here, onLine: false })).toMatchObject({
    value: { door: "internet", url: internet },
    certainty: "stated",
    facts: ["A1"],
  });
  expect(whichLoginUrl(service, { ...here, onLine: null })).toMatchObject({
    value: { door: "either", url: internet },
    certainty: "inferred",
    advice: [{ code: "line-not-known" }],
  });
  expect(whichLoginUrl(service, { onLine: false, accessPath: "line-only", method: null })).toMatchObject({
    code: "line-only-needs-the-line",
    value: { door: "none", url: null },
    next: { step: "set-access-path" },
  });
  expect(whichLoginUrl(service, { onLine: null, accessPath: "line-only", method: null }).value.url).toBe(
    line,
  );
});

test("ot's line URL is said to be doubtful until policy says another (facts A2)", () => {
  expect(whichLoginUrl("ot", here)).toMatchObject({ advice: [{ code: "line-url-doubtful" }] });
  const known = { lineLogin: "https://ff.cloud-nas.biz/VX5" };
  expect(whichLoginUrl("ot", { ...here, known })).toMatchObject({
    value: { url: known.lineLogin },
    certainty: "stated",
    advice: [],
  });
});

test("with Active Directory the URLs are the contract's own and come by mail (facts A50)", () => {
  for (const service of ["omakase", "cowork", "ot"] as const) {
    expect(whichLoginUrl(service, { ...here, method: "active-directory" })).toMatchObject({
      value: { door: "line", url: null },
      advice: [{ code: "url-by-mail" }],
      next: { step: "ask-holder" },
      facts: ["A50"],
    });
    const known = { lineLogin: "https://ad.example/" };
    expect(whichLoginUrl(service, { ...here, method: "active-directory", known }).value.url).toBe(
      known.lineLogin,
    );
  }
});

test.each([
  ["omakase", "cc.cloud-nas.net", "cc.cloud-nas.net", "login.cloud-nas.net", "login.cloud-nas.net"],
  [
    "cowork",
    "cc.ncfs.ntt-east.net",
    "cc.ncfs.ntt-east.net",
    "login.ncfs.ntt-east.net",
    "login.ncfs.ntt-east.jp",
  ],
  ["ot", "cc.cloud-nas.net", "cc.cloud-nas.net", "login.cloud-nas.net", "login.cloud-nas.net"],
  ["codec", "cc.ncfs.ntt-east.jp", "cc.ncfs.ics-east.jp", "login.ncfs.ics-east.jp", "login.ncfs.ics-east.jp"],
] as const)("%s: hosts of contract, invites, unblock and reset (facts A3–A5)", (service, ...hosts) => {
  const [contract, invite, unblock, reset] = hosts;
  const places = {
    contract: `https://${contract}`,
    invite: `https://${invite}`,
    unblock: `https://${unblock}/lo/unblock?ticket=`,
    reset: `https://${reset}/lo/reset?ticket=`,
  };
  expect(linkPlaces(service)).toEqual(accepted(places, ["A3", "A4", "A5"]));
});

test("the whole answer of each door (facts A1, A2, A14, A50)", () => {
  const off = { ...here, onLine: false };
  expect(whichLoginUrl("codec", off)).toEqual(
    accepted({ door: "internet", url: "https://ff.cloud-nas.net/VX9" }, ["A1"]),
  );
  expect(whichLoginUrl("codec", here)).toEqual(
    accepted({ door: "line", url: "https://ff.cloud-nas.biz/VX9" }, ["A2"]),
  );
  expect(whichLoginUrl("ot", { ...off, accessPath: "line-only" })).toEqual(
    refused(
      { door: "none", url: null },
      ["A2", "A14"],
      [{ code: "line-only-needs-the-line" }],
      nextStep("ot", "set-access-path"),
    ),
  );
  // codec has no Active Directory, so there is no address by mail either.
  expect(whichLoginUrl("codec", { ...off, method: "active-directory" })).toMatchObject({
    value: { url: "https://ff.cloud-nas.net/VX9" },
    facts: ["A1"],
  });
});

test("of two known addresses the door decides which is taken (facts A50)", () => {
  const known = { internetLogin: "https://in.example/", lineLogin: "https://line.example/" };
  const ask = (onLine: boolean | null, method: "active-directory" | "password") =>
    whichLoginUrl("cowork", { onLine, accessPath: "line-and-internet", method, known });
  expect(ask(true, "active-directory")).toEqual(accepted({ door: "line", url: known.lineLogin }, ["A50"]));
  expect(ask(false, "active-directory")).toEqual(
    accepted({ door: "internet", url: known.internetLogin }, ["A50"]),
  );
  expect(ask(null, "active-directory")).toEqual(
    accepted({ door: "either", url: known.internetLogin }, ["A50"], { certainty: "inferred" }),
  );
  expect(ask(false, "password").value.url).toBe(known.internetLogin);
  const without = { onLine: false, accessPath: "line-and-internet", method: "active-directory" } as const;
  expect(whichLoginUrl("cowork", without)).toEqual(
    accepted({ door: "internet", url: null }, ["A50"], {
      advice: [{ code: "url-by-mail" }],
      next: nextStep("cowork", "ask-holder"),
    }),
  );
});
