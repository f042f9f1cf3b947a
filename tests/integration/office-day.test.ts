import { mkdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type OfficeDay, startOfficeDay } from "../support/office-day.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";

let provider: PlainProvider;
let day: OfficeDay;
beforeEach(async () => {
  provider = await startPlainProvider();
});
afterEach(async () => {
  await day.close();
  await provider.close();
});

test("24 hours of office life: typed once, nothing lost, nothing uninvited, and online at the end", async () => {
  day = await startOfficeDay(provider, "08:55");
  await morning();
  await afternoon();
  await eveningAndNight();

  mkdirSync("out", { recursive: true });
  writeFileSync("out/day.txt", `${day.story.join("\n")}\n`);

  // What people saw, and nothing else: each trouble once, with its own name, and gone when it was over.
  expect(day.seen).toEqual([
    "08:55 working",
    "08:55 online",
    "12:05 online NET_SERVER",
    "12:06 online",
    "13:35 online SESSION_CLOCK_WRONG",
    "14:00 online",
    "14:35 online NET_CAPTIVE_PORTAL",
    "14:40 offline NET_CAPTIVE_PORTAL",
    "14:50 online",
    "15:30 working SESSION_ENDED",
    "15:30 signed-out LINE_UNREACHABLE",
    "16:00 working LINE_UNREACHABLE",
    "16:00 online",
    "17:00 online NET_OFFLINE",
    "17:05 offline NET_OFFLINE",
    "17:45 online",
    "18:00 working",
    "18:00 signed-out",
    "18:30 working",
    "18:30 online",
    "08:30 working",
    "08:30 online",
  ]);
  expect(day.typed()).toBe(1);
  // Only the new PC's own first login showed itself.
  expect(day.windows.filter((one) => !one.endsWith("hidden"))).toEqual(["08:55 inactive"]);
  // Ten-minute tokens over the twelve hours that the lid was open: one refresh in five minutes, and few besides.
  const refreshes = provider.grants.filter((grant) => grant === "refresh_token").length;
  expect(refreshes).toBeGreaterThan(80);
  expect(refreshes).toBeLessThan(130);
  expect(provider.grants.filter((grant) => grant === "authorization_code")).toHaveLength(2);
});

async function morning(): Promise<void> {
  await day.until("09:00");
  await day.until("10:30");
  await day.happens("The provider has a new signing key.", () => provider.rotateKeys());
  await day.until("11:00");
  await day.happens("The VPN is built up.", () => day.plugInto("office over VPN"));
  await day.until("11:40");
  await day.happens("The VPN is taken down.", () => day.plugInto("office"));
  await day.until("12:00");
  await day.happens("The provider is taken down for a restart.", () => provider.goAway());
  await day.until("12:06");
  await day.happens("The provider is back.", () => provider.back());
  await day.until("12:15");
  await oneRefresh(() => day.sleepsUntil("13:00", "late timers"));
}

async function afternoon(): Promise<void> {
  await day.until("13:30");
  await day.happens("The PC's clock is set ten minutes back.", () => day.setClockWrong(-600_000));
  await day.until("14:00");
  await day.happens("The PC's clock is right again.", () => day.setClockWrong(0));
  await day.until("14:30");
  await day.happens("The laptop goes to a café.", () => day.plugInto("café before its sign-in page"));
  await day.until("14:50");
  await day.happens("The café's page is signed in to.", () => day.plugInto("another Wi-Fi"));
  await day.until("15:30");
  await day.happens("The provider ends the session.", async () => {
    const body = '{"error":"invalid_grant"}';
    provider.answer("/token", 1, { status: 400, headers: { "content-type": "application/json" }, body });
    day.client.login("startup");
  });
  await day.until("16:00");
  await day.happens("Back at the office, on the contracted line.", () => day.plugInto("office"));
}

async function eveningAndNight(): Promise<void> {
  await day.until("17:00");
  await day.happens("On the train, without a network.", () => day.plugInto("nowhere"));
  await day.until("17:45");
  await day.happens("At home.", () => day.plugInto("another Wi-Fi"));
  await day.until("18:00");
  await day.happens("A person logs out.", () => day.client.logout());
  await day.until("18:10");
  const asked = provider.requests.length;
  await day.happens("The network is another.", () => day.plugInto("office over VPN"));
  await day.sleepsUntil("18:25", "told of waking");
  expect(provider.requests.length, "a session that rests is left alone").toBe(asked);
  await day.until("18:30");
  await day.happens("A person presses ログイン.", () => day.client.login("tray"));
  await day.until("19:00");
  await oneRefresh(async () => {
    await day.sleepsUntil("+08:30", "told of waking");
    await day.happens("At the office, on the contracted line.", () => day.plugInto("office"));
    await day.until("+08:31");
  });
  await day.until("+08:55");
}

/** Sleep, waking up and another network: one refresh, whatever comes first (reliability 28). */
async function oneRefresh(event: () => Promise<void>): Promise<void> {
  const before = provider.tokenRequests();
  await event();
  expect(provider.tokenRequests() - before).toBe(1);
}
