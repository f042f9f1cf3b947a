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
import { createProxyLogins } from "../../src/main/network/proxy-logins.ts";
import { LoginWindows } from "../../src/main/windows/login-windows.ts";
import type { ConsentJob, ConsentResult } from "./jobs.ts";

const NOT_SEEN_MS = 5_000;
const ANSWER_LIMIT_MS = 3_000;
const JOB_LIMIT_MS = 30_000;
const MOST_PAGES = 25;

app.on("window-all-closed", () => {});
if (process.env.CONSENT_USER_DATA) app.setPath("userData", process.env.CONSENT_USER_DATA);

/** What a window tells of the page that is in it. */
type Reader = { readonly seen: (page: PageSnapshot) => void; readonly failed: (code: string) => void };

/** One partition with a login window in it, which takes one page after the other as long as it is none the worse for it. */
class Place {
  readonly #partition: string;
  #windows: LoginWindows | null = null;
  #operator = "";
  #reader: Reader | null = null;
  #pages = 0;
  #opened = false;

  constructor(partition: string) {
    this.#partition = partition;
  }

  load({ url, operator, hidden }: ConsentJob, reader: Reader): LoginWindows {
    this.#operator = operator;
    this.#reader = reader;
    this.#pages += 1;
    if (this.#windows !== null) this.#windows.load(url);
    else {
      this.#windows = this.#made();
      this.#windows.open(url, hidden ? "hidden" : "inactive");
    }
    return this.#windows;
  }

  leave({ alone }: ConsentJob, { outcome, asked }: ConsentResult): void {
    this.#reader = null;
    // What a press ended in, what it opened, and what gathers in a renderer isn't the next page's.
    const fit = !this.#opened && (outcome === "sent" || !asked) && this.#pages < MOST_PAGES;
    if (fit && !alone) return;
    this.#windows?.closeAll();
    this.#windows = null;
    this.#pages = 0;
    this.#opened = false;
  }

  #made(): LoginWindows {
    const windows = new LoginWindows({
      partition: this.#partition,
      serviceName: "",
      allowedOrigins: () => new Set([this.#operator]),
      openExternal: () => false,
      consentWords: CONSENT_WORDS,
      ready: Promise.resolve(),
      proxyLogins: createProxyLogins(
        { get: async () => null, set: async () => {}, delete: async () => false },
        () => 0,
        async () => false,
      ),
    });
    windows.report({
      pageSeen: (window, page) => window === "main" && this.#reader?.seen(page),
      pageUnseen: () => undefined,
      pageFailed: (window, code) => window === "main" && this.#reader?.failed(code),
      popupOpened: () => {
        this.#opened = true;
      },
      closed: () => {
        this.#opened = true;
      },
      navigationRefused: () => {},
    });
    return windows;
  }
}

async function work(job: ConsentJob, place: Place): Promise<ConsentResult> {
  const started = performance.now();
  const done = Promise.withResolvers<ConsentResult>();
  const profile = {
    ...PROFILES.omakase,
    issuer: "http://issuer.localhost:1",
    origins: { operator: job.operator },
    lineAuthentication: { consentPath: job.path, disclaimerUrl: null, words: CONSENT_WORDS },
  };
  const below = job.path.replace(/(?<=^\/[^/]+\/).*$/u, "");
  const rules = CONSENT_RULES.filter(({ doubt }) => doubt !== job.without);
  let settle: NodeJS.Timeout | null = null;
  let pressing = false;
  const left = (why: string) => done.resolve({ id: job.id, outcome: "left", asked: pressing, why, ms: 0 });
  const seen = (page: PageSnapshot) => {
    // The page before may still be told of.
    if (pressing || !page.path.startsWith(below)) return;
    const { screen, sure } = recognise(page, profile);
    const reading =
      screen === "consent" && sure === "certain"
        ? readConsent(page, CONSENT_WORDS, rules)
        : { doubt: screen };
    if (settle !== null) clearTimeout(settle);
    if ("doubt" in reading) {
      settle = setTimeout(() => left(reading.doubt), job.settleMs);
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
          asked: true,
          why: whyOf(pressed),
          ms: Math.round(performance.now() - yes),
        });
      });
    }, job.readMs);
  };
  const answered = nextPage(job);
  const windows = place.load(job, { seen, failed: (code) => !pressing && left(code) });
  const limit = setTimeout(() => left("not-seen"), NOT_SEEN_MS + job.readMs);
  const result = await done.promise;
  clearTimeout(limit);
  if (settle !== null) clearTimeout(settle);
  // What the page still sends, once the form is there or before, is its server's to tell.
  if (result.outcome === "sent") await Promise.race([answered, after(ANSWER_LIMIT_MS)]);
  await after(job.lingerMs);
  place.leave(job, result);
  return { ...result, total: Math.round(performance.now() - started) };
}

const navigations = new Set<(url: string) => void>();
app.on("web-contents-created", (_event, contents) => {
  contents.on("did-navigate", (_navigation, url) => {
    for (const heard of navigations) heard(url);
  });
});

/** The page of that job has been left for another one below the same prefix. */
async function nextPage({ url }: ConsentJob): Promise<void> {
  const next = Promise.withResolvers<void>();
  const below = url.split("/").slice(0, 4).join("/");
  let pages = 0;
  const heard = (address: string) => {
    if (!address.startsWith(`${below}/`)) return;
    pages += 1;
    if (pages > 1) next.resolve();
  };
  navigations.add(heard);
  await Promise.race([next.promise, after(JOB_LIMIT_MS)]);
  navigations.delete(heard);
}

function after(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
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
  const all = Array.from({ length: places }, (_none, place) => new Place(`consent-${place}`));
  const next = async (place: number): Promise<void> => {
    const job = waiting.shift();
    if (job === undefined) {
      free |= 1 << place;
      return;
    }
    const result = await work(job, all[place] ?? new Place(`consent-${place}`));
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
