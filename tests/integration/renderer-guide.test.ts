import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guideView } from "../../src/core/recovery/guide-view.ts";
import type { Known } from "../../src/core/recovery/known.ts";
import {
  failed,
  type Move,
  noticed,
  ONLINE,
  page as pageSeen,
  run,
} from "../../src/core/recovery/sample-guides.ts";
import { decodeSupportCode } from "../../src/core/support/support-code.ts";
import type { GuideShown, LookShown } from "../../src/shared/guide.ts";
import { createWords } from "../../src/shared/words.ts";
import { expectGoodLooks, focused } from "./renderer-look.ts";
import { openStage, type Stage, type StagePage } from "./renderer-stage.ts";
import { SCENES } from "./renderer-views.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const { t } = createWords("ja");

const guide = (
  known: Partial<Known>,
  moves: readonly Move[] = [],
  look: LookShown | null = null,
): GuideShown => ({
  guide: guideView(run(known, ...moves).state),
  look,
});
const running = (done: number): LookShown => ({ is: "running", done, of: 21 });

const GUIDES: Readonly<Record<string, GuideShown>> = {
  "steps of method ①": guide({ page: "login" }),
  "steps that are ticked off": guide({}, [
    pageSeen("login"),
    pageSeen("consent"),
    noticed("consent-answered"),
  ]),
  "a question": guide({ code: "AUTH_WRONG_PASSWORD" }),
  "a question with the doctor at work": guide({ code: "LINE_NOT_VERIFIED" }, [], running(7)),
  "an address": guide({}, ["stuck"]),
  "what may still be asked": guide({}, ["stuck", "done", "logged-in"]),
  "where and who": guide({ code: "AUTH_LOCKED" }, ["missing"]),
  "a step that is somebody else's": guide({ code: "LINE_NOT_VERIFIED" }, [
    "on-line",
    "nobody",
    "not-seen",
    "number-changed",
    "other",
  ]),
  "nothing found": guide({ code: "NET_SERVER" }, [], { is: "clear" }),
  helpdesk: guide({ code: "STORE_LOCKED" }, ["stuck"], { is: "found" }),
  "helpdesk, with the doctor at work": guide({ code: "STORE_LOCKED" }, ["stuck"], running(0)),
  online: guide({}, [ONLINE]),
};

const view = SCENES["signed-out"]?.view;
if (view === undefined) throw new Error("no such scene");

async function staged(
  shown: GuideShown,
  play: (opened: StagePage) => Promise<void>,
  of = view,
): Promise<void> {
  const opened = await stage.open(of ?? null, { hash: "#/guide", guide: shown, width: 480 });
  try {
    await opened.page.locator(".guide-now").waitFor();
    await play(opened);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}

const named = (name: string): GuideShown => {
  const found = GUIDES[name];
  if (found === undefined) throw new Error(`no guide ${name}`);
  return found;
};

/** These are looked at in real windows (tests/e2e/every-window.test.ts). */
const IN_REAL_WINDOWS: ReadonlySet<string> = new Set(["a question", "helpdesk", "online"]);

describe("every other kind of guide", () => {
  test.each(Object.keys(GUIDES).filter((name) => !IN_REAL_WINDOWS.has(name)))(
    "%s: no accessibility fault and nothing cut off, in both languages, light, dark and at 200 per cent",
    async (name) => {
      if (view !== undefined) await staged(named(name), (opened) => expectGoodLooks(opened, view));
    },
  );
});

test("an answer, a press, what is done and what doesn't work go to main with what they are about", async () => {
  await staged(named("a question"), async ({ page, showGuide, calls }) => {
    await page.getByRole("button", { name: "パスワードがわからない" }).click();
    await page.getByRole("button", { name: "答えられません" }).click();
    await showGuide(named("an address"));
    await page.getByRole("button", { name: "回線認証用のログイン画面を開く" }).click();
    await page.getByRole("button", { name: "済みました" }).click();
    await page.getByRole("button", { name: "うまくいきません" }).click();
    expect(await calls()).toEqual([
      ["guideAnswer", "password-known", "forgotten"],
      ["guideStuck", "password-known"],
      ["guidePress", "open-line-login"],
      ["guideDone", "open-line-login"],
      ["guideStuck", "open-line-login"],
    ]);
  });
});

test("there is one primary button, where there is anything to press", async () => {
  for (const name of ["steps of method ①", "an address", "helpdesk", "online"])
    await staged(named(name), async ({ page }) => {
      expect(await page.locator(".button.primary").count(), name).toBe(1);
    });
});

test("the focus goes to what has changed: to the next action, or to another cause; the ticks are told", async () => {
  await staged(guide({}), async ({ page, showGuide }) => {
    expect(await focused(page)).toBe(`H1 ${t("guide.heading")}`);
    await showGuide(guide({}, [pageSeen("login")]));
    expect(await focused(page)).toMatch(/^H3 ログイン画面で/u);
    await page.getByText("「「ログイン」を押して、ログイン画面を開いてください。」が済みました。").waitFor();
    const now = page.getByRole("listitem").and(page.locator("[aria-current=step]"));
    expect(await now.textContent()).toContain("いま:");
    await showGuide(guide({}, [failed("AUTH_WRONG_PASSWORD")]));
    expect(await focused(page)).toBe("H2 一致しないパスワード");
  });
});

test("the doctor's progress is shown, takes the focus from nobody, and can be stopped", async () => {
  await staged(named("a question with the doctor at work"), async ({ page, showGuide, calls }) => {
    const bar = page.getByRole("progressbar", { name: t("guide.look.running") });
    expect(await bar.getAttribute("value")).toBe("7");
    await page.getByRole("button", { name: "自宅、外出先、テザリング、VPNなど" }).focus();
    await showGuide({ ...named("a question with the doctor at work"), look: running(8) });
    expect(await focused(page)).toBe("BUTTON 自宅、外出先、テザリング、VPNなど");
    await page.getByRole("button", { name: t("guide.look.stop") }).click();
    expect(await calls()).toEqual([["guideStopLooking"]]);
    await showGuide({ ...named("a question with the doctor at work"), look: { is: "stopped" } });
    await bar.waitFor({ state: "detached" });
    await page.getByText(t("guide.look.stopped")).waitFor();
  });
});

test("whom to ask and when, as IT wrote it", async () => {
  const contact = { name: "情報システム部", phone: "内線 1234", hours: "平日 9:00~17:00" };
  await staged(named("helpdesk"), async (opened) => {
    await opened.show({ ...view, supportContact: contact });
    for (const said of [t("guide.contact.name"), ...Object.values(contact)])
      await opened.page.getByText(said, { exact: true }).waitFor();
    expect(await opened.page.getByText(t("guide.contact.mail"), { exact: true }).count()).toBe(0);
    await expectGoodLooks(opened, { ...view, supportContact: contact });
  });
});

test("the helpdesk gets a code that holds the cause and what the doctor found, once that is known", async () => {
  await staged(named("helpdesk, with the doctor at work"), async ({ page, show, showGuide, calls }) => {
    expect(await page.locator(".support-code code").count()).toBe(0);
    if (view !== undefined) await show({ ...view, finding: 16 });
    await showGuide(named("helpdesk"));
    const code = await page.locator(".support-code code").textContent();
    expect(code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/u);
    expect(decodeSupportCode(code ?? "")).toMatchObject({
      ok: true,
      facts: { error: "STORE_LOCKED", finding: 16 },
    });
    if (view !== undefined) await show({ ...view, doing: "resuming", state: "working" });
    expect(await page.locator(".support-code code").textContent(), "it stays while it is read out").toBe(
      code,
    );
    expect(await page.locator("blockquote").textContent()).toContain("STORE_LOCKED");
    await page.getByRole("button", { name: t("guide.restart") }).click();
    expect(await calls()).toEqual([["guideRestart"]]);
  });
});

test("what is wrong although somebody is logged in is still said at the end", async () => {
  if (view === undefined) return;
  const online = { ...view, state: "online", doing: "online", reason: "STORE_MISSING" } as const;
  await staged(
    named("online"),
    async ({ page }) => {
      await page.getByRole("heading", { name: t("error.STORE_MISSING.title") }).waitFor();
    },
    online,
  );
});
