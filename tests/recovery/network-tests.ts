import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { networkRefused } from "../faults/network-world.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { hasOpenssl } from "../support/test-authority.ts";
import type { Breakage } from "./breakage.ts";
import { follow } from "./follow.ts";
import { GuideWindow } from "./guide-window.ts";
import { NetworkScene } from "./network-breakages.ts";

/**
 * A test for each, of a PC in a network of its own whose session is kept: broken, then led out by the guide's window alone.
 * @param lacking what else isn't here
 */
export function networkTests(
  breakages: readonly Breakage<NetworkScene>[],
  lacking: string | null = null,
): void {
  const refused =
    networkRefused() ??
    (hasOpenssl ? null : "openssl isn't here") ??
    (hasGnomeKeyring ? null : "no keyring") ??
    lacking;
  let scene: NetworkScene;
  beforeAll(async () => {
    if (refused === null) scene = await NetworkScene.open();
  });
  afterEach(() => scene?.leave());
  afterAll(() => scene?.close());

  test.skipIf(refused !== null).each(breakages)("$name", async (breakage) => {
    await breakage.breaks(scene);
    const guide = await GuideWindow.of(scene.client);
    const { branches, end } = await follow(guide, scene, breakage);
    expect(end).toBe(breakage.end);
    expect(branches).toEqual(breakage.branches);
    if (end === "online") expect((await scene.client.status()).state).toBe("online");
  });
}
