// A version that goes out to an office: what its server bears, and when people have it.
import { quantile } from "../tests/model/load-model.ts";
import { busiest, playRollout, type RolledOut, type Rollout } from "../tests/model/rollout-model.ts";
import { seededRandom } from "../tests/support/seeded-random.ts";
import { hours, type Section, table } from "./load-table.ts";
import { FASTER, measureUpdate, STAGES as QUICK_STAGES } from "./load-update.ts";

const TEN = 1;
/** From ten on Monday, Tuesday and Thursday; hours after nine on Monday. */
const STAGES = [
  { fromHour: TEN, percent: 5 },
  { fromHour: TEN + 24, percent: 25 },
  { fromHour: TEN + 72, percent: 100 },
] as const;
const LAST = STAGES[2].fromHour;
const MIDNIGHT = 15;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"];

type Case = readonly [name: string, change: Partial<Rollout>];

const CASES: readonly Case[] = [
  ["1,000 PCs, 100 Mbit/s", { clients: 1_000, serverMbit: 100 }],
  ["10,000 PCs, 1 Gbit/s", {}],
  ["the same, PCs that run day and night", { officeHours: false }],
  [
    "the same, server down for the last stage's first 6 hours",
    { down: { fromHour: LAST, toHour: LAST + 6 } },
  ],
  [
    "the same, stages begin at midnight",
    {
      stages: STAGES.map((one) => ({ ...one, fromHour: one.fromHour - TEN + MIDNIGHT })),
      publishedHour: MIDNIGHT,
    },
  ],
  ["the same, no stages, published at ten", { stages: [] }],
  ["the same, no stages, published at midnight", { stages: [], publishedHour: MIDNIGHT }],
  [
    "300 PCs, 20 Mbit/s, no stages, at midnight",
    { clients: 300, serverMbit: 20, stages: [], publishedHour: MIDNIGHT },
  ],
];

export async function updateSections(pcs: number, seed: number): Promise<readonly Section[]> {
  const played = CASES.map(([name, change]) => ({ name, result: play(change, seed) }));
  return [
    {
      name: "rollout",
      title: "100 MB to PCs of 20 Mbit/s each, looked for from nine to six, Monday to Friday",
      table: table(
        [
          "rollout",
          "peak, looks/s",
          "PCs fetching at once",
          "Mbit/s",
          "requests given up",
          "PCs before their stage",
        ],
        played.map(({ name, result }) => loadRow(name, result)),
      ),
    },
    {
      name: "stages",
      title: "From the beginning of a stage until its PCs have the version, nights included",
      table: table(
        ["rollout", "stage", "PCs", "half", "95 %", "all"],
        played.flatMap(({ name, result }) => stageRows(name, result)),
      ),
    },
    await realSection(pcs),
  ];
}

function play(change: Partial<Rollout>, seed: number): RolledOut {
  return playRollout({
    clients: 10_000,
    stages: STAGES,
    publishedHour: TEN,
    officeHours: true,
    serverMbit: 1_000,
    pcMbit: 20,
    size: 100_000_000,
    days: 5,
    random: seededRandom(seed),
    ...change,
  });
}

function loadRow(name: string, { looks, fetching, mbit, givenUp, early }: RolledOut): string[] {
  return [name, busiest(looks), busiest(fetching), busiest(mbit).toFixed(0), givenUp, early].map(String);
}

function stageRows(name: string, { stages }: RolledOut): string[][] {
  return stages.map(({ fromHour, percent, concerned, waits }, at) => [
    at === 0 ? name : "",
    `${percent} % from ${clock(fromHour)}`,
    String(concerned),
    hours(quantile(waits, 0.5)),
    hours(quantile(waits, 0.95)),
    waits.length === concerned ? hours(waits.at(-1) ?? Number.NaN) : `${concerned - waits.length} never`,
  ]);
}

/** @param hour after nine on Monday */
function clock(hour: number): string {
  const since = hour + 9;
  return `${DAYS[Math.floor(since / 24)] ?? ""} ${since % 24}:00`;
}

async function realSection(pcs: number): Promise<Section> {
  const result = await measureUpdate(pcs);
  const shares = QUICK_STAGES.map(({ fromHour, percent }) => `${percent} % after ${fromHour} h`).join(", ");
  return {
    name: "update",
    title: `${pcs} PCs that are logged in take an update in rings, for real (${shares}; ${FASTER / 60} minutes of the updater's time pass in a second)`,
    table: table(
      ["what", "number"],
      [
        ["peak, grants/s", result.peak],
        ["peak of the update server, requests/s", result.requests],
        ["PCs that have the new version and are online", result.updated],
        ["sessions kept", result.kept],
        ["people asked to log in", result.asked],
        ["PCs that installed before their stage", result.early],
        ["PCs on which somebody was logging in when the update was wanted", result.busy],
        ["of these, waited for the login's end", result.waited],
        ["PCs that installed during a login", result.disturbed],
      ].map((row) => row.map(String)),
    ),
  };
}
