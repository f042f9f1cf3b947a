import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encoded } from "./encoded.ts";
import type { ConsentResult } from "./jobs.ts";
import { type Desk, startDesk } from "./on-desktop.ts";
import type { Arrival } from "./page-server.ts";
import { FOUND_PAGES, type FoundPage } from "./pages/found.ts";
import { SEEN_OTHERWISE } from "./pages/seen-otherwise.ts";

const REACTION_LIMIT_MS = 3_000;
const STILL_MS = 250;
/** A page that is left is waited for, which several can be at once; the others are timed, one by one. */
const WINDOWS = 5;

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk(WINDOWS);
});
afterAll(() => desk.stop());

const times: number[] = [];

async function answered(
  { html, path, charset, still }: FoundPage,
  index: number,
): Promise<{ result: ConsentResult; arrivals: Arrival[] }> {
  const { server, presser } = desk;
  const key = `found${index}`;
  const served = server.serve(key, {
    html: ({ prefix, here, elsewhere }) =>
      encoded(
        html.replaceAll("{at}", prefix).replaceAll("{here}", here).replaceAll("{elsewhere}", elsewhere),
        charset,
      ),
    contentType: `text/html; charset=${charset}`,
    path,
  });
  const result = await presser.press({
    url: served.url,
    operator: server.operator,
    path: served.path,
    readMs: 0,
    lingerMs: 50,
    settleMs: still ? STILL_MS : 1_000,
    hidden: true,
    alone: true,
    without: null,
  });
  return { result, arrivals: served.arrivals };
}

const pages = [...FOUND_PAGES, ...SEEN_OTHERWISE].map((page, index) => ({
  page,
  index,
  name: page.name,
  want: page.want,
}));

async function asWanted({ page, index }: (typeof pages)[number]): Promise<void> {
  const { result, arrivals } = await answered(page, index);
  const got = arrivals.map(
    ({ host, method, path, body }) => `${host} ${method} ${path} ${body.toString("latin1")}`,
  );
  if (result.outcome === "sent") {
    expect(got).toEqual([`operator.localhost POST /answer ${page.body}`]);
    times.push(result.ms);
  } else expect(got).toEqual([]);
  if (page.want !== "either") expect(result).toMatchObject({ outcome: page.want });
}

describe("a consent page is answered exactly as it was shown, or left to the person (reliability 8)", () => {
  test.concurrent.each(pages.filter(({ want }) => want === "left"))("$name: $want", asWanted);
  test.each(pages.filter(({ want }) => want !== "left"))("$name: $want", asWanted);

  test("from yes to press a ready page takes no longer than a person notices", () => {
    times.sort((one, other) => one - other);
    const median = times[times.length >> 1] ?? Number.POSITIVE_INFINITY;
    console.log(`from yes to press: ${median} ms, at most ${times.at(-1)} ms, of ${times.length} pages`);
    expect(times.length).toBeGreaterThan(30);
    expect(median).toBeLessThanOrEqual(200);
    expect(times.at(-1)).toBeLessThan(REACTION_LIMIT_MS);
  });
});
