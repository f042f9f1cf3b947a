import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { adminSchemas } from "../../service/admin/schema.ts";
import { CONSENT_VARIANTS, fault, ROUTES } from "../../service/state/fault-schema.ts";
import { loopbackRequest } from "../../service/web/loopback-request.ts";
import { runningService } from "./service-place.ts";

// What the pages for trainers and testers tell to type is taken by the service as it stands there.

const service = runningService();
const pageOf = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
const reference = pageOf("reference-service.md");

type Call = readonly [method: string, path: string, body: string | undefined];

/** `call PUT line '{…}'`, in a block of commands or in a line of text. */
const callsOf = (page: string): Call[] =>
  [...page.matchAll(/(?:^|`)call +(GET|PUT|POST|DELETE) +(\w+)(?: +'([^'\n]*)')?/gmu)].map(
    ([, method = "", path = "", body]) => [method, path, body],
  );
/** `fault '{…}'`. */
const faultsOf = (page: string): Call[] =>
  [...page.matchAll(/`fault '([^'\n]*)'`/gu)].map(([, body = ""]) => ["POST", "faults", body]);

const CALLS = [...callsOf(reference), ...faultsOf(reference), ...callsOf(pageOf("ja/training.md"))];

test.each(CALLS)("%s %s %s", async (method, path, body) => {
  const answer = await loopbackRequest(`${service.ready.admin}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body }),
  });
  expect([answer.status, answer.body]).toEqual([200, expect.not.stringContaining('"error"')]);
});

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

test("every call is shown, and every one has its shape in --schema", () => {
  const shown = sorted(callsOf(reference).map(([method, path]) => `${method} /__admin/${path}`));
  const shaped = Object.keys(adminSchemas()).filter((name) => name.includes(" /__admin/"));
  const withFaults = sorted([...shown, "POST /__admin/faults"]); // through `fault`
  expect(withFaults).toEqual(sorted(shaped));
});

test("every kind of fault, every route and every variant of the consent page is shown", () => {
  const posted = faultsOf(reference).map(([, , body]) => fault.parse(JSON.parse(body ?? "")));
  const kinds = fault.options.flatMap(({ shape: { kind } }): string[] =>
    kind instanceof z.ZodEnum ? kind.options : [...kind.values],
  );
  expect(sorted(posted.map(({ kind }) => kind))).toEqual(sorted(kinds));
  for (const route of ROUTES) expect(reference).toContain(`\`${route}\``);
  const variants = posted.flatMap((one) => (one.kind === "consent" ? [one.variant] : []));
  expect(sorted(variants)).toEqual(sorted(CONSENT_VARIANTS));
});
