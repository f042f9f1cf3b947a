import { expect, test } from "vitest";
import { createSweep } from "../../core/support/sweep.ts";
import type { Described } from "../config/effective.ts";
import { type BundleSources, bundleOf } from "./bundle.ts";

const sweep = createSweep({ names: ["hanako"], folders: ["/srv/people/hanako"] });

const approval = {
  by: "鈴木 一郎",
  at: "2026-11-01",
  contract: "第三営業所",
  operator: "https://operator.example",
  recipient: "NTT東日本株式会社",
  service: "コワークストレージ",
};

function configurationOf(values: readonly Described[]) {
  const sources: BundleSources = {
    language: "ja",
    now: 0,
    service: { id: "cowork", name: "コワークストレージ" },
    version: "1.0.0",
    running: null,
    doctor: null,
    configuration: { problems: ["POLICY_PART_IGNORED"], values },
    events: [],
    log: "",
    page: null,
  };
  const { text = "" } =
    bundleOf(sources, sweep).files.find(({ name }) => name === "configuration.json") ?? {};
  return JSON.parse(text);
}

test("what a weaker layer said is swept as what holds", () => {
  const configuration = configurationOf([
    {
      key: "loginHint",
      value: "ichiro",
      origin: "machine-policy",
      beat: [{ value: "jiro@corp.example", origin: "user-policy" }],
    },
    {
      key: "consentApproval",
      value: null,
      origin: "machine-policy",
      beat: [{ value: approval, origin: "installer" }],
    },
    {
      key: "caFile",
      value: "/etc/drive/ca.pem",
      origin: "machine-policy",
      beat: [{ value: "/srv/people/hanako/ca.pem", origin: "user-policy" }],
    },
    { key: "logDays", value: 90, origin: "default" },
  ]);
  expect(configuration).toEqual({
    service: "cowork",
    problems: ["POLICY_PART_IGNORED"],
    values: [
      {
        key: "loginHint",
        value: "[name]",
        origin: "machine-policy",
        beat: [{ value: "[name]", origin: "user-policy" }],
      },
      {
        key: "consentApproval",
        value: null,
        origin: "machine-policy",
        beat: [{ value: { ...approval, by: "[name]", contract: "[name]" }, origin: "installer" }],
      },
      {
        key: "caFile",
        value: "/etc/drive/ca.pem",
        origin: "machine-policy",
        beat: [{ value: "[home]", origin: "user-policy" }],
      },
      { key: "logDays", value: 90, origin: "default" },
    ],
  });
});
