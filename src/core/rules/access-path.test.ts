import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import {
  accessPathSetting,
  checkConnection,
  DEFAULT_ACCESS_PATH,
  lineErrorChecks,
  wayBackIn,
} from "./access-path.ts";
import { accepted, nextStep, refused } from "./verdict.ts";

const OLD = "プラン変更および通信経路設定";

test.each([
  ["omakase", "回線認証のみ", "回線認証のみ", "アクセス経路設定", "B24"],
  ["cowork", "回線認証のみ", "回線認証", "アクセス経路設定", "B24"],
  ["ot", "回線認証のみ", "回線認証のみ", "アクセス経路設定", "B24"],
  ["codec", "回線認証", "回線認証", OLD, "B25"],
] as const)(
  "%s calls line only %s, in the console %s (facts A14, A15)",
  (service, menu, console, at, screen) => {
    const { value } = accessPathSetting(service, "line-only");
    expect(value.names).toEqual({ menu, console });
    expect(value.scope).toBe("contract");
    expect(value.places).toMatchObject([
      { menu: at, screen, who: "holder" },
      { menu: "回線認証", screen: "B41" },
    ]);
    expect(accessPathSetting(service, DEFAULT_ACCESS_PATH).value.names.menu).toBe("回線認証+インターネット");
  },
);

const back = ["holder-opens-credential-menu", "set-line-and-internet", "register-right-number"];

test.each([
  ["omakase", back, "アクセス経路設定", OLD, "inferred"],
  ["cowork", back, "アクセス経路設定", OLD, "inferred"],
  ["ot", ["open-internet-login", ...back], "アクセス経路設定", OLD, "stated"],
  ["codec", back, OLD, null, "inferred"],
] as const)(
  "%s: the way back in after a wrong number (facts A16)",
  (service, steps, menu, old, certainty) => {
    const verdict = wayBackIn(service);
    expect(verdict).toMatchObject({
      outcome: "accepted",
      value: { steps, menu, nameInDocument: old },
      certainty,
      facts: ["A16"],
      next: { menu },
    });
    const codes = verdict.outcome === "accepted" ? verdict.advice.map(({ code }) => code) : [];
    expect(codes).toEqual([
      ...(certainty === "stated" ? [] : ["menu-over-internet-not-stated"]),
      ...(old === null ? [] : ["renamed-menu"]),
    ]);
  },
);

test.each(SERVICE_IDS)("%s: line only refuses every other line (facts A14)", (service) => {
  const notHere = { code: "line-only-refuses-the-internet" } as const;
  const otherLine = { code: "line-not-registered" } as const;
  const path = "line-only";
  expect(checkConnection(service, path, "internet")).toEqual(
    refused({ path }, ["A14"], [notHere], nextStep(service, "set-access-path")),
  );
  expect(checkConnection(service, path, "other-line")).toEqual(
    refused({ path }, ["A14"], [otherLine], nextStep(service, "register-line")),
  );
  expect(checkConnection(service, path, "registered-line")).toEqual(accepted({ path }, ["A14"]));
  const both = "line-and-internet";
  for (const connection of ["internet", "registered-line"] as const)
    expect(checkConnection(service, both, connection)).toEqual(accepted({ path: both }, ["A14"]));
  expect(checkConnection(service, both, "other-line")).toMatchObject({
    outcome: "refused",
    code: otherLine.code,
  });
});

test.each(SERVICE_IDS)("%s: a line error has two things to check (facts A47)", (service) => {
  expect(lineErrorChecks(service)).toMatchObject({
    outcome: "accepted",
    value: { checks: ["line-authentication-set-up", "right-number-registered"] },
    certainty: "stated",
    facts: ["A47"],
    next: { who: "holder-or-administrator", menu: "回線認証" },
  });
});

test.each(SERVICE_IDS)(
  "%s: the default is line and Internet, set in two places (facts A14, A15)",
  (service) => {
    const names = { menu: "回線認証+インターネット", console: "回線認証+インターネット" };
    const places = [nextStep(service, "set-access-path"), nextStep(service, "register-line")];
    expect(DEFAULT_ACCESS_PATH).toBe("line-and-internet");
    expect(accessPathSetting(service, "line-and-internet")).toEqual(
      accepted({ path: "line-and-internet", names, scope: "contract", places }, ["A14", "A15"]),
    );
  },
);
