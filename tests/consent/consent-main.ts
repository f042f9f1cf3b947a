/**
 * The client's hands on consent pages, and nothing else of it: its login windows, its recogniser, its rules and its
 * press, as a main of Electron. Takes one JSON line a page on standard input and answers one when it is done with it.
 */
import { createInterface } from "node:readline";
import { app } from "electron";
import type { ConsentPress } from "../../src/core/login/consent.ts";
import { readConsent } from "../../src/core/login/consent.ts";
import { CONSENT_RULES } from "../../src/core/login/consent-rules.ts";
import type { PageSnapshot } from "../../src/core/login/page.ts";
import { recognise } from "../../src/core/login/screen.ts";
import { CONSENT_WORDS } from "../../src/core/rules/consent-words.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { createProxyLogins } from "../../src/main/adapters/proxy-logins.ts";
import { LoginWindows } from "../../src/main/windows/login-windows.ts";
import type { ConsentJob, ConsentResult } from "./jobs.ts";

// As the client waits for a page that is still being drawn before it leaves it to the person.
const DOUBT_SETTLE_MS = 1_000;
const NOT_SEEN_MS = 5_000;

app.on("window-all-closed", () => {});
if (process.env.CONSENT_USER_DATA) app.setPath("userData", process.env.CONSENT_USER_DATA);

function work(job: ConsentJob, partition: string): Promise<ConsentResult> {
  const started = performance.now();
  const done = Promise.withResolvers<ConsentResult>();
  const profile = {
    ...PROFILES.omakase,
    issuer: "http://issuer.localhost:1",
    origins: { operator: job.operator },
    lineAuthentication: { consentPath: job.path, disclaimerUrl: null, words: CONSENT_WORDS },
  };
  const rules = CONSENT_RULES.filter(({ doubt }) => doubt !== job.without);
  let settle: NodeJS.Timeout | null = null;
  let pressing = false;
  const left = (why: string) => done.resolve({ id: job.id, outcome: "left", why, ms: 0 });
  const seen = (page: PageSnapshot) => {
    if (pressing) return;
    const { screen, sure } = recognise(page, profile);
    const reading =
      screen === "consent" && sure === "certain"
        ? readConsent(page, CONSENT_WORDS, rules)
        : { doubt: screen };
    if (settle !== null) clearTimeout(settle);
    if ("doubt" in reading) {
      settle = setTimeout(() => left(reading.doubt), DOUBT_SETTLE_MS);
      return;
    }
    pressing = true;
    // The person reads, and says yes.
    setTimeout(() => {
      const yes = performance.now();
      void windows.press("main", reading.plan).then((pressed) => {
        done.resolve({
          id: job.id,
          outcome: pressed.kind === "sent" ? "sent" : "left",
          why: whyOf(pressed),
          ms: Math.round(performance.now() - yes),
        });
      });
    }, job.readMs);
  };
  const windows = new LoginWindows({
    partition,
    serviceName: "",
    allowedOrigins: () => new Set([job.operator]),
    redirectOrigin: () => null,
    openExternal: () => false,
    consentWords: CONSENT_WORDS,
    ready: Promise.resolve(),
    proxyLogins: createProxyLogins(
      { get: async () => null, set: async () => {}, delete: async () => false },
      () => 0,
    ),
    events: {
      pageSeen: (window, page) => window === "main" && seen(page),
      pageFailed: (window, code) => window === "main" && !pressing && left(code),
      popupOpened: () => {},
      closed: () => {},
      navigationRefused: () => {},
    },
  });
  windows.open(job.url, job.hidden ? "hidden" : "inactive");
  const limit = setTimeout(() => left("not-seen"), NOT_SEEN_MS + (job.readMs ?? 0));
  return done.promise.then(async (result) => {
    clearTimeout(limit);
    if (settle !== null) clearTimeout(settle);
    // What the page still sends after its press is its own server's to tell.
    await new Promise((wait) => setTimeout(wait, job.lingerMs));
    windows.closeAll();
    return { ...result, total: Math.round(performance.now() - started) };
  });
}

function whyOf(pressed: ConsentPress): string {
  switch (pressed.kind) {
    case "sent":
      return `${pressed.path} ${pressed.fields.join(" ")}`;
    case "kept":
      return `${pressed.doubt}${pressed.path === null ? "" : ` ${pressed.path} ${pressed.fields.join(" ")}`}`;
    case "another-form":
      return "another-form";
  }
}

void app.whenReady().then(() => {
  let free = 0;
  const waiting: ConsentJob[] = [];
  const places = Number(process.env.CONSENT_WINDOWS ?? 4);
  const next = async (place: number): Promise<void> => {
    const job = waiting.shift();
    if (job === undefined) {
      free |= 1 << place;
      return;
    }
    const result = await work(job, `consent-${place}`);
    process.stdout.write(`${JSON.stringify(result)}\n`);
    await next(place);
  };
  for (let place = 0; place < places; place += 1) free |= 1 << place;
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      waiting.push(JSON.parse(line) as ConsentJob);
      for (let place = 0; place < places; place += 1) {
        if ((free & (1 << place)) === 0) continue;
        free &= ~(1 << place);
        void next(place);
        break;
      }
    })
    .on("close", () => app.quit());
  process.stdout.write('{"ready":true}\n');
});
