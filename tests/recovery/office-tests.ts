import { expect, test } from "vitest";
import type { BranchId } from "../../src/core/recovery/known.ts";
import { DEEDS } from "./deeds.ts";
import { follow } from "./follow.ts";
import { GuideWindow } from "./guide-window.ts";
import { type OfficeBreakage, Scene } from "./scene.ts";

/** A test for each: broken, then led out by the guide's window alone. */
export function officeTests(breakages: readonly OfficeBreakage[]): void {
  test.for(breakages)("$name", async (breakage, { skip }) => {
    const refused = breakage.refused?.() ?? null;
    if (refused !== null) return skip(refused);
    const scene = await Scene.open(breakage.where ?? {});
    try {
      await breakage.breaks(scene);
      const guide = await GuideWindow.of(scene.client);
      const { branches, end } = await follow(guide, scene, breakage, DEEDS);
      expect(end).toBe(breakage.end);
      expect(branches.filter((one) => !isOnTheWay(one, breakage))).toEqual(breakage.branches);
      if (end === "online") expect((await scene.client.status()).state).toBe("online");
    } finally {
      await scene.close();
    }
  });
}

/** The line's notice may ask on the way of any login. */
function isOnTheWay(branch: BranchId, { branches, fleeting = [] }: OfficeBreakage): boolean {
  return (branch === "consent-unanswered" || fleeting.includes(branch)) && !branches.includes(branch);
}
