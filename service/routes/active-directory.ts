import { randomInt } from "node:crypto";
import { z } from "zod";
import { mailSubject } from "../../src/core/rules/mail-subject.ts";
import { activeDirectoryDonePage, activeDirectoryPage } from "../pages/active-directory.ts";
import { BACK_TO_MENU } from "../pages/contract-names.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { show, type Visit } from "../visit/visit.ts";

const DOMAIN = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u;

const fields = z.object({
  domain: z
    .string("ドメイン名を入力してください。")
    .trim()
    .toLowerCase()
    .min(1, "ドメイン名を入力してください。")
    .max(253, "ドメイン名が長すぎます。")
    .regex(DOMAIN, "ドメイン名の形をご確認ください（例：ad.example）。"),
});

/**
 * Active Directory設定. The manuals name the row and the mail that follows (facts A50, A51); the screen itself is in
 * another manual, so its one field is the simulation's own.
 */
export async function activeDirectoryRoute(visit: Visit, user: User): Promise<void> {
  const { state, service } = visit;
  const present = state.contract(service).activeDirectory;
  await formRoute(visit, {
    once: true,
    fields,
    page: (form) => show(visit, "active-directory-setting", activeDirectoryPage(service, form, present)),
    accept({ domain }) {
      const connectionId = present?.connectionId ?? newConnectionId();
      const activeDirectory = { connectionId, domain };
      state.contracts.set(service, { ...state.contract(service), activeDirectory });
      state.record({ service, type: "credential", outcome: "active-directory-set", sub: user.sub });
      mailActiveDirectory(visit, user);
      show(visit, "active-directory-set", activeDirectoryDonePage(service, activeDirectory, BACK_TO_MENU));
      return null;
    },
  });
}

/** `adfs-` and 14 more, as the manuals' example has it (facts A43; its length is stated nowhere). */
function newConnectionId(): string {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return `adfs-${Array.from({ length: 14 }, () => letters[randomInt(letters.length)]).join("")}`;
}

/** The mail with both login addresses and the 接続ID (facts A50): to the holder who set it up, to users who chose it. */
export function mailActiveDirectory({ state, service, origins }: Visit, user: User): void {
  const setting = state.contract(service).activeDirectory;
  const subject = mailSubject(service, "active-directory").value;
  if (setting === null || subject === null) return;
  const path = `/ad/${encodeURIComponent(setting.connectionId)}`;
  const internet = `${origins.internet}${path}`;
  const line = `${origins.line}${path}`;
  const body = `Active Directoryアカウントでのログインに使います。
インターネット用：${internet}
回線認証用：${line}
接続ID：${setting.connectionId}`;
  state.send({ service, to: user.mail, subject, body, link: internet });
}
