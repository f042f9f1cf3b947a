import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { networkRefused } from "../faults/network-world.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { accountBreakages } from "./account-breakages.ts";
import type { Breakage, Deeds, PlaceOfTrouble } from "./breakage.ts";
import { browserBreakages } from "./browser-breakages.ts";
import { clockBreakages } from "./clock-breakages.ts";
import { DEEDS } from "./deeds.ts";
import { filesBreakages } from "./files-breakages.ts";
import { type Followed, follow } from "./follow.ts";
import { GuideWindow } from "./guide-window.ts";
import { lineBreakages } from "./line-breakages.ts";
import { NetworkScene, networkBreakages } from "./network-breakages.ts";
import { pcBreakages } from "./pc-breakages.ts";
import { PhoneCall } from "./phone-call.ts";
import { officeRefused, proxyBreakages } from "./proxy-breakages.ts";
import { type OfficeBreakage, Scene } from "./scene.ts";

// Five breakages by chance (`npm run recovery -- --seed N`), each mended twice: by the guide's window alone, and by
// somebody on the phone who has the support code and the helpdesk's page alone.

const seed = Number(process.env.RECOVERY_SEED ?? 1);
const MANY = 5;

type One = { readonly name: string; readonly mend: (by: "guide" | "phone") => Promise<Followed> };

const inOffice = (breakage: OfficeBreakage): One => ({
  name: breakage.name,
  async mend(by) {
    const scene = await Scene.open(breakage.where ?? {});
    try {
      return await led(by, scene, breakage, DEEDS);
    } finally {
      await scene.close();
    }
  },
});

let network: NetworkScene;
const inNetwork = (breakage: Breakage<NetworkScene>): One => ({
  name: breakage.name,
  async mend(by) {
    try {
      return await led(by, network, breakage, {});
    } finally {
      await network.leave();
    }
  },
});

async function led<P extends PlaceOfTrouble>(
  by: "guide" | "phone",
  place: P,
  breakage: Breakage<P>,
  usually: Deeds<P>,
): Promise<Followed> {
  await breakage.breaks(place);
  if (by === "guide") return follow(await GuideWindow.of(place.client), place, breakage, usually);
  const call = await PhoneCall.of(place.client);
  try {
    return await follow(call, place, breakage, usually);
  } finally {
    await call.close();
  }
}

const isMended = ({ end }: { readonly end: string }) => end === "online";
const everything: readonly One[] = [
  ...[...accountBreakages, ...browserBreakages, ...filesBreakages, ...lineBreakages, ...pcBreakages]
    .filter(({ refused }) => (refused?.() ?? null) === null)
    .filter(isMended)
    .map(inOffice),
  ...(networkRefused() === null
    ? [...clockBreakages, ...networkBreakages].filter(isMended).map(inNetwork)
    : []),
  ...((networkRefused() ?? officeRefused) === null ? proxyBreakages.filter(isMended).map(inNetwork) : []),
];

function chosen(): readonly One[] {
  const random = seededRandom(seed);
  const left = [...everything];
  return Array.from({ length: MANY }, () => left.splice(Math.floor(random() * left.length), 1)).flat();
}

beforeAll(async () => {
  if (networkRefused() === null) network = await NetworkScene.open();
});
afterAll(() => network?.close());

describe(`seed ${seed} of ${everything.length} breakages`, () => {
  test.each(
    chosen().flatMap((one) => [
      { by: "guide" as const, ...one },
      { by: "phone" as const, ...one },
    ]),
  )("by the $by: $name", async ({ by, mend }) => {
    expect((await mend(by)).end).toBe("online");
  });
});
