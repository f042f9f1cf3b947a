import { z } from "zod";
import {
  type ConsentPlan,
  type ConsentPress,
  onlyChosen,
  type PressOutcome,
  readConsent,
} from "../../core/login/consent.ts";
import type { ConsentDoubt } from "../../core/login/consent-rules.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import type { ConsentWords } from "../../core/rules/consent-words.ts";
import { chooseScript, outgoingScript, pressScript } from "./page-script.ts";
import type { Closed } from "./press-gate.ts";
import type { ConsentForm } from "./sent-form.ts";

/** The window that shows the consent page, as far as the press needs it. */
export type ConsentWindow = {
  readonly look: () => Promise<PageSnapshot | null>;
  readonly evaluate: (code: string) => Promise<unknown>;
  /** From now on every request of the page is blocked but the one that the gate expects. */
  readonly closeGate: () => Closed;
};

/** Between the choice and the second look: a page that reveals or enables something does it by then. */
const SETTLE_MS = 40;
/** How long the choice may take to enable the button. */
const ENABLE_LIMIT_MS = 2_000;

const consentForm = z.strictObject({
  action: z.string(),
  method: z.enum(["get", "post", "dialog"]),
  target: z.string(),
  enctype: z.string(),
  charset: z.string(),
  entries: z.array(z.tuple([z.string(), z.string()])).max(200),
  picture: z.string().nullable(),
}) satisfies z.ZodType<ConsentForm>;

/**
 * Presses what the person said yes to, in two looks: choose, look again, and only if nothing changed but the choice
 * and what it enables, press the form's own button (reliability 8). Ends when the form has left, or was kept; the gate
 * stays closed, as a page that was touched may still want to send something.
 */
export async function pressConsent(
  page: ConsentWindow,
  agreed: ConsentPlan,
  words: ConsentWords,
): Promise<ConsentPress> {
  const before = await page.look();
  if (before === null) return kept("changed");
  const reading = readConsent(before, words);
  const plan = "plan" in reading ? reading.plan : null;
  if (plan?.fingerprint !== agreed.fingerprint) return { kind: "another-form", reading };
  const gate = page.closeGate();
  void steps(page, gate, before, plan, words)
    .catch((): ConsentDoubt => "changed")
    .then((doubt) => doubt !== null && gate.end(doubt));
  // A dialog, a new window or a request of its own ends it while a step still waits for the page.
  return gate.outcome;
}

/** @returns why it was left, or null once the button is pressed */
async function steps(
  page: ConsentWindow,
  gate: Closed,
  before: PageSnapshot,
  plan: ConsentPlan,
  words: ConsentWords,
): Promise<ConsentDoubt | null> {
  const refused = await choose(page, plan);
  if (refused !== null) return refused;
  const after = await enabled(page, gate, plan);
  if (after === null || !onlyChosen(before, after, plan, words)) return "changed";
  const form = consentForm
    .nullable()
    .parse(await page.evaluate(outgoingScript([plan.accept, plan.remember], plan.submit)));
  if (form === null || gate.isOver) return "changed";
  gate.expect(form);
  return doubtOf(await page.evaluate(pressScript(plan.submit)));
}

/** Looks again until the choice has enabled the box and the button, or the time for it is up. */
async function enabled(page: ConsentWindow, gate: Closed, plan: ConsentPlan): Promise<PageSnapshot | null> {
  const end = performance.now() + ENABLE_LIMIT_MS;
  for (;;) {
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    const after = await page.look();
    if (after === null || gate.isOver) return null;
    const box = plan.remember === null ? null : after.controls[plan.remember];
    if (box?.enabled === true && !box.checked) {
      if ((await choose(page, plan)) !== null) return null;
      continue;
    }
    const ready = after.controls[plan.submit]?.enabled === true && box?.enabled !== false;
    if (ready || performance.now() > end) return ready ? after : null;
  }
}

async function choose(page: ConsentWindow, plan: ConsentPlan): Promise<ConsentDoubt | null> {
  return doubtOf(await page.evaluate(chooseScript(plan.accept, plan.remember)));
}

const step = z.enum(["done", "changed", "covered"]);

function doubtOf(answer: unknown): ConsentDoubt | null {
  const said = step.parse(answer);
  return said === "done" ? null : said;
}

function kept(doubt: ConsentDoubt): PressOutcome {
  return { kind: "kept", doubt, path: null, fields: [] };
}
