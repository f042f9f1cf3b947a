import type { Page } from "playwright-core";
import type { RunningClient } from "./running-client.ts";
import { until } from "./wait.ts";

const GUIDE_ENTRY = "困ったときは（復旧ガイド）";

/**
 * Opens the recovery guide from the tray. A press that falls into the moment in which the menu is drawn anew is lost
 * (`TrayIcon.draw`): it is pressed once more, as a person would.
 */
export async function openGuide(client: RunningClient): Promise<Page> {
  const isGuide = (page: Page) => page.url().includes("#/guide");
  await until("the recovery guide", async () => {
    await client.menu(GUIDE_ENTRY);
    return client.page("the recovery guide", isGuide, 4_000).catch(() => null);
  });
  return client.page("the recovery guide", isGuide);
}
