import { Walk } from "../integration/service-walk.ts";
import { Person, WEST_LINE } from "../support/office.ts";
import { logIn, untilReason } from "./login-hands.ts";
import type { OfficeBreakage, Scene } from "./scene.ts";

const OTHER_NUMBER = "CAF0000000001";

async function refusedByLine(scene: Scene): Promise<void> {
  await scene.start();
  await logIn(scene);
  // A line that is the operator's asks before its number is looked up.
  const first = await scene.client.statusWhere(
    "the question or the refusal",
    ({ reason, windows }) => reason === "LINE_NOT_VERIFIED" || windows.some(({ kind }) => kind === "consent"),
  );
  if (first.reason !== "LINE_NOT_VERIFIED") await new Person(scene.client).consent();
  await untilReason(scene, "LINE_NOT_VERIFIED");
}

async function register(scene: Scene, ...lines: string[]): Promise<void> {
  await scene.office.service.admin.setContract({ service: scene.office.id, lines });
}

/** The contract holder types the number into the console (B41). */
async function registerInConsole(scene: Scene, number: string): Promise<void> {
  const walk = new Walk(scene.office.service, scene.office.id);
  await walk.webLogin();
  const saved = await walk.person.submit(await walk.console("/lines"), { path: "both", lines: number });
  if (saved.status !== 200) throw new Error(`the line's number: ${saved.status}`);
}

async function openConsent(scene: Scene, answer: "自分で操作する"): Promise<void> {
  await scene.start();
  await logIn(scene);
  await new Person(scene.client).consent(answer);
  await untilReason(scene, "LINE_CONSENT_BY_HAND");
}

async function refuseConsent(scene: Scene): Promise<void> {
  await openConsent(scene, "自分で操作する");
  const page = await scene.client.page("the notice", (one) => one.url().includes("/kaisen/notice"));
  await page.getByRole("radio", { name: "通知しない", exact: true }).check();
  await page.getByRole("button", { name: "決定" }).click({ noWaitAfter: true });
  await untilReason(scene, "LINE_NOT_VERIFIED");
}

const AT_WORK = { "line-where": "on-line", "line-others": "nobody", "notice-answer": "told" } as const;

/** The line, its number, and the operator's notice. */
export const lineBreakages: readonly OfficeBreakage[] = [
  {
    name: "a first login by line authentication that nobody has begun",
    branches: ["method-1"],
    async breaks(scene) {
      await scene.start();
      await scene.client.statusWhere("the login window", ({ windows }) => windows.length > 0);
    },
    end: "online",
  },
  {
    name: "a login here that doesn't end: by the browser first",
    branches: ["method-1", "method-2"],
    async breaks(scene) {
      await scene.start();
      await scene.client.statusWhere("the login window", ({ windows }) => windows.length > 0);
    },
    stuck: ["open-login", "type-password"],
    answers: { "browser-login": "logged-in" },
    end: "online",
  },
  {
    name: "the notice, left open",
    branches: ["consent-unanswered"],
    breaks: (scene) => openConsent(scene, "自分で操作する"),
    end: "online",
  },
  {
    name: "the notice, refused",
    branches: ["line-refused", "consent-refused"],
    breaks: refuseConsent,
    answers: { ...AT_WORK, "notice-answer": "refused", "line-contract": "flets" },
    // The next login asks again, and this time it is told.
    deeds: { "change-consent": ({ office }) => office.service.admin.withdrawConsents() },
    end: "online",
  },
  {
    name: "the notice, answered at another PC",
    branches: ["line-refused", "consent-elsewhere"],
    async breaks(scene) {
      await scene.setLine({ region: "other" });
      await refusedByLine(scene);
      await scene.setLine({});
    },
    answers: { ...AT_WORK, "notice-answer": "other-pc" },
    end: "online",
  },
  {
    name: "a PC away from the contracted line",
    branches: ["line-refused", "off-line"],
    async breaks(scene) {
      await scene.setLine({ region: "other" });
      await refusedByLine(scene);
    },
    answers: { "line-where": "elsewhere" },
    deeds: { "join-line": (scene) => scene.setLine({}) },
    end: "online",
  },
  {
    name: "a PC without IPv6 among others that have it",
    branches: ["line-refused", "ipv6-off"],
    async breaks(scene) {
      await scene.setLine({ ipv6: false });
      await refusedByLine(scene);
    },
    answers: { "line-where": "on-line", "line-others": "others-in" },
    deeds: { "turn-on-ipv6": (scene) => scene.setLine({}) },
    end: "online",
  },
  {
    name: "a line that isn't registered",
    branches: ["line-refused", "line-not-registered"],
    async breaks(scene) {
      await register(scene, OTHER_NUMBER);
      await refusedByLine(scene);
    },
    answers: { ...AT_WORK, "line-changed": "unchanged", role: "holder" },
    deeds: { "check-line-setting": (scene) => registerInConsole(scene, WEST_LINE.number) },
    end: "online",
  },
  {
    name: "a wrong number that locked everyone out",
    branches: ["line-refused", "line-locked-out"],
    async breaks(scene) {
      const { id, service } = scene.office;
      await service.admin.setContract({ service: id, lines: [OTHER_NUMBER], accessPath: "line-only" });
      await refusedByLine(scene);
    },
    answers: { ...AT_WORK, "line-changed": "number-changed", role: "holder", plan: "basic" },
    deeds: {
      "open-internet-login": async () => {},
      "open-credential-menu": async () => {},
      async "allow-internet"({ office }) {
        const walk = new Walk(office.service, office.id);
        await walk.menuLogin();
        await walk.person.submit(
          await walk.person.submit(await walk.menu("/access-path"), { path: "both" }),
          {},
        );
      },
      "register-right-number": (scene) => registerInConsole(scene, WEST_LINE.number),
    },
    end: "online",
  },
  {
    name: "a line that nobody here may register",
    branches: ["line-refused", "line-not-registered"],
    async breaks(scene) {
      await register(scene, OTHER_NUMBER);
      await refusedByLine(scene);
    },
    answers: { ...AT_WORK, "line-changed": "unknown", role: "other" },
    stuck: ["check-line-setting"],
    end: "LINE_NOT_VERIFIED",
  },
];
