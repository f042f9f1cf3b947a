import { z } from "zod";
import { formToken, readForm, setCookie } from "../http.ts";
import { plainPage } from "../pages/layout.ts";
import { secondFactorPage } from "../pages/second-factor.ts";
import { secret } from "../state.ts";
import { badForm, goTo, show, type Visit } from "../visit.ts";
import { finish } from "./outcome.ts";

const answer = z.object({ code: z.string().trim().max(12) });
const DEVICE_SECONDS = 30 * 86_400; // facts A22
const MAX_TRIES = 10;

/** B9: the code that was sent by SMS. */
export async function secondFactorRoute(visit: Visit): Promise<void> {
  const { state, service } = visit;
  const id = visit.cookies.get("challenge") ?? "";
  const challenge = state.challenges.get(id);
  if (challenge === undefined || challenge.service !== service) {
    return show(
      visit,
      "stale-login",
      plainPage(service, "ログインを続けられません", ["もう一度ログインからお試しください。"]),
      410,
    );
  }
  const page = (wrong: boolean) =>
    show(
      visit,
      "second-factor",
      secondFactorPage({ service, action: "/second-factor", formToken: formToken(visit), wrong }),
      200,
      { wrong },
    );
  if (visit.method !== "POST") return page(false);
  const form = await readForm(visit);
  if (form === null) return badForm(visit);
  const typed = answer.safeParse(form);
  const record = (outcome: string) =>
    state.record({ service, type: "second-factor", outcome, sub: challenge.sub });
  if (!typed.success || typed.data.code !== challenge.code) {
    record("wrong");
    challenge.tries += 1;
    if (challenge.tries < MAX_TRIES) return page(true);
    state.challenges.delete(id);
    return goTo(visit, `/login/${challenge.interaction}`);
  }
  record("accepted");
  state.challenges.delete(id);
  const device = secret();
  state.devices.set(device, { sub: challenge.sub, seen: Date.now() });
  setCookie(visit, "challenge", "", 0);
  setCookie(visit, "device", device, DEVICE_SECONDS);
  return finish(visit, challenge.interaction, challenge.sub, "mfa");
}
