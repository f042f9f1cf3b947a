import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProxyTried } from "../../src/shared/proxy-choice.ts";
import type { View } from "../../src/shared/view.ts";
import { createWords } from "../../src/shared/words.ts";
import { violations } from "../support/page-look.ts";
import { until } from "../support/wait.ts";
import { expectGoodLooks } from "./renderer-look.ts";
import { openStage, type Stage, type StagePage } from "./renderer-stage.ts";
import { SCENES } from "./renderer-views.ts";

let stage: Stage;
const ja = createWords("ja");
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Options = { readonly scene?: "settings" | "settings-locked"; readonly tried?: ProxyTried | null };

async function settings(
  play: (opened: StagePage, view: View) => Promise<void>,
  { scene = "settings", tried = null }: Options = {},
): Promise<void> {
  const found = SCENES[scene];
  if (found === undefined) throw new Error(`no scene ${scene}`);
  const opened = await stage.open(found.view, { hash: found.hash, proxyTried: tried });
  try {
    await play(opened, found.view);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}

const labelled = (page: Page, text: string) => page.getByLabel(text, { exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const proxy = (page: Page) => labelled(page, ja.t("settings.proxy.label"));
const asked = async ({ calls }: StagePage, name: string) =>
  (await calls()).filter(([called]) => called === name).map(([, what]) => what);

describe("a change", () => {
  test("is saved at once, said, and can be undone", async () => {
    await settings(async (opened) => {
      const { page } = opened;
      await labelled(page, ja.t("settings.service")).selectOption("cowork");
      await page.getByRole("status").getByText(ja.t("settings.saved")).waitFor();
      await labelled(page, ja.t("settings.language")).selectOption("en");
      await labelled(page, ja.t("settings.startupLogin")).click();
      await labelled(page, ja.t("settings.autostart")).click();
      await labelled(page, ja.t("settings.notifications.label")).selectOption("none");
      await until("five calls", async () => (await asked(opened, "setSettings")).length === 5);
      await button(page, ja.t("settings.undo")).click();
      await page.getByRole("status").getByText(ja.t("settings.undone")).waitFor();
      expect(await button(page, ja.t("settings.undo")).count()).toBe(0);
      expect(await asked(opened, "setSettings")).toEqual([
        { service: "cowork" },
        { language: "en" },
        { startupLogin: false },
        { autostart: false },
        { notifications: "none" },
        { notifications: "all" },
      ]);
    });
  });

  test("that could not be saved shows the old value and says why", async () => {
    await settings(async ({ page, answerWith }) => {
      await answerWith("IPC_REJECTED");
      await labelled(page, ja.t("settings.service")).selectOption("ot");
      await page.getByRole("alert").getByText(ja.t("error.IPC_REJECTED.title")).waitFor();
      expect(await labelled(page, ja.t("settings.service")).inputValue()).toBe("omakase");
      expect(await page.locator(".saved").textContent()).toBe("");
    });
  });

  test("that has to wait says until when", async () => {
    await settings(async ({ page, show }, view) => {
      await show({ ...view, settings: { ...view.settings, waiting: true } });
      await page.getByRole("status").getByText(ja.t("settings.waiting")).waitFor();
    });
  });
});

test("what others decided can't be changed, and each lock says who did, to a reader too", async () => {
  await settings(
    async (opened) => {
      const { page } = opened;
      const locks = [
        ["settings.service", "policy-unread"],
        ["settings.startupLogin", "user-policy"],
        ["settings.language", "machine-policy"],
        ["settings.notifications.label", "machine-policy"],
        ["settings.autostart", "installed"],
        ["settings.proxy.label", "machine-policy"],
      ] as const;
      for (const [name, by] of locks) {
        const control = labelled(page, ja.t(name));
        expect(await control.isDisabled(), name).toBe(true);
        const told = await control.evaluate((element) =>
          (element.getAttribute("aria-describedby") ?? "")
            .split(" ")
            .map((id) => document.getElementById(id)?.textContent)
            .join(),
        );
        expect(told, name).toContain(ja.t(`settings.locked.${by}`));
      }
      // What is fixed can be read and tried, and not saved.
      const server = labelled(page, ja.t("settings.proxy.server"));
      expect(await server.inputValue()).toBe("http://proxy.office.example:8080");
      expect(await server.getAttribute("readonly")).not.toBeNull();
      expect(await button(page, ja.t("settings.proxy.save")).count()).toBe(0);
      await server.press("Enter");
      await button(page, ja.t("settings.proxy.try")).click();
      await page.getByText(ja.t("error.NET_PROXY.next")).waitFor();
      expect(await asked(opened, "setSettings")).toEqual([]);
    },
    { scene: "settings-locked", tried: { is: "failed", cause: "NET_PROXY", via: null } },
  );
});

test("a client that isn't installed has no start with the PC to change, and says so", async () => {
  await settings(async ({ page, show }, view) => {
    await show({ ...view, settings: { ...view.settings, autostart: null } });
    await page.getByText(ja.t("settings.notInstalled")).waitFor();
    expect(await labelled(page, ja.t("settings.autostart")).isDisabled()).toBe(true);
  });
});

describe("the proxy", () => {
  const typed = async (page: Page, server: string, bypass = "") => {
    await proxy(page).selectOption("server");
    await labelled(page, ja.t("settings.proxy.server")).fill(server);
    await labelled(page, ja.t("settings.proxy.bypass")).fill(bypass);
  };

  test.each([
    ["proxy.example.co.jp:8080", "", { server: "http://proxy.example.co.jp:8080" }],
    ["https://proxy.example.co.jp", "", { server: "https://proxy.example.co.jp" }],
    [" ｐｒｏｘｙ．example：８０８０ ", "", { server: "http://proxy.example:8080" }],
    [
      "p:1",
      "*.a.example, <local>、10.0.0.0/8",
      { server: "http://p:1", bypass: ["*.a.example", "<local>", "10.0.0.0/8"] },
    ],
  ])("typed as %j, without %j, is saved on a press", async (server, bypass, meant) => {
    await settings(async (opened) => {
      await typed(opened.page, server, bypass);
      expect(await asked(opened, "setSettings")).toEqual([]);
      await button(opened.page, ja.t("settings.proxy.save")).click();
      await until("it is saved", async () => (await asked(opened, "setSettings")).length === 1);
      expect(await asked(opened, "setSettings")).toEqual([{ proxy: meant }]);
    });
  });

  test.each([
    "",
    "proxy example",
    "http://hanako:pass@proxy.example:8080",
    "socks5://proxy.example",
    "proxy.example/pac",
  ])("%j can't be meant: its field says how, and nothing is saved or tried", async (server) => {
    await settings(async (opened) => {
      const { page } = opened;
      await typed(page, server);
      for (const press of ["settings.proxy.try", "settings.proxy.save"] as const) {
        await button(page, ja.t(press)).click();
        await page.getByRole("alert").getByText(ja.t("settings.proxy.wrong.server")).waitFor();
      }
      const field = labelled(page, ja.t("settings.proxy.server"));
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(await violations(page)).toEqual([]);
      expect([...(await asked(opened, "setSettings")), ...(await asked(opened, "tryProxy"))]).toEqual([]);
    });
  });

  test("can be taken back before it is saved", async () => {
    await settings(async (opened) => {
      const { page } = opened;
      await typed(page, "proxy.example:8080");
      await button(page, ja.t("settings.proxy.cancel")).click();
      expect(await proxy(page).inputValue()).toBe("system");
      expect(await button(page, ja.t("settings.proxy.save")).count()).toBe(0);
    });
  });

  test.each<[string, ProxyTried, readonly string[]]>([
    [
      "works",
      { is: "works", via: "proxy.example:8080" },
      [ja.t("settings.proxy.works"), ja.t("settings.proxy.via", { proxy: "proxy.example:8080" })],
    ],
    [
      "isn't gone through",
      { is: "works", via: null },
      [ja.t("settings.proxy.works"), ja.t("settings.proxy.direct")],
    ],
    [
      "refuses",
      { is: "failed", cause: "NET_PROXY", via: "p:1" },
      [ja.t("error.NET_PROXY.title"), ja.t("settings.proxy.next.NET_PROXY"), "NET_PROXY"],
    ],
    [
      "wants a login",
      { is: "failed", cause: "NET_PROXY_AUTH", via: "p:1" },
      [ja.t("error.NET_PROXY_AUTH.title"), ja.t("settings.proxy.next.NET_PROXY_AUTH")],
    ],
    [
      "reaches nobody",
      { is: "failed", cause: "NET_DNS", via: null },
      [ja.t("error.NET_DNS.title"), ja.t("error.NET_DNS.next")],
    ],
  ])("that %s is told in plain words with what to do next", async (_what, tried, said) => {
    await settings(
      async (opened, view) => {
        const { page } = opened;
        await typed(page, "p:1");
        await button(page, ja.t("settings.proxy.try")).click();
        const told = page.locator("form [role=status]");
        for (const text of said) await told.getByText(text).first().waitFor();
        expect(await asked(opened, "tryProxy")).toEqual([{ server: "http://p:1" }]);
        await expectGoodLooks(opened, view);
        await opened.show(view);
        // What came of one says nothing of another.
        await labelled(page, ja.t("settings.proxy.server")).fill("q:1");
        expect(await told.textContent()).toBe("");
      },
      { tried },
    );
  });

  test("a test under way can be stopped, and is when another one is typed or the view is left", async () => {
    await settings(async (opened) => {
      const { page } = opened;
      const begin = async () => {
        await button(page, ja.t("settings.proxy.try")).click();
        await page.getByText(ja.t("settings.proxy.running")).waitFor();
      };
      const stops = async (count: number) =>
        until(
          `${count} stops`,
          async () => (await opened.calls()).filter(([name]) => name === "stopTryingProxy").length >= count,
        );
      await begin();
      await button(page, ja.t("settings.proxy.stop")).click();
      await page.getByText(ja.t("settings.proxy.stopped")).waitFor();
      await stops(1);
      await begin();
      await proxy(page).selectOption("direct");
      await stops(2);
      await begin();
      await page.getByRole("link", { name: ja.t("common.back") }).click();
      await stops(3);
    });
  });

  test("by the keyboard alone: chosen, typed, tried and saved", async () => {
    await settings(
      async (opened) => {
        const { page } = opened;
        await proxy(page).focus();
        for (const key of ["ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
        expect(await proxy(page).inputValue()).toBe("server");
        await page.keyboard.press("Tab");
        await page.keyboard.type("p:1");
        for (let tabs = 0; tabs < 4; tabs += 1) await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.getByText(ja.t("settings.proxy.works")).waitFor();
        await labelled(page, ja.t("settings.proxy.server")).press("Enter");
        await until("it is saved", async () => (await asked(opened, "setSettings")).length === 1);
      },
      { tried: { is: "works", via: "p:1" } },
    );
  });
});
