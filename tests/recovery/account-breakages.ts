import { Walk } from "../integration/service-walk.ts";
import { logIn, requestReset, setNewPassword, untilReason, windowWith } from "./login-hands.ts";
import type { OfficeBreakage } from "./scene.ts";
import { NEW_PASSWORD, PHONE, type Scene } from "./scene.ts";

const WRONG = "machigai-1";
const BY_INTERNET = { door: "internet" } as const;
const NEW_MAIL = "shin@new.example";

async function typeWrong(scene: Scene): Promise<void> {
  await scene.start();
  await logIn(scene, { ...scene.account, password: WRONG });
  await untilReason(scene, "AUTH_WRONG_PASSWORD");
}

/** Nine wrong tries in the browser, and a tenth here. */
async function lock(scene: Scene): Promise<void> {
  const { service, id } = scene.office;
  const walk = new Walk(service, id);
  for (let tries = 1; tries < 10; tries += 1) await walk.driveLogin("internet", scene.account.mail, WRONG);
  await scene.start();
  await logIn(scene, { ...scene.account, password: WRONG });
  await untilReason(scene, "AUTH_LOCKED");
}

async function meetSecondFactor(scene: Scene): Promise<void> {
  await scene.setUser({
    secondFactor: true,
    enrolled: { kind: "sms", phone: PHONE },
    recoveryCode: scene.recoveryCode === "" ? "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF" : scene.recoveryCode,
  });
  scene.recoveryCode = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";
  await scene.start();
  await logIn(scene);
  await untilReason(scene, "AUTH_SECOND_FACTOR");
}

async function loseSms(scene: Scene): Promise<void> {
  await scene.office.service.admin.addFault({ kind: "sms-lost" });
  await meetSecondFactor(scene);
}

/** The contract holder asks for a new address in the menu, and types it before its mail was opened. */
async function changeMail(scene: Scene): Promise<void> {
  const walk = new Walk(scene.office.service, scene.office.id);
  await walk.menuLogin();
  await walk.person.submit(await walk.menu("/mail"), { mail: NEW_MAIL, confirmation: NEW_MAIL });
  scene.account = { ...scene.account, mail: NEW_MAIL };
  await typeWrong(scene);
}

async function openAddressMail(scene: Scene): Promise<void> {
  await setNewPassword(scene, NEW_PASSWORD);
}

/** The holder sends somebody who uses Google the link that changes it to mail and password. */
async function changeMethod(scene: Scene): Promise<void> {
  const walk = new Walk(scene.office.service, scene.office.id);
  scene.account = { mail: walk.mailOf("google"), password: NEW_PASSWORD };
  await sendMethodLink(scene);
  await typeWrong(scene);
}

async function sendMethodLink(scene: Scene): Promise<void> {
  const walk = new Walk(scene.office.service, scene.office.id);
  await walk.webLogin();
  const user = encodeURIComponent(`${walk.id}|google`);
  const typed = await walk.console(`/users/${user}/mail`);
  const dialog = await walk.person.submit(typed, { mail: walk.mailOf("google") });
  await walk.person.submit(dialog, {}, "/send");
}

async function openMethodMail(scene: Scene): Promise<void> {
  const page = await scene.openMail();
  const form = await scene.browser.submit(page, { method: "password" });
  await scene.browser.submit(form, { password: NEW_PASSWORD, confirmation: NEW_PASSWORD });
  scene.account = { ...scene.account, password: NEW_PASSWORD };
}

const RESET = ["request-reset", "open-reset-mail"] as const;

/** Passwords, locks, second factors, and changes that wait for a mail. */
export const accountBreakages: readonly OfficeBreakage[] = [
  {
    name: "a password mistyped",
    branches: ["password-wrong"],
    breaks: typeWrong,
    answers: { "password-known": "retype" },
    end: "online",
  },
  {
    name: "a forgotten password",
    branches: ["password-wrong", "password-forgotten"],
    breaks: typeWrong,
    answers: { "password-known": "forgotten" },
    end: "online",
  },
  {
    name: "the page that resets the password, opened by mistake",
    branches: ["password-forgotten"],
    async breaks(scene) {
      await scene.start();
      const page = await windowWith(
        scene,
        "the login page",
        async (one) => (await one.getByRole("link", { name: "パスワードを忘れた方はこちら" }).count()) > 0,
      );
      await page.getByRole("link", { name: "パスワードを忘れた方はこちら" }).click();
      await untilReason(scene, "AUTH_PASSWORD_RESET");
    },
    deeds: { "request-reset": requestReset },
    end: "online",
  },
  {
    name: "a locked account, its mail is there",
    branches: ["account-locked"],
    breaks: lock,
    answers: { "unlock-mail": "there" },
    end: "online",
  },
  {
    name: "a locked account, its link has expired",
    branches: ["account-locked", "unlock-link-expired"],
    breaks: lock,
    answers: { "unlock-mail": "expired" },
    end: "online",
  },
  {
    name: "a locked account, its mail never came",
    branches: ["account-locked", "password-forgotten"],
    breaks: lock,
    answers: { "unlock-mail": "missing" },
    end: "online",
  },
  {
    name: "a second factor that nobody had told of",
    branches: ["second-factor"],
    where: BY_INTERNET,
    breaks: meetSecondFactor,
    answers: { "code-there": "there" },
    end: "online",
  },
  {
    name: "an SMS that the phone refuses",
    branches: ["second-factor", "sms-not-arriving"],
    where: BY_INTERNET,
    breaks: loseSms,
    answers: { "code-there": "sms-missing" },
    // The phone takes the next one: what was lost was one message.
    deeds: { "lift-sms-refusal": async () => {} },
    end: "online",
  },
  {
    name: "a lost phone, the recovery code is there",
    branches: ["second-factor", "device-lost"],
    where: BY_INTERNET,
    breaks: meetSecondFactor,
    answers: { "code-there": "device-lost", "recovery-code-there": "there" },
    end: "online",
  },
  {
    name: "a lost phone, and the recovery code is used up",
    branches: ["second-factor", "device-lost", "recovery-code-gone"],
    where: BY_INTERNET,
    breaks: meetSecondFactor,
    answers: { "code-there": "device-lost", "recovery-code-there": "used-or-lost" },
    end: "online",
  },
  {
    name: "a lost phone, no recovery code, and no mail either: the holder sets the method anew",
    branches: ["second-factor", "device-lost", "recovery-code-gone", "second-factor-by-holder"],
    where: BY_INTERNET,
    breaks: meetSecondFactor,
    answers: {
      "code-there": "device-lost",
      "recovery-code-there": "used-or-lost",
      role: "holder",
      plan: "basic",
    },
    stuck: ["request-reset"],
    deeds: { "set-method-anew": (scene) => scene.setUser({ enrolled: null, recoveryCode: null }) },
    end: "online",
  },
  {
    name: "a new mail address whose mail wasn't opened",
    branches: ["password-wrong", "mail-change-pending"],
    breaks: changeMail,
    answers: { "password-known": "mail-changed", "address-mail": "there" },
    deeds: { "open-address-mail": openAddressMail },
    end: "online",
  },
  {
    name: "another login method whose mail wasn't opened",
    branches: ["password-wrong", "method-change-pending"],
    breaks: changeMethod,
    answers: { "password-known": "method-changed", "method-mail": "there" },
    deeds: { "open-method-mail": openMethodMail },
    end: "online",
  },
  {
    name: "another login method whose link has expired",
    branches: ["password-wrong", "method-change-pending", "change-link-expired"],
    breaks: changeMethod,
    answers: { "password-known": "method-changed", "method-mail": "expired", role: "other", plan: "basic" },
    deeds: {
      async "send-change-link"(scene) {
        await sendMethodLink(scene);
        await openMethodMail(scene);
      },
    },
    end: "online",
  },
  {
    name: "a trial that has ended",
    branches: ["password-wrong", "trial-ended"],
    breaks: typeWrong,
    answers: { "password-known": "trial", role: "holder" },
    deeds: {
      "change-plan": ({ office }) => office.service.admin.setContract({ service: office.id, plan: "basic" }),
    },
    end: "online",
  },
  {
    name: "nothing helps: no mail ever comes",
    branches: ["account-locked", "password-forgotten"],
    breaks: lock,
    answers: { "unlock-mail": "missing" },
    stuck: RESET,
    end: "AUTH_LOCKED",
  },
];
