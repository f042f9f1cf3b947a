import { afterEach, beforeEach, expect, test } from "vitest";
import type { TrayIcon } from "../support/desktop.ts";
import { inside, WITH_INSPECTOR } from "../support/inside.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import { xWindow } from "../support/x-windows.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

async function statusWindow(client: RunningClient) {
  await client.pressTray();
  const page = await client.page("the status window", (one) => one.url().includes("#/status"));
  return { page, window: await xWindow(/ – 状態$/u) };
}

test("no key reloads a window or opens what developers use", async () => {
  const client = await office.startPc();
  const { page, window } = await statusWindow(client);
  await page.evaluate(() => Object.assign(globalThis, { same: true }));
  const before = (await client.pages()).length;
  for (const keys of ["ctrl+r", "ctrl+shift+r", "F5", "ctrl+shift+i"]) window.press(keys);
  // What the keys before it did would be seen by now.
  window.press("Tab");
  await until("the focus moved", () => page.evaluate(() => document.activeElement !== document.body));
  expect(await page.evaluate(() => "same" in globalThis)).toBe(true);
  expect(await client.pages()).toHaveLength(before);
});

test("select all, copy and paste stay on the keyboard", async () => {
  const client = await office.startPc();
  const page = await new Person(client).loginPage();
  const mail = page.getByLabel("メールアドレス");
  await mail.fill("hanako@");
  await mail.focus();
  const window = await xWindow(new RegExp(`^${new URL(page.url()).host} `, "u"));
  for (const keys of ["ctrl+a", "ctrl+c", "End", "ctrl+v"]) window.press(keys);
  await until("it is pasted", async () => (await mail.inputValue()) === "hanako@hanako@");
});

test("a window has the product's icon, and what the desktop is told is the product's", async () => {
  const client = await office.startPc();
  const { window } = await statusWindow(client);
  expect(window.property("_NET_WM_ICON")).toMatch(/Icon \(128 x 128\)/u);
  const [notice] = await until("a notification", async () => {
    const all = await client.notifications();
    return all.length > 0 ? all : null;
  });
  expect(notice?.app).toBe("storage-service-drive");
});

/** Of what is drawn, 0 (black) to 1 (white). */
function brightness({ icons: [icon] }: TrayIcon): number {
  const argb = Buffer.from(icon?.argb ?? "", "base64");
  const drawn: number[] = [];
  for (let at = 0; at < argb.length; at += 4)
    if (argb[at] === 255) drawn.push(Math.min(...argb.subarray(at + 1, at + 4)) / 255);
  return drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
}

test("the icon is light on a panel that is dark, and dark on another", async () => {
  const onGnome = await office.startPc({ XDG_CURRENT_DESKTOP: "ubuntu:GNOME" });
  expect(brightness(await onGnome.tray())).toBeGreaterThan(0.5);
  await onGnome.quit();
  const onKde = await office.startPc({ XDG_CURRENT_DESKTOP: "KDE" });
  expect(brightness(await onKde.tray())).toBeLessThan(0.5);
});

test("another theme changes the icon and leaves the menu, which may be open, alone", async () => {
  const client = await office.startPc({}, { args: [WITH_INSPECTOR] });
  await new Person(client).loginPage();
  await client.statusWhere("the person's turn", ({ state }) => state === "attention");
  const light = await client.tray();
  const main = await inside(client);
  await main.evaluate('require("electron").nativeTheme.themeSource = "dark"');
  main.close();
  const dark = await until("another icon", async () => {
    const now = await client.tray();
    return brightness(now) === brightness(light) ? null : now;
  });
  expect(dark.menu).toEqual(light.menu);
});
