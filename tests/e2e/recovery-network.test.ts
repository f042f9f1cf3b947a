import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { networkRefused } from "../faults/network-world.ts";
import { clockBreakages } from "../recovery/clock-breakages.ts";
import { follow } from "../recovery/follow.ts";
import { GuideWindow } from "../recovery/guide-window.ts";
import { NetworkScene, networkBreakages } from "../recovery/network-breakages.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { hasOpenssl } from "../support/test-authority.ts";

// Branches of the guide that are about the network, of a PC in a network of its own whose session is kept.

const refused =
  networkRefused() ?? (hasOpenssl ? null : "openssl isn't here") ?? (hasGnomeKeyring ? null : "no keyring");

let scene: NetworkScene;
beforeAll(async () => {
  if (refused === null) scene = await NetworkScene.open();
});
afterEach(() => scene?.pc.stop());
afterAll(() => scene?.close());

test.skipIf(refused !== null).each([...clockBreakages, ...networkBreakages])("$name", async (breakage) => {
  await breakage.breaks(scene);
  const guide = await GuideWindow.of(scene.client);
  const { branches, end } = await follow(guide, scene, breakage);
  expect(end).toBe(breakage.end);
  expect(branches).toEqual(breakage.branches);
});
