import { z } from "zod";
import { UNLOCKED } from "../../src/core/rules/lockout.ts";
import { checkPassword, type PasswordReason } from "../../src/core/rules/password.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { formToken, readForm } from "../http.ts";
import { linkLife } from "../link-life.ts";
import { frontPath } from "../origins.ts";
import { plainPage } from "../pages/layout.ts";
import { resetPage, resetRequestPage } from "../pages/reset-request.ts";
import { secret, type Ticket } from "../state.ts";
import { badForm, notFound, show, type Visit } from "../visit.ts";

/** `/lo/unblock` and `/lo/reset` on the issuer's host: the links of facts A4 and A5. */
export async function accountRoute(visit: Visit): Promise<void> {
  const kind =
    visit.url.pathname === "/lo/unblock" ? "unblock" : visit.url.pathname === "/lo/reset" ? "reset" : null;
  if (kind === null) return notFound(visit);
  const id = visit.url.searchParams.get("ticket") ?? "";
  const ticket = visit.state.tickets.get(id);
  if (
    ticket === undefined ||
    ticket.kind !== kind ||
    ticket.service !== visit.service ||
    ticket.expires <= Date.now()
  ) {
    const text =
      kind === "unblock"
        ? "パスワードをリセットすると、ロックも解除されます。"
        : "もう一度、リセットの手続きをしてください。";
    return show(
      visit,
      `${kind}-expired`,
      plainPage(visit.service, "リンクの有効期限が切れています", [text]),
      410,
    );
  }
  return kind === "unblock" ? unblock(visit, id, ticket) : reset(visit, id, ticket);
}

function unblock(visit: Visit, id: string, ticket: Ticket): void {
  const { state, service, origins } = visit;
  const user = state.user(service, ticket.mail);
  if (user === undefined) {
    notFound(visit);
    return;
  }
  state.tickets.delete(id);
  Object.assign(user, UNLOCKED);
  state.record({ service, type: "unlock", outcome: "unlocked", sub: user.sub });
  const back = { href: `${origins.internet}${frontPath(service)}`, label: "ログイン画面へ" };
  show(
    visit,
    "unblocked",
    plainPage(service, "アカウントのロックを解除しました", ["もう一度ログインしてください。"], back),
  );
}

const newPassword = z.object({ password: z.string().min(1).max(200), confirmation: z.string().max(200) });

async function reset(visit: Visit, id: string, ticket: Ticket): Promise<void> {
  const { state, service, origins } = visit;
  const action = `/lo/reset?${new URLSearchParams({ ticket: id })}`;
  const page = (problems: readonly string[]) =>
    show(visit, "password-reset", resetPage({ service, action, formToken: formToken(visit), problems }));
  if (visit.method !== "POST") return page([]);
  const form = await readForm(visit);
  if (form === null) return badForm(visit);
  const typed = newPassword.safeParse(form);
  if (!typed.success) return page(["パスワードを入力してください。"]);
  const verdict = checkPassword(service, typed.data.password, typed.data.confirmation);
  if (verdict.outcome === "refused") return page(verdict.reasons.map(refusalText));
  const user = state.user(service, ticket.mail);
  if (user === undefined) return notFound(visit);
  state.tickets.delete(id);
  Object.assign(user, UNLOCKED, { password: typed.data.password });
  for (const [device, { sub }] of state.devices) if (sub === user.sub) state.devices.delete(device); // facts A33
  state.record({ service, type: "unlock", outcome: "reset", sub: user.sub });
  const back = { href: `${origins.internet}${frontPath(service)}`, label: "OK" };
  show(
    visit,
    "password-reset-done",
    plainPage(service, "リセットパスワードの手続きが完了いたしました。", [], back),
  );
}

function refusalText({ code }: PasswordReason): string {
  if (code === "too-short") return "パスワードは8文字以上にしてください。";
  if (code === "too-few-classes") return "英大文字・英小文字・数字・記号のうち3種類以上を使ってください。";
  return "確認用のパスワードが一致しません。";
}

const resetRequest = z.object({ mail: z.email() });

/** B30 on the login hosts. The answer is the same whether the address is known or not. */
export async function resetRequestRoute(visit: Visit): Promise<void> {
  const { state, service, origins } = visit;
  const page = (empty: boolean) =>
    show(visit, "reset-request", resetRequestPage(service, formToken(visit), empty));
  if (visit.method !== "POST") return page(false);
  const form = await readForm(visit);
  if (form === null) return badForm(visit);
  const typed = resetRequest.safeParse(form);
  if (!typed.success) return page(true);
  const user = state.user(service, typed.data.mail);
  if (user !== undefined) {
    const ticket = secret();
    const life = linkLife(service, "reset", Date.now());
    state.tickets.set(ticket, {
      service,
      mail: user.mail,
      kind: "reset",
      expires: life.expires,
    });
    const link = `${origins.issuer}/lo/reset?ticket=${ticket}`;
    const body = `次のリンクから新しいパスワードを登録してください(${life.days}日間有効)。\n${link}`;
    state.send({
      service,
      to: user.mail,
      subject: `【${PROFILES[service].name}】パスワードリセット`,
      body,
      link,
    });
  }
  show(
    visit,
    "reset-requested",
    plainPage(service, "パスワードのリセット", [
      "メールをお送りしました。届いたリンクから手続きを続けてください。",
    ]),
  );
}
