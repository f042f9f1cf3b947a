import { expect } from "vitest";
import { until } from "../../support/wait.ts";
import { freshFolder, relies, startMain } from "./run-main.ts";

// https://www.electronjs.org/docs/latest/api/tray, …/api/notification, …/api/power-monitor, …/api/shell. The other end
// is a desktop on D-Bus (tests/support/desktop.py).

relies(
  "the icon, its tooltip and its menu are on the desktop's bus, and presses come back",
  { docs: "api/tray" },
  async () => {
    const main = await startMain("tray", freshFolder());
    const pid = main.child.pid ?? 0;
    const { desktop } = main;
    expect(await main.heard("icon")).toMatchObject({ none: true });
    await main.heard("up");

    // "On Linux … uses StatusNotifierItem by default"; tray.setToolTip, tray.setContextMenu
    const tray = await until("the icon", () => desktop.tray(pid));
    expect(tray.tooltip).toBe("Drive: online");
    expect(tray.icons.map(({ argb }) => Buffer.from(argb, "base64").subarray(0, 4).toString("hex"))).toEqual([
      "ffff0000",
    ]);
    expect(tray.menu).toEqual([
      { id: expect.any(Number), label: "Drive: online", type: "item", enabled: false },
      { id: expect.any(Number), label: "", type: "separator", enabled: true },
      { id: expect.any(Number), label: "First", type: "item", enabled: true },
      { id: expect.any(Number), label: "Settings", type: "item", enabled: true },
      { id: expect.any(Number), label: "Quit", type: "item", enabled: true },
    ]);

    // Event 'click'
    await desktop.pressTray(pid);
    await main.heard("click");
    // click: menuItem MenuItem
    await desktop.pressEntry(pid, "Settings");
    expect(await main.heard("chosen")).toMatchObject({ id: "settings" });
    // A menu may be set anew by its own entry.
    await desktop.pressEntry(pid, "First");
    await until("the second menu", async () =>
      (await desktop.tray(pid)).menu.some(({ label }) => label === "Second"),
    );
    await expect(desktop.pressEntry(pid, "Drive: online")).rejects.toThrow();

    await desktop.pressEntry(pid, "Quit");
    expect(await main.ended).toBe(0);
  },
);

relies(
  "a notification is shown, pressed and closed by the person, and each is told",
  { docs: "api/notification" },
  async () => {
    const main = await startMain("tray", freshFolder());
    const pid = main.child.pid ?? 0;
    expect(await main.heard("up")).toMatchObject({ supported: true });
    const shown = await until("both notifications", async () => {
      const all = await main.desktop.notifications(pid);
      return all.length === 2 ? all : null;
    });
    expect(shown.map(({ title, body }) => [title, body])).toEqual([
      ["Logged in", "as taro"],
      ["Logged out", "by taro"],
    ]);
    // Event: 'click': "Emitted when the notification is clicked by the user."; Event: 'close'
    const [pressed, closed] = shown;
    await main.desktop.pressNotification(pid, pressed?.number ?? 0);
    await main.heard("notified");
    await main.desktop.closeNotification(closed?.number ?? 0);
    await main.heard("closed");
    main.child.kill("SIGKILL");
    await main.ended;
  },
);

relies("the PC's waking up is told", { docs: "api/power-monitor" }, async () => {
  const main = await startMain("tray", freshFolder());
  await main.heard("up");
  // Event: 'resume': "Emitted when system is resuming." By logind's PrepareForSleep on Linux, where nothing tells of an
  // unlocked screen ('unlock-screen' is macOS's and Windows').
  await main.desktop.prepareForSleep(true);
  expect(main.said.map(({ said }) => said)).not.toContain("resume");
  await main.desktop.prepareForSleep(false);
  await main.heard("resume");
  main.child.kill("SIGKILL");
  await main.ended;
});

relies("an address opens in the person's own browser, by xdg-open", { docs: "api/shell" }, async () => {
  const main = await startMain("tray", freshFolder());
  await main.heard("up");
  expect(await until("opened", () => main.opened()[0])).toBe("https://example.com/help");
  main.child.kill("SIGKILL");
  await main.ended;
});
