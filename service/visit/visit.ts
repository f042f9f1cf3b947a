import type { ServiceId } from "../../src/core/service/profile.ts";
import { plainPage } from "../pages/layout.ts";
import type { Tenant } from "../provider/tenant.ts";
import type { State } from "../state/state.ts";
import { type Exchange, guard, redirect, sendPage } from "../web/http.ts";
import type { HostName, Origins } from "../web/origins.ts";

/** A request to one host of one service. */
export type Visit = Exchange & {
  readonly state: State;
  readonly tenant: Tenant;
  readonly service: ServiceId;
  readonly role: HostName;
  readonly origins: Origins;
};

/** Sends one of our pages and records that it was shown. @param screen its name in the events */
export function show(
  visit: Visit,
  screen: string,
  page: string,
  status = 200,
  detail: Readonly<Record<string, unknown>> = {},
): void {
  visit.state.record({
    service: visit.service,
    type: "page",
    outcome: "shown",
    screen,
    host: visit.role,
    ...detail,
  });
  guard(visit.res);
  sendPage(visit, page, status);
}

/** Sends the browser on; nothing of it is kept. */
export function goTo(visit: Visit, location: string): void {
  guard(visit.res);
  redirect(visit, location);
}

export function notFound(visit: Visit): void {
  show(
    visit,
    "not-found",
    plainPage(visit.service, "ページが見つかりません", ["URLをご確認ください。"]),
    404,
  );
}

/** A form that wasn't ours (other origin, no token, too big). */
export function badForm(visit: Visit): void {
  show(
    visit,
    "bad-form",
    plainPage(visit.service, "送信を受け付けられません", ["画面を開き直して、もう一度お試しください。"]),
    400,
  );
}

/** A form that has done its work already. */
export function sentForm(visit: Visit): void {
  show(
    visit,
    "sent-form",
    plainPage(visit.service, "この内容はすでに送信されています", [
      "2回目の送信では何も変わりません。続けるときは、画面を開き直してください。",
    ]),
    409,
  );
}

/** For a login page whose authorization request is over. */
export function showStale(visit: Visit): void {
  const text =
    "このログイン画面はすでに終わっています。アプリまたはログインページからもう一度お試しください。";
  show(visit, "stale-login", plainPage(visit.service, "ログインを続けられません", [text]), 410);
}
